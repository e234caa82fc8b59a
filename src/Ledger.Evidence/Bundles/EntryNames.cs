// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Ledger.Evidence.Bundles;

/// <summary>Every entry that a bundle has, in its order; it has all of them and no other.</summary>
internal static class EntryNames
{
    public const string Manifest = "manifest.json";
    public const string Deployment = "deployment.json";
    public const string License = "license.json";
    public const string Headers = "headers.json";
    public const string Events = "events.json";
    public const string State = "state.json";
    public const string Records = "records.json";
    public const string Terms = "terms.json";

    public static ImmutableArray<string> All { get; } = [Manifest, Deployment, License, Headers, Events, State, Records, Terms];
}
