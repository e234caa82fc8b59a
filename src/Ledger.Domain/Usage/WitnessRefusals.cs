// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Domain.Usage;

/// <summary>Witnesses are the pool's members, and parties to which a license came in it.</summary>
public sealed record WitnessOutside(PartyId Party, PoolId Pool) : UsageRefusal
{
    public override string Code => "witness-outside";

    public override IReadOnlyDictionary<string, string> Args => Named(("party", Party), ("pool", Pool));
}

/// <summary>The chain has no such checkpoint in that block.</summary>
public sealed record CheckpointUnknown(ulong Epoch, ulong Size, Hash32 Root) : UsageRefusal
{
    public override string Code => "checkpoint-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("epoch", Epoch), ("size", Size), ("root", Root));
}

/// <summary>The checkpoint could still be undone.</summary>
public sealed record CheckpointNotFinal(ulong Size, ulong Block) : UsageRefusal
{
    public override string Code => "checkpoint-not-final";

    public override IReadOnlyDictionary<string, string> Args => Named(("size", Size), ("block", Block));
}

/// <summary>The anchored log of that epoch is shorter, or the range is empty or ends before it begins.</summary>
public sealed record LogRangeInvalid(ulong From, ulong To, ulong Size) : UsageRefusal
{
    public override string Code => "log-range-invalid";

    public override IReadOnlyDictionary<string, string> Args => Named(("from", From), ("to", To), ("size", Size));
}
