// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Usage;

/// <summary>The states of a period that is to be reported.</summary>
public enum PeriodState
{
    /// <summary>Reported in time.</summary>
    Reported,

    /// <summary>Reported in time that there was nothing.</summary>
    Nil,

    /// <summary>Reported after the deadline.</summary>
    Late,

    /// <summary>Not reported, and the deadline has passed.</summary>
    Missing,

    /// <summary>Not reported, and not due yet.</summary>
    Open,

    /// <summary>The terms that say when it is due are not held here.</summary>
    Unknown,
}

/// <summary>Where a period stands, with its reason.</summary>
/// <param name="State">The state.</param>
public abstract record PeriodStanding(PeriodState State) : Statement
{
    /// <summary>The IANA zone of the terms' calendar, whose days the sentences name.</summary>
    public string Zone { get; init; } = LocalDays.Utc;

    /// <summary>Judges a period.</summary>
    /// <param name="reports">How many reports of it count.</param>
    /// <param name="lines">How many lines these have.</param>
    /// <param name="first">The first report of it that was not taken back, by when it counts as handed in; null while none counts. A correction makes nobody late.</param>
    /// <param name="dueAt">From which second a report is late; null where the terms are not held.</param>
    /// <param name="now">The chain's time.</param>
    public static PeriodStanding Judge(int reports, ulong lines, HandIn? first, ulong? dueAt, ulong now) => (first, dueAt) switch
    {
        (_, null) => new PeriodUnknown(reports),
        (null, { } due) => now >= due ? new PeriodMissing(due) : new PeriodOpen(due),
        ({ TakenAt: var taken } came, { } due) => came.At >= due ? Late(reports, came, due)
            : taken >= due ? new PeriodLodged(lines == 0 ? PeriodState.Nil : PeriodState.Reported, reports, came.At, taken, due)
            : lines == 0 ? new PeriodNil(taken, due)
            : new PeriodReported(reports, taken, due),
    };

    private static PeriodStanding Late(int reports, HandIn came, ulong due) => came.Lodging is { } lodging && lodging.LodgedAt < due
        ? new PeriodLodgedLate(reports, lodging.LodgedAt, lodging.FollowBy, came.TakenAt, due)
        : new PeriodLate(reports, came.TakenAt, due);
}

/// <summary>Reported in time.</summary>
public sealed record PeriodReported(int Reports, ulong TakenAt, ulong DueAt) : PeriodStanding(PeriodState.Reported)
{
    public override string Code => "period-reported";

    public override IReadOnlyDictionary<string, string> Args => Named(("reports", Reports), ("takenAt", TakenAt), ("dueAt", DueAt), ("zone", Zone));
}

/// <summary>Reported in time that there was nothing.</summary>
public sealed record PeriodNil(ulong TakenAt, ulong DueAt) : PeriodStanding(PeriodState.Nil)
{
    public override string Code => "period-nil";

    public override IReadOnlyDictionary<string, string> Args => Named(("takenAt", TakenAt), ("dueAt", DueAt), ("zone", Zone));
}

/// <summary>Reported in time by a lodging on chain, and the body followed within the grace.</summary>
public sealed record PeriodLodged(PeriodState State, int Reports, ulong LodgedAt, ulong TakenAt, ulong DueAt) : PeriodStanding(State)
{
    public override string Code => "period-lodged";

    public override IReadOnlyDictionary<string, string> Args =>
        Named(("reports", Reports), ("lodgedAt", LodgedAt), ("takenAt", TakenAt), ("dueAt", DueAt), ("zone", Zone));
}

/// <summary>Lodged in time, but the body came after the grace had ended: late by its own coming.</summary>
public sealed record PeriodLodgedLate(int Reports, ulong LodgedAt, ulong FollowBy, ulong TakenAt, ulong DueAt) : PeriodStanding(PeriodState.Late)
{
    public override string Code => "period-lodged-late";

    public override IReadOnlyDictionary<string, string> Args =>
        Named(("reports", Reports), ("lodgedAt", LodgedAt), ("followBy", FollowBy), ("takenAt", TakenAt), ("dueAt", DueAt), ("zone", Zone));
}

/// <summary>Reported, but late.</summary>
public sealed record PeriodLate(int Reports, ulong TakenAt, ulong DueAt) : PeriodStanding(PeriodState.Late)
{
    public override string Code => "period-late";

    public override IReadOnlyDictionary<string, string> Args => Named(("reports", Reports), ("takenAt", TakenAt), ("dueAt", DueAt), ("zone", Zone));
}

/// <summary>Not reported, though it was due.</summary>
public sealed record PeriodMissing(ulong DueAt) : PeriodStanding(PeriodState.Missing)
{
    public override string Code => "period-missing";

    public override IReadOnlyDictionary<string, string> Args => Named(("dueAt", DueAt), ("zone", Zone));
}

/// <summary>Not reported, and not due yet.</summary>
public sealed record PeriodOpen(ulong DueAt) : PeriodStanding(PeriodState.Open)
{
    public override string Code => "period-open";

    public override IReadOnlyDictionary<string, string> Args => Named(("dueAt", DueAt), ("zone", Zone));
}

/// <summary>Nobody here knows when it is due.</summary>
public sealed record PeriodUnknown(int Reports) : PeriodStanding(PeriodState.Unknown)
{
    public override string Code => "period-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("reports", Reports));
}
