// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Alerts;
using Ledger.Application.Core;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Usage;

/// <summary>Keeps refused reports whose signature proves something: outside of the log, which takes only what is promised.</summary>
internal sealed class Suspects(LedgerContext context)
{
    private readonly StreamWatch _watch = new(context);

    /// <summary>Keeps the report where the refusal is a ground for suspicion, and it is not in the log; of one reporter and reason only the first thousand in a stream, so that nobody crowds out what proves another thing, or is another's.</summary>
    public void Keep(IStoreWriter writer, PoolId pool, ReadReport read, Refusal refusal)
    {
        var report = read.Report;
        if (SuspectReasons.Of(refusal, context.On(writer).Party(report.Reporter), read.Signer) is not { } reason
            || writer.Journal.Find(report.Id.Value) is not null
            || writer.Suspects.Count(report.Stream.Value, report.Reporter.Value, reason, StreamWatch.MostOfStream) == StreamWatch.MostOfStream)
        {
            return;
        }

        var against = reason is SuspectReason.Fork ? writer.Journal.InStream(report.Stream.Value, report.Sequence)?.RecordId : null;
        if (reason is SuspectReason.Fork && against is null)
        {
            return; // a sequence below the first: nothing stands there
        }

        var row = new SuspectRow(
            0,
            pool.Value,
            reason,
            report.Id.Value,
            report.Reporter.Value,
            report.Stream.Value,
            against,
            ActJson.Message(report),
            read.Signature.ToArray(),
            checked((long)context.Now));
        if (writer.Suspects.TryAdd(row))
        {
            _watch.Suspect(writer, row);
        }
        else if (against is { } taken && writer.Suspects.Find(row.RecordId) is { } kept)
        {
            _watch.Turn(writer, kept, taken); // it was kept for another reason when its place was free
        }
    }

    /// <summary>The record that takes back a kept report or, of a fork, the one in the log; each under the license that the report itself names.</summary>
    /// <param name="against">The report in the log, of a fork; else null.</param>
    public static RecordId? VoidedBy(IStoreReader reader, UsageReport kept, UsageReport? against) =>
        (against is null ? null : VoidOf(reader, against)) ?? VoidOf(reader, kept);

    /// <summary>A report that was kept and taken back never comes into the log.</summary>
    public static Refusal? CheckTakenBack(IStoreReader reader, UsageReport report) =>
        reader.Suspects.Find(report.Id.Value) is not null && VoidOf(reader, report) is not null
            ? new ReportTakenBack(report.Id)
            : null;

    private static RecordId? VoidOf(IStoreReader reader, UsageReport report) => new LicenseLog(reader, report.License).VoidOf(report.Id);
}

/// <summary>The reasons for which reports are kept, as the API writes them.</summary>
public static class SuspectWords
{
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<SuspectReason>().Select(Of)];

    public static string Of(SuspectReason reason) => JsonNamingPolicy.CamelCase.ConvertName(reason.ToString());
}
