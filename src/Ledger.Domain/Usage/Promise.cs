// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Usage;

/// <summary>The host's answer to a record that is durable: it will be leaf <c>Index</c>, anchored by <c>AnchorBy</c>. The log key signs.</summary>
/// <param name="Index">The leaf's index, from 0.</param>
/// <param name="Leaf">The leaf hash, already prefixed.</param>
/// <param name="AnchorBy">The last second (UTC) of the block that may first pass the index.</param>
public sealed record Promise(
    PoolId Pool,
    ulong Epoch,
    ulong Index,
    Hash32 Leaf,
    ulong AnchorBy) : ITypedStruct<Promise>
{
    public static string TypeName => "Promise";

    public Hash32 Digest(Eip712Domain domain) => Eip712.Digest(domain, this);

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("pool", Pool.Value);
        to.Uint64("epoch", Epoch);
        to.Uint64("index", Index);
        to.Bytes32("leaf", Leaf);
        to.Uint64("anchorBy", AnchorBy);
    }

    public static Promise Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new PoolId(from.Bytes32("pool")),
            from.Uint64("epoch"),
            from.Uint64("index"),
            from.Bytes32("leaf"),
            from.Uint64("anchorBy"));
}
