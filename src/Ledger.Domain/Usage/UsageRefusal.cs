// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Domain.Usage;

/// <summary>Why a record or a checkpoint is refused.</summary>
public abstract record UsageRefusal : Refusal;

/// <summary>Only the licensee reports under its license.</summary>
public sealed record ReporterNotLicensee(PartyId Reporter, LicenseId License) : UsageRefusal
{
    public override string Code => "reporter-not-licensee";

    public override IReadOnlyDictionary<string, string> Args => Named(("reporter", Reporter), ("license", License));
}

/// <summary>A period ends after it starts.</summary>
public sealed record PeriodEmpty(ulong PeriodStart, ulong PeriodEnd) : UsageRefusal
{
    public override string Code => "period-empty";

    public override IReadOnlyDictionary<string, string> Args => Named(("periodStart", PeriodStart), ("periodEnd", PeriodEnd));
}

/// <summary>The license's terms have a reporting calendar, and the period is none of it.</summary>
/// <param name="CalendarStart">First second of the calendar's period that the report begins in; zero where there is none.</param>
/// <param name="CalendarEnd">First second after it.</param>
public sealed record PeriodOffCalendar(ulong PeriodStart, ulong PeriodEnd, ulong CalendarStart, ulong CalendarEnd, string Zone) : UsageRefusal
{
    public override string Code => "period-off-calendar";

    public override IReadOnlyDictionary<string, string> Args => Named(
        ("periodStart", PeriodStart), ("periodEnd", PeriodEnd), ("calendarStart", CalendarStart), ("calendarEnd", CalendarEnd), ("zone", Zone));
}

/// <summary>The stream has a report with this sequence, and it is another one: a fork is proof against its signer.</summary>
public sealed record SequenceTaken(Hash32 Stream, ulong Sequence, ulong Expected) : UsageRefusal
{
    public override string Code => "sequence-taken";

    public override IReadOnlyDictionary<string, string> Args => Named(("stream", Stream), ("sequence", Sequence), ("expected", Expected));
}

/// <summary>The stream lacks the reports in between.</summary>
public sealed record SequenceSkipped(Hash32 Stream, ulong Sequence, ulong Expected) : UsageRefusal
{
    public override string Code => "sequence-skipped";

    public override IReadOnlyDictionary<string, string> Args => Named(("stream", Stream), ("sequence", Sequence), ("expected", Expected));
}

/// <summary>The report names another one before it than the stream has.</summary>
public sealed record PreviousMismatch(RecordId Previous, RecordId Expected) : UsageRefusal
{
    public override string Code => "previous-mismatch";

    public override IReadOnlyDictionary<string, string> Args => Named(("previous", Previous), ("expected", Expected));
}

/// <summary>The report has another number of lines than it says.</summary>
public sealed record LineCountMismatch(uint LineCount, int Given) : UsageRefusal
{
    public override string Code => "line-count-mismatch";

    public override IReadOnlyDictionary<string, string> Args => Named(("lineCount", LineCount), ("given", Given));
}

/// <summary>The lines given are not those that the report commits to.</summary>
public sealed record LinesRootMismatch(Hash32 LinesRoot, Hash32 Computed) : UsageRefusal
{
    public override string Code => "lines-root-mismatch";

    public override IReadOnlyDictionary<string, string> Args => Named(("linesRoot", LinesRoot), ("computed", Computed));
}

/// <summary>The evidence given is not what the observation commits to.</summary>
public sealed record EvidenceRootMismatch(Hash32 EvidenceRoot, Hash32 Computed) : UsageRefusal
{
    public override string Code => "evidence-root-mismatch";

    public override IReadOnlyDictionary<string, string> Args => Named(("evidenceRoot", EvidenceRoot), ("computed", Computed));
}

/// <summary>A piece of evidence is of no source that there is.</summary>
public sealed record EvidenceSourceUnknown(byte Source) : UsageRefusal
{
    public override string Code => "evidence-source-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("source", Source));
}

/// <summary>An observation rests on more pieces than are taken.</summary>
public sealed record EvidenceTooLong(int Count, int Most) : UsageRefusal
{
    public override string Code => "evidence-too-long";

    public override IReadOnlyDictionary<string, string> Args => Named(("count", Count), ("most", Most));
}

/// <summary>Evidence came with a record that commits to none.</summary>
public sealed record EvidenceUnexpected(RecordKind Kind) : UsageRefusal
{
    public override string Code => "evidence-unexpected";

    public override IReadOnlyDictionary<string, string> Args => Named(("kind", Kind));
}

/// <summary>The lines' quantities do not add up to the report's total.</summary>
public sealed record TotalMismatch(UInt256 TotalQuantity, string Computed) : UsageRefusal
{
    public override string Code => "total-mismatch";

    public override IReadOnlyDictionary<string, string> Args => Named(("totalQuantity", TotalQuantity), ("computed", Computed));
}

/// <summary>A text is missing, longer than 256 characters, or holds control characters.</summary>
public sealed record TextInvalid(string Field) : UsageRefusal
{
    public override string Code => "text-invalid";

    public override IReadOnlyDictionary<string, string> Args => Named(("field", Field));
}

/// <summary>A country is two upper-case letters, or empty when unknown.</summary>
public sealed record CountryInvalid(string Field, string Country) : UsageRefusal
{
    public override string Code => "country-invalid";

    public override IReadOnlyDictionary<string, string> Args => Named(("field", Field), ("country", Country));
}

/// <summary>An act is 0 manufacture, 1 sale, 2 import, 3 export, 4 use or 5 stream.</summary>
public sealed record PatentActUnknown(byte Act) : UsageRefusal
{
    public override string Code => "patent-act-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("act", Act));
}

/// <summary>The record names a block that is no final block here.</summary>
public sealed record RecentBlockUnknown(Hash32 RecentBlock) : UsageRefusal
{
    public override string Code => "recent-block-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("recentBlock", RecentBlock));
}

/// <summary>The block that the record names is too old.</summary>
public sealed record RecordBackdated(ulong BlockTime, ulong MaxAgeSeconds) : UsageRefusal
{
    public override string Code => "record-backdated";

    public override IReadOnlyDictionary<string, string> Args => Named(("blockTime", BlockTime), ("maxAgeSeconds", MaxAgeSeconds));
}

/// <summary>Nothing is observed before it happens.</summary>
public sealed record ObservedInFuture(ulong ObservedAt, ulong Now) : UsageRefusal
{
    public override string Code => "observed-in-future";

    public override IReadOnlyDictionary<string, string> Args => Named(("observedAt", ObservedAt), ("now", Now));
}

/// <summary>An observation names a party or gives a name.</summary>
public sealed record SubjectUnnamed() : UsageRefusal
{
    public override string Code => "subject-unnamed";
}

/// <summary>A checkpoint is of a longer log than the last one.</summary>
public sealed record CheckpointNotLonger(ulong Size, ulong LastSize) : UsageRefusal
{
    public override string Code => "checkpoint-not-longer";

    public override IReadOnlyDictionary<string, string> Args => Named(("size", Size), ("lastSize", LastSize));
}

/// <summary>The pool has no such epoch; the first is 0.</summary>
public sealed record EpochUnknown(ulong Epoch) : UsageRefusal
{
    public override string Code => "epoch-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("epoch", Epoch));
}

/// <summary>A change of the log key sealed that epoch: its last checkpoint stays its last.</summary>
public sealed record EpochSealed(ulong Epoch, ulong Current) : UsageRefusal
{
    public override string Code => "epoch-sealed";

    public override IReadOnlyDictionary<string, string> Args => Named(("epoch", Epoch), ("current", Current));
}

/// <summary>The proof does not lead from the last checkpoint to this one.</summary>
public sealed record CheckpointInconsistent(ulong LastSize, ulong Size) : UsageRefusal
{
    public override string Code => "checkpoint-inconsistent";

    public override IReadOnlyDictionary<string, string> Args => Named(("lastSize", LastSize), ("size", Size));
}
