// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Schedules;

/// <summary>Names a patent schedule. Its struct hash is the schedule's id; it is not an act and never on chain.</summary>
/// <param name="Standard">The standard, such as <c>AVS1-P2</c>.</param>
/// <param name="Salt">256 random bits.</param>
public sealed record Schedule(
    PoolId Pool,
    string Standard,
    Hash32 Salt) : ITypedStruct<Schedule>
{
    public static string TypeName => "Schedule";

    /// <summary>The schedule's id.</summary>
    public ScheduleId Id => new(Eip712.HashStruct(this));

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Bytes32("pool", Pool.Value);
        to.Text("standard", Standard);
        to.Bytes32("salt", Salt);
    }

    public static Schedule Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            new PoolId(from.Bytes32("pool")),
            from.Text("standard"),
            from.Bytes32("salt"));
}
