// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;

namespace Ledger.Application.Proofs;

/// <summary>No such matter here.</summary>
public sealed record MatterUnknown(string Matter) : Refusal
{
    public override string Code => "matter-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("matter", Matter));
}

/// <summary>No such export here.</summary>
public sealed record ExportUnknown(string Export) : Refusal
{
    public override string Code => "export-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("export", Export));
}

/// <summary>A matter needs a title of 1 to 200 characters.</summary>
public sealed record TitleInvalid(int Length) : Refusal
{
    public override string Code => "title-invalid";

    public override IReadOnlyDictionary<string, string> Args => Named(("length", Length));
}

/// <summary>The evidence gathered does not pass the outsiders' own verifier, so that no bundle was made of it.</summary>
public sealed record EvidenceRejected(string Step, string Detail) : Refusal
{
    public override string Code => "evidence-rejected";

    public override IReadOnlyDictionary<string, string> Args => Named(("step", Step), ("detail", Detail));
}

/// <summary>The JSON holds no promise with its signature.</summary>
public sealed record PromiseMissing(string What) : Refusal
{
    public override string Code => "promise-missing";

    public override IReadOnlyDictionary<string, string> Args => Named(("what", What));
}

/// <summary>The node is of another chain than the promise.</summary>
public sealed record PromiseChainOther(Ethereum.UInt256 Promised, ulong Found) : Refusal
{
    public override string Code => "promise-chain-other";

    public override IReadOnlyDictionary<string, string> Args => Named(("promised", Promised), ("found", Found));
}

/// <summary>The chain has no such pool or block, up to where it was asked.</summary>
public sealed record PromiseNotOnChain(PoolId Pool, ulong? Block) : Refusal
{
    public override string Code => "promise-not-on-chain";

    public override IReadOnlyDictionary<string, string> Args => Named(("pool", Pool), ("block", Block is { } number ? number : "latest"));
}

/// <summary>A checkpoint has passed the leaf in time; which leaf stands there, only a proof of the record can say.</summary>
public sealed record PromiseProofWanted(ulong Index, ulong Epoch) : Refusal
{
    public override string Code => "promise-proof-wanted";

    public override IReadOnlyDictionary<string, string> Args => Named(("index", Index), ("epoch", Epoch));
}
