// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Usage;

/// <summary>No record opened this stream.</summary>
public sealed record StreamUnknown(RecordId Stream) : UsageRefusal
{
    public override string Code => "stream-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("stream", Stream));
}

/// <summary>The stream is another reporter's, or of another pool.</summary>
public sealed record StreamOfAnother(RecordId Stream, PartyId Reporter) : UsageRefusal
{
    public override string Code => "stream-of-another";

    public override IReadOnlyDictionary<string, string> Args => Named(("stream", Stream), ("reporter", Reporter));
}

/// <summary>Streams are opened by licensees: no license ever came to the party in this pool.</summary>
public sealed record NeverLicensee(PartyId Party, PoolId Pool) : UsageRefusal
{
    public override string Code => "never-licensee";

    public override IReadOnlyDictionary<string, string> Args => Named(("party", Party), ("pool", Pool));
}

/// <summary>The report that is to be corrected is not in the log.</summary>
public sealed record SupersededUnknown(RecordId Supersedes) : UsageRefusal
{
    public override string Code => "superseded-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("supersedes", Supersedes));
}

/// <summary>A correction is of the same license, reporter and period as the report that it corrects.</summary>
public sealed record SupersededOtherwise(RecordId Supersedes) : UsageRefusal
{
    public override string Code => "superseded-otherwise";

    public override IReadOnlyDictionary<string, string> Args => Named(("supersedes", Supersedes));
}

/// <summary>Another report has corrected that one, or it was taken back.</summary>
public sealed record SupersededAlready(RecordId Supersedes) : UsageRefusal
{
    public override string Code => "superseded-already";

    public override IReadOnlyDictionary<string, string> Args => Named(("supersedes", Supersedes));
}

/// <summary>The report is none of the reporter under this license.</summary>
public sealed record ReportNotOwn(RecordId Report) : UsageRefusal
{
    public override string Code => "report-not-own";

    public override IReadOnlyDictionary<string, string> Args => Named(("report", Report));
}

/// <summary>The report was taken back before.</summary>
public sealed record ReportVoidAlready(RecordId Report) : UsageRefusal
{
    public override string Code => "report-void-already";

    public override IReadOnlyDictionary<string, string> Args => Named(("report", Report));
}

/// <summary>Somebody relies on the report: a statement or a payment was given for its period.</summary>
public sealed record ReportReliedOn(RecordId Report, RecordId By) : UsageRefusal
{
    public override string Code => "report-relied-on";

    public override IReadOnlyDictionary<string, string> Args => Named(("report", Report), ("by", By));
}

/// <summary>The report was taken back by its reporter: it cannot be handed in.</summary>
public sealed record ReportTakenBack(RecordId Report) : UsageRefusal
{
    public override string Code => "report-taken-back";

    public override IReadOnlyDictionary<string, string> Args => Named(("report", Report));
}
