// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Application.Documents;

/// <summary>The terms of that version are not held here: it was recorded without them, or their secret is lost.</summary>
public sealed record TermsNotHeld(Hash32 License) : Refusal
{
    public override string Code => "terms-not-held";

    public override IReadOnlyDictionary<string, string> Args => Named(("license", License));
}

/// <summary>No term has this name.</summary>
public sealed record TermUnknown(string Term) : Refusal
{
    public override string Code => "term-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("term", Term));
}

/// <summary>The license has no such version.</summary>
public sealed record VersionUnknown(Hash32 License, Hash32 Version) : Refusal
{
    public override string Code => "version-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("license", License), ("version", Version));
}
