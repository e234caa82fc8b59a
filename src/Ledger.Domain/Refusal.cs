// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Ledger.Domain;

/// <summary>A rule says no. One closed family of records per feature; texts are made elsewhere, from code and arguments.</summary>
public abstract record Refusal
{
    /// <summary>Stable, kebab-case; never translated, never reused for another meaning.</summary>
    public abstract string Code { get; }

    /// <summary>What the sentence names, by stable name.</summary>
    public virtual IReadOnlyDictionary<string, string> Args => ImmutableDictionary<string, string>.Empty;
}
