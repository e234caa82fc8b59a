// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Domain.Schedules;

/// <summary>One patent of a schedule: a leaf of the revision's tree is its struct hash.</summary>
/// <remarks>What is not known is null here; within the struct it is empty text or zero, which no known value is.</remarks>
/// <param name="Country">Country code as in DOCDB, such as <c>CN</c>.</param>
/// <param name="Number">Publication number without country and kind.</param>
/// <param name="Kind">Kind code, such as <c>B</c>.</param>
/// <param name="Family">The family's id at the source.</param>
/// <param name="Holder">The member that holds it.</param>
/// <param name="Standard">The standard that it is essential to.</param>
/// <param name="StandardVersion">The version or edition of the standard.</param>
/// <param name="InForceFrom">First second (UTC) in force.</param>
/// <param name="InForceUntil">First second (UTC) no longer in force.</param>
/// <param name="Source">Where the data come from.</param>
/// <param name="RetrievedAt">When they were retrieved (UTC seconds).</param>
/// <param name="EssentialityRoot">The salted root over the essentiality opinion; null when there is none.</param>
public sealed record Patent(
    string Country,
    string Number,
    string? Kind,
    string? Family,
    PartyId Holder,
    string? Standard,
    string? StandardVersion,
    ulong? InForceFrom,
    ulong? InForceUntil,
    string? Source,
    ulong? RetrievedAt,
    Hash32? EssentialityRoot) : ITypedStruct<Patent>
{
    public static string TypeName => "Patent";

    public string? Kind { get; init; } = Known(Kind);

    public string? Family { get; init; } = Known(Family);

    public string? Standard { get; init; } = Known(Standard);

    public string? StandardVersion { get; init; } = Known(StandardVersion);

    public ulong? InForceFrom { get; init; } = Known(InForceFrom);

    public ulong? InForceUntil { get; init; } = Known(InForceUntil);

    public string? Source { get; init; } = Known(Source);

    public ulong? RetrievedAt { get; init; } = Known(RetrievedAt);

    public Hash32? EssentialityRoot { get; init; } = EssentialityRoot is { IsZero: false } ? EssentialityRoot : null;

    /// <summary>The struct hash: the data of its leaf.</summary>
    public Hash32 LeafData => Eip712.HashStruct(this);

    public void Write<TWriter>(ref TWriter to)
        where TWriter : IFieldWriter, allows ref struct
    {
        to.Text("country", Country);
        to.Text("number", Number);
        to.Text("kind", Kind ?? "");
        to.Text("family", Family ?? "");
        to.Bytes32("holder", Holder.Value);
        to.Text("standard", Standard ?? "");
        to.Text("standardVersion", StandardVersion ?? "");
        to.Uint64("inForceFrom", InForceFrom ?? 0);
        to.Uint64("inForceUntil", InForceUntil ?? 0);
        to.Text("source", Source ?? "");
        to.Uint64("retrievedAt", RetrievedAt ?? 0);
        to.Bytes32("essentialityRoot", EssentialityRoot ?? default);
    }

    public static Patent Read<TReader>(ref TReader from)
        where TReader : IFieldReader, allows ref struct => new(
            from.Text("country"),
            from.Text("number"),
            from.Text("kind"),
            from.Text("family"),
            new PartyId(from.Bytes32("holder")),
            from.Text("standard"),
            from.Text("standardVersion"),
            from.Uint64("inForceFrom"),
            from.Uint64("inForceUntil"),
            from.Text("source"),
            from.Uint64("retrievedAt"),
            from.Bytes32("essentialityRoot"));

    private static string? Known(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static ulong? Known(ulong? time) => time is 0 ? null : time;
}
