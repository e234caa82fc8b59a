// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;

namespace Ledger.Domain.Alerts;

/// <summary>
/// The watch rule <c>ReportFork</c>: a reporter signed two reports for one place of one stream. It may be a mistake, and is no
/// verdict: a <see cref="ReportVoid"/> of either cures it, while nobody relies on the period.
/// </summary>
public static class ReportFork
{
    /// <summary>The rule's name.</summary>
    public const string Rule = "ReportFork";

    /// <param name="journaled">The report in the log.</param>
    /// <param name="other">The other one, kept outside of it.</param>
    public static Finding Find(UsageReport journaled, UsageReport other) =>
        new(Rule, new ForkSigned(journaled.Reporter, journaled.Stream, journaled.Sequence), [journaled.Id.Value, other.Id.Value], []);
}

/// <summary>The watch rule <c>ReportGap</c>: a report came whose stream lacks the reports before it. It stays provisional, and goes once they have come.</summary>
public static class ReportGap
{
    /// <summary>The rule's name.</summary>
    public const string Rule = "ReportGap";

    /// <param name="kept">The report, kept outside of the log.</param>
    /// <param name="last">The stream's last sequence then.</param>
    public static Finding Find(UsageReport kept, ulong last) =>
        new(Rule, new GapSeen(kept.Reporter, kept.Stream, kept.Sequence, last), [kept.Id.Value], []);
}

/// <summary>Two signed reports claim one place of a stream.</summary>
public sealed record ForkSigned(PartyId Reporter, RecordId Stream, ulong Sequence) : Clause
{
    public override string Code => "fork-signed";

    public override IReadOnlyDictionary<string, string> Args => Named(("reporter", Reporter), ("stream", Stream), ("sequence", Sequence));
}

/// <summary>A signed report does not carry on from the last one of its stream.</summary>
public sealed record GapSeen(PartyId Reporter, RecordId Stream, ulong Sequence, ulong Last) : Clause
{
    public override string Code => "gap-seen";

    public override IReadOnlyDictionary<string, string> Args =>
        Named(("reporter", Reporter), ("stream", Stream), ("sequence", Sequence), ("last", Last));
}
