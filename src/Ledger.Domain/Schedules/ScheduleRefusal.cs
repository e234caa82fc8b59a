// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Domain.Schedules;

/// <summary>Why an act on a patent schedule is refused.</summary>
public abstract record ScheduleRefusal : Refusal;

/// <summary>No revision of this schedule was recorded.</summary>
public sealed record ScheduleUnknown(PoolId Pool, ScheduleId Schedule) : ScheduleRefusal
{
    public override string Code => "schedule-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("pool", Pool), ("schedule", Schedule));
}

/// <summary>Revisions are numbered from 1 on, without gaps.</summary>
public sealed record RevisionNotNext(uint Revision, uint Expected) : ScheduleRefusal
{
    public override string Code => "revision-not-next";

    public override IReadOnlyDictionary<string, string> Args => Named(("revision", Revision), ("expected", Expected));
}

/// <summary>The revision names another number of contributions than are given.</summary>
public sealed record ContributionsDiffer(int Count, int Given) : ScheduleRefusal
{
    public override string Code => "contributions-differ";

    public override IReadOnlyDictionary<string, string> Args => Named(("count", Count), ("given", Given));
}

/// <summary>The revision names another contribution at this place.</summary>
public sealed record ContributionNotNamed(int Position, Hash32 Contribution) : ScheduleRefusal
{
    public override string Code => "contribution-not-named";

    public override IReadOnlyDictionary<string, string> Args => Named(("position", Position), ("contribution", Contribution));
}

/// <summary>The ids of the contributions do not ascend strictly.</summary>
public sealed record ContributionsNotAscending(Hash32 Before, Hash32 Contribution) : ScheduleRefusal
{
    public override string Code => "contributions-not-ascending";

    public override IReadOnlyDictionary<string, string> Args => Named(("before", Before), ("contribution", Contribution));
}

/// <summary>The contribution is meant for another pool or schedule.</summary>
public sealed record ContributionElsewhere(Hash32 Contribution, PoolId Pool, ScheduleId Schedule) : ScheduleRefusal
{
    public override string Code => "contribution-elsewhere";

    public override IReadOnlyDictionary<string, string> Args => Named(("contribution", Contribution), ("pool", Pool), ("schedule", Schedule));
}

/// <summary>An earlier revision used the contribution.</summary>
public sealed record ContributionUsed(Hash32 Contribution) : ScheduleRefusal
{
    public override string Code => "contribution-used";

    public override IReadOnlyDictionary<string, string> Args => Named(("contribution", Contribution));
}

/// <summary>A contribution has at least one patent.</summary>
public sealed record ContributionEmpty(Hash32 Contribution) : ScheduleRefusal
{
    public override string Code => "contribution-empty";

    public override IReadOnlyDictionary<string, string> Args => Named(("contribution", Contribution));
}

/// <summary>The revision has more patents than the last one and its contributions together.</summary>
public sealed record PatentsNotContributed(uint Count, ulong Most) : ScheduleRefusal
{
    public override string Code => "patents-not-contributed";

    public override IReadOnlyDictionary<string, string> Args => Named(("count", Count), ("most", Most));
}

/// <summary>The root of an empty schedule is keccak256("").</summary>
public sealed record EmptyRootMismatch(Hash32 Root) : ScheduleRefusal
{
    public override string Code => "empty-root-mismatch";

    public override IReadOnlyDictionary<string, string> Args => Named(("root", Root));
}
