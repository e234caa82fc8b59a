// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Usage;

/// <summary>An outside signature over a checkpoint: from here on its log cannot be rewritten unseen, nor the chain up to its block.</summary>
/// <remarks>No leaf of the log, which would make each checkpoint call for the next; and no salt, so that a party has one for each checkpoint.</remarks>
/// <param name="Size">How many leaves the checkpoint covers.</param>
/// <param name="Root">Its root.</param>
/// <param name="Block">The hash of the block that anchored it.</param>
/// <param name="Party">Who signs, with a key of scope Witness: a member of the pool, or a licensee.</param>
public sealed record Witness(
    PoolId Pool,
    ulong Epoch,
    ulong Size,
    Hash32 Root,
    Hash32 Block,
    PartyId Party) : ITypedStruct<Witness>
{
    public static string TypeName => "Witness";

    /// <summary>The EIP-712 struct hash.</summary>
    public Hash32 Id => Eip712.HashStruct(this);

    /// <summary>What its party signs, under the domain of UsageLog.</summary>
    public Hash32 Digest(Eip712Domain domain) => Eip712.Digest(domain, this);

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("pool", Pool.Value);
        to.Uint64("epoch", Epoch);
        to.Uint64("size", Size);
        to.Bytes32("root", Root);
        to.Bytes32("block", Block);
        to.Bytes32("witness", Party.Value);
    }

    public static Witness Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new PoolId(from.Bytes32("pool")),
            from.Uint64("epoch"),
            from.Uint64("size"),
            from.Bytes32("root"),
            from.Bytes32("block"),
            new PartyId(from.Bytes32("witness")));
}
