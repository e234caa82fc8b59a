// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;

namespace Ledger.Application.Reading;

/// <summary>The block or time asked about is not one that the ledger knows.</summary>
public sealed record KnownAtUnknown(ulong Block) : Refusal
{
    public override string Code => "known-at-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("block", Block));
}
