// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Usage;

/// <summary>A period is closed once it is over.</summary>
public sealed record PeriodNotOver(ulong PeriodEnd, ulong Now) : UsageRefusal
{
    public override string Code => "period-not-over";

    public override IReadOnlyDictionary<string, string> Args => Named(("periodEnd", PeriodEnd), ("now", Now));
}

/// <summary>The statement names a report that is not in the log, or not of this license and period.</summary>
public sealed record StatementReportUnknown(RecordId Report) : UsageRefusal
{
    public override string Code => "statement-report-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("report", Report));
}

/// <summary>The statement leaves out a stream that has reports of the period.</summary>
public sealed record StatementStreamMissing(RecordId Stream, RecordId Head) : UsageRefusal
{
    public override string Code => "statement-stream-missing";

    public override IReadOnlyDictionary<string, string> Args => Named(("stream", Stream), ("head", Head));
}

/// <summary>The stream has a later report of the period than the statement names.</summary>
public sealed record StatementHeadPassed(RecordId Head, RecordId Last) : UsageRefusal
{
    public override string Code => "statement-head-passed";

    public override IReadOnlyDictionary<string, string> Args => Named(("head", Head), ("last", Last));
}

/// <summary>Heads stand in ascending order, each stream once.</summary>
public sealed record StatementHeadsUnordered() : UsageRefusal
{
    public override string Code => "statement-heads-unordered";
}

/// <summary>A sum of the statement is not that of the reports that count.</summary>
public sealed record StatementSumDiffers(string Field, string Stated, string Computed) : UsageRefusal
{
    public override string Code => "statement-sum-differs";

    public override IReadOnlyDictionary<string, string> Args => Named(("field", Field), ("stated", Stated), ("computed", Computed));
}

/// <summary>There is a statement of that period: a new one names the last one as superseded.</summary>
public sealed record StatementSuperseded(RecordId Supersedes, RecordId Last) : UsageRefusal
{
    public override string Code => "statement-superseded";

    public override IReadOnlyDictionary<string, string> Args => Named(("supersedes", Supersedes), ("last", Last));
}
