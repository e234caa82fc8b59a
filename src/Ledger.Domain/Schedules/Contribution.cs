// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Schedules;

/// <summary>Contributes patents to a schedule; the holder signs. Used once, by the revision that names it.</summary>
/// <param name="Holder">The member whose patents they are.</param>
/// <param name="Root">The RFC 6962 root (keccak-256) over the contributed <c>Patent</c> leaves.</param>
/// <param name="Count">How many leaves.</param>
/// <param name="ExpiresAt">The last second (UTC) at which it may be recorded.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record Contribution(
    PoolId Pool,
    ScheduleId Schedule,
    PartyId Holder,
    Hash32 Root,
    uint Count,
    ulong ExpiresAt,
    Hash32 Salt) : Act<Contribution>, ITypedStruct<Contribution>
{
    public static string TypeName => "Contribution";

    public override ActKind Kind => ActKind.Contribution;

    public override ContractName Contract => ContractName.Pools;

    protected override ulong? Deadline => ExpiresAt;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("pool", Pool.Value);
        to.Bytes32("schedule", Schedule.Value);
        to.Bytes32("holder", Holder.Value);
        to.Bytes32("root", Root);
        to.Uint32("count", Count);
        to.Uint64("expiresAt", ExpiresAt);
        to.Bytes32("salt", Salt);
    }

    public static Contribution Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new PoolId(from.Bytes32("pool")),
            new ScheduleId(from.Bytes32("schedule")),
            new PartyId(from.Bytes32("holder")),
            from.Bytes32("root"),
            from.Uint32("count"),
            from.Uint64("expiresAt"),
            from.Bytes32("salt"));
}
