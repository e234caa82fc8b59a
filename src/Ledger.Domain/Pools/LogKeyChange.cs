// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Pools;

/// <summary>Seals the usage log's epoch and opens the next one under a new log key.</summary>
/// <param name="Epoch">The epoch that it opens.</param>
/// <param name="LogKey">Signs promises and checkpoints of that epoch.</param>
/// <param name="Lost">Whether the old key is lost: then a quorum signs in its stead.</param>
/// <param name="Previous">The subject's head that it replaces; zero if never touched.</param>
/// <param name="ExpiresAt">The last second (UTC) at which it may be recorded.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record LogKeyChange(
    PoolId Pool,
    ushort Epoch,
    Address LogKey,
    bool Lost,
    Hash32 Previous,
    ulong ExpiresAt,
    Hash32 Salt) : Act<LogKeyChange>, ITypedStruct<LogKeyChange>
{
    public static string TypeName => "LogKeyChange";

    public override ActKind Kind => ActKind.LogKeyChange;

    public override ContractName Contract => ContractName.Pools;

    public override Subject? Subject => Acts.Subject.LogKey(Pool);

    protected override Hash32? Head => Previous;

    protected override ulong? Deadline => ExpiresAt;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("pool", Pool.Value);
        to.Uint16("epoch", Epoch);
        to.Address("logKey", LogKey);
        to.Bool("lost", Lost);
        to.Bytes32("previous", Previous);
        to.Uint64("expiresAt", ExpiresAt);
        to.Bytes32("salt", Salt);
    }

    public static LogKeyChange Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new PoolId(from.Bytes32("pool")),
            from.Uint16("epoch"),
            from.Address("logKey"),
            from.Bool("lost"),
            from.Bytes32("previous"),
            from.Uint64("expiresAt"),
            from.Bytes32("salt"));
}
