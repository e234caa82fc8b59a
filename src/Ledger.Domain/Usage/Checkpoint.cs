// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Usage;

/// <summary>A root of a pool's usage log, for the chain; the log key of the epoch signs.</summary>
/// <param name="Epoch">The tree under one log key.</param>
/// <param name="Size">How many leaves.</param>
/// <param name="Root">The RFC 6962 root (keccak-256) over them.</param>
public sealed record Checkpoint(
    PoolId Pool,
    ulong Epoch,
    ulong Size,
    Hash32 Root) : Act<Checkpoint>, ITypedStruct<Checkpoint>
{
    public static string TypeName => "Checkpoint";

    public override ActKind Kind => ActKind.Checkpoint;

    public override ContractName Contract => ContractName.UsageLog;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("pool", Pool.Value);
        to.Uint64("epoch", Epoch);
        to.Uint64("size", Size);
        to.Bytes32("root", Root);
    }

    public static Checkpoint Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new PoolId(from.Bytes32("pool")),
            from.Uint64("epoch"),
            from.Uint64("size"),
            from.Bytes32("root"));
}
