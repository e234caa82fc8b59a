// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Schedules;

/// <summary>Makes a revision of a patent schedule; the administrator signs.</summary>
/// <param name="Revision">1 for the first, then one more each.</param>
/// <param name="Root">The RFC 6962 root (keccak-256) over all <c>Patent</c> leaves in ascending (country, number) order.</param>
/// <param name="Count">How many leaves.</param>
/// <param name="Contributions">The ids of the contributions that its additions come from, ascending.</param>
/// <param name="Previous">The subject's head that it replaces; zero if never touched.</param>
/// <param name="ExpiresAt">The last second (UTC) at which it may be recorded.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record ScheduleRevision(
    PoolId Pool,
    ScheduleId Schedule,
    uint Revision,
    Hash32 Root,
    uint Count,
    HashList Contributions,
    Hash32 Previous,
    ulong ExpiresAt,
    Hash32 Salt) : Act<ScheduleRevision>, ITypedStruct<ScheduleRevision>
{
    public static string TypeName => "ScheduleRevision";

    public override ActKind Kind => ActKind.ScheduleRevision;

    public override ContractName Contract => ContractName.Pools;

    public override Subject? Subject => Acts.Subject.Schedule(Pool, Schedule);

    protected override Hash32? Head => Previous;

    protected override ulong? Deadline => ExpiresAt;

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("pool", Pool.Value);
        to.Bytes32("schedule", Schedule.Value);
        to.Uint32("revision", Revision);
        to.Bytes32("root", Root);
        to.Uint32("count", Count);
        to.Bytes32Array("contributions", Contributions.AsSpan());
        to.Bytes32("previous", Previous);
        to.Uint64("expiresAt", ExpiresAt);
        to.Bytes32("salt", Salt);
    }

    public static ScheduleRevision Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new PoolId(from.Bytes32("pool")),
            new ScheduleId(from.Bytes32("schedule")),
            from.Uint32("revision"),
            from.Bytes32("root"),
            from.Uint32("count"),
            new HashList(from.Bytes32Array("contributions")),
            from.Bytes32("previous"),
            from.Uint64("expiresAt"),
            from.Bytes32("salt"));
}
