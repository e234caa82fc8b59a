// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using Ledger.Application.Access;
using Ledger.Application.Alerts;
using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Application.Tracing;
using Ledger.Application.Usage;
using Ledger.Domain;
using Ledger.Domain.Payments;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store.Alerts;
using Ledger.Store.Journal;

namespace Ledger.Application.Graphs;

/// <summary>Gathers what the records of the usage log stand on, and what stands on them, as far as the reader may see it.</summary>
internal sealed class RecordGathering(TraceGround ground, Caller caller, GraphGathering chain, GraphWords words)
{
    /// <summary>How many of a pool's alerts are looked through for those of one record, the newest first: a graph is drawn while somebody waits.</summary>
    private const int MostAlerts = 10_000;
    private const int Batch = 500;

    private Known Known => ground.Known;

    private ProvenanceGraph Graph => chain.Graph;

    /// <summary>A record with what it stands on, and what stands on it.</summary>
    /// <param name="line">Of a report, the one line to show; null for the first ones.</param>
    public string Root(JournalRow row, int? line)
    {
        var key = Record(row);
        switch (RecordJson.Read(row.Kind, row.Body))
        {
            case UsageReport report:
                Around(row, report, key, line);
                break;
            case PaymentClaimed claim:
                Reports(claim.License.Value, claim.Payer.Value, claim.PeriodStart, claim.PeriodEnd, key, "pays");
                Settled(claim, key);
                break;
            case PeriodStatement statement:
                Reports(statement.License.Value, statement.Reporter.Value, statement.PeriodStart, statement.PeriodEnd, key, "closes");
                break;
        }

        Alerts(row.Pool, row.RecordId, key);
        return key;
    }

    /// <summary>What the log has under a license: its newest reports, and its payments; of several licensees' those that the reader may see.</summary>
    public void Under(Hash32 license, string key)
    {
        var history = ground.License(license).History;
        if (!ReadingRights.ReadsUsage(Known, caller, history))
        {
            return;
        }

        var pool = history.Origin!.Pool.Value;
        var reporter = ReadingRights.ReadsReportsOf(Known, caller, pool) ? null : caller.Party?.Value;
        Graph.Leave("UsageReport", Known.Store.Reports.CountUnder(license, reporter) - GraphGathering.Most, isClosed: false);
        foreach (var report in Known.Store.Reports.Before(new ReportFilter(License: license, Reporter: reporter), long.MaxValue, GraphGathering.Most).Reverse())
        {
            Record(Known.Store.Journal.Find(report.RecordId)!);
        }

        var claims = ground.License(license).Records.Claims.Values.Where(claim => ground.Reads(caller, pool, claim.Payer.Value)).Select(claim => claim.Id).ToList();
        Graph.Leave("PaymentClaimed", claims.Count - GraphGathering.Most, isClosed: false);
        foreach (var claim in claims.TakeLast(GraphGathering.Most))
        {
            Record(Known.Store.Journal.Find(claim.Value)!);
        }

        Alerts(pool, license, key);
    }

    /// <summary>An alert under the records that decide it.</summary>
    public string Alert(AlertRow row)
    {
        var key = $"alert:{row.Id}";
        Graph.Add(new GraphThing(key, "alert", row.Id, null, [words.Say("graph/rule." + row.Rule), words.Say("graph/alert." + row.State)]));
        foreach (var record in AlertBody.Read(row.Body).Records)
        {
            if (Known.Store.Journal.Find(record.Record) is { } journaled)
            {
                if (ReadingRights.Reads(Known, caller, journaled))
                {
                    Graph.Tie(Record(journaled), key, "raises");
                }
                else
                {
                    Graph.Leave(journaled.Kind.ToString(), 1, isClosed: true);
                }
            }
            else if (chain.Root(record.Record) is { } act)
            {
                Graph.Tie(act, key, "raises");
            }
            else
            {
                Graph.Leave("suspect", 1, isClosed: false);
            }
        }

        if (row.Pool is { } pool)
        {
            Graph.Tie(chain.Pool(new PoolId(pool)), key, "watches");
        }

        return key;
    }

    /// <summary>A record under its signer, its license or pool, and what it names.</summary>
    private string Record(JournalRow row)
    {
        var key = $"record:{row.RecordId}";
        var record = RecordJson.Read(row.Kind, row.Body);
        if (!Graph.Add(new GraphThing(key, row.Kind.ToString(), row.RecordId, null, [.. Words(row, record), State(row)])))
        {
            return key;
        }

        var license = record.Place.License;
        var above = license is { } id ? Version(id, record) : chain.Pool(new PoolId(row.Pool));
        Graph.Tie(above, key, "holds");
        Graph.Tie(chain.Party(record.Author), key, "signs");
        switch (record)
        {
            case UsageReport report when Known.Store.Journal.Find(report.Stream.Value) is { } stream:
                Graph.Tie(Record(stream), key, "carries");
                Named(report.Supersedes, key, "corrected");
                break;
            case ReportVoid taken:
                Named(taken.Report, key, "takenBack");
                break;
            case PaymentReceived receipt:
                Named(receipt.Claim, key, "confirmed");
                break;
            case PaymentDisputed dispute:
                Named(dispute.Claim, key, "disputed");
                break;
            case Observation { Subject.IsZero: false } seen:
                Graph.Tie(chain.Party(seen.Subject), key, "seen");
                break;
        }

        return key;
    }

    /// <summary>The license's version by which a record of a period is judged; else the license.</summary>
    private string Version(LicenseId license, IUsageRecord record)
    {
        var key = chain.License(license);
        if (record is not UsageReport report)
        {
            return key;
        }

        var history = ground.License(license.Value).History;
        var version = ground.Version(license.Value, report.PeriodStart).Version.Version.Id;
        var at = history.Facts.FindIndex(fact => fact.Recorded.ActId == version);
        return at > 0 ? chain.Acts(key, history, at) : key;
    }

    private void Named(RecordId id, string key, string relation)
    {
        if (!id.IsZero && Known.Store.Journal.Find(id.Value) is { } row && ReadingRights.Reads(Known, caller, row))
        {
            Graph.Tie(Record(row), key, relation);
        }
    }

    /// <summary>A report's lines, its correction or taking-back, the statement that closes its period, and the payments for it.</summary>
    private void Around(JournalRow row, UsageReport report, string key, int? asked)
    {
        var lines = UsageIntake.Lines(row);
        var shown = asked is { } one ? [one] : Enumerable.Range(0, Math.Min(lines.Count, GraphGathering.Most)).ToList();
        Graph.Leave("line", lines.Count - shown.Count, isClosed: false);
        foreach (var i in shown)
        {
            var line = lines[i];
            var place = string.Join(" → ", new[] { line.MadeIn, line.SoldIn }.Where(country => country.Length > 0));
            Graph.Add(new GraphThing($"line:{row.RecordId}/{i}", "line", row.RecordId, i, [$"{i + 1}: {line.Product}", $"{line.Quantity} · {place}"]));
            Graph.Tie(key, $"line:{row.RecordId}/{i}", "lists");
        }

        var records = ground.License(report.License.Value).Records;
        foreach (var id in new[] { Known.Store.Reports.CorrectionOf(row.RecordId), records.VoidOf(report.Id)?.Value, records.StatementOf(report.Reporter, report.PeriodStart, report.PeriodEnd)?.Id.Value })
        {
            if (id is { } named && Known.Store.Journal.Find(named) is { } found)
            {
                Graph.Tie(key, Record(found), found.Kind is RecordKind.PeriodStatement ? "closes" : found.Kind is RecordKind.ReportVoid ? "takenBack" : "corrected");
            }
        }

        foreach (var claim in ground.Payments(report.License.Value, row.Author, report.PeriodStart, report.PeriodEnd).Take(GraphGathering.Most).Select(paid => paid.Claim))
        {
            var paid = Record(Known.Store.Journal.Find(claim.Id.Value)!);
            Graph.Tie(key, paid, "pays");
            Settled(claim, paid);
        }
    }

    private void Settled(PaymentClaimed claim, string key)
    {
        var records = ground.License(claim.License.Value).Records;
        if ((records.ReceiptOf(claim.Id)?.Id ?? records.DisputeOf(claim.Id)?.Id) is { } id)
        {
            Graph.Tie(key, Record(Known.Store.Journal.Find(id.Value)!), records.ReceiptOf(claim.Id) is null ? "disputed" : "confirmed");
        }
    }

    private void Reports(Hash32 license, Hash32 reporter, ulong start, ulong end, string key, string relation)
    {
        var reports = Known.Store.Reports.List(new ReportFilter(License: license, Reporter: reporter, From: start, To: end), 0, 1_000);
        Graph.Leave("UsageReport", reports.Count - GraphGathering.Most, isClosed: false);
        foreach (var report in reports.Take(GraphGathering.Most))
        {
            Graph.Tie(Record(Known.Store.Journal.Find(report.RecordId)!), key, relation);
        }
    }

    private void Alerts(Hash32 pool, Hash32 record, string key)
    {
        var named = Encoding.ASCII.GetBytes(record.ToString()); // bodies are read only where it stands in them
        var found = Down(pool).Take(MostAlerts)
            .Where(alert => alert.Body.AsSpan().IndexOf(named) >= 0 && AlertBody.Read(alert.Body).Records.Any(one => one.Record == record))
            .Where(alert => ReadingRights.Reads(Known, caller, alert)).ToList();
        Graph.Leave("alert", found.Count - GraphGathering.Most, isClosed: false);
        foreach (var alert in found.Take(GraphGathering.Most).Reverse())
        {
            Graph.Tie(key, Alert(alert), "raises");
        }
    }

    private IEnumerable<AlertRow> Down(Hash32 pool)
    {
        for (var page = Known.Store.Alerts.Before(pool, long.MaxValue, Batch); page.Count > 0; page = Known.Store.Alerts.Before(pool, page[^1].Seq, Batch))
        {
            foreach (var alert in page)
            {
                yield return alert;
            }
        }
    }

    private IEnumerable<string> Words(JournalRow row, IUsageRecord record) => record switch
    {
        UsageReport report =>
        [
            Days(report.License, report.PeriodStart, report.PeriodEnd),
            words.Say("graph/report", ("zone", Zone(report.License, report.PeriodStart)), ("lines", report.LineCount.ToString(CultureInfo.InvariantCulture))),
        ],
        PeriodStatement statement => [Days(statement.License, statement.PeriodStart, statement.PeriodEnd), Zone(statement.License, statement.PeriodStart)],
        PaymentClaimed claim =>
        [
            GraphWords.Money(claim.Amount, claim.Currency),
            Days(claim.License, claim.PeriodStart, claim.PeriodEnd),
            Zone(claim.License, claim.PeriodStart),
        ],
        StreamOpening stream => [stream.Name],
        Observation seen => [seen.SubjectName.Length > 0 ? seen.SubjectName : seen.Product],
        _ => [GraphWords.Ends(row.RecordId)],
    };

    private string State(JournalRow row) =>
        words.Say("graph/state." + RecordState(row)) + (Erasures.Of(Known.Store, row) is null ? "" : $" · {words.Say("graph/erased")}");

    private string Days(LicenseId license, ulong start, ulong end) => LocalDays.Span(start, end, ground.License(license.Value).Terms.ZoneAt(start));

    private string Zone(LicenseId license, ulong start) => LocalDays.Named(ground.License(license.Value).Terms.ZoneAt(start));

    private string RecordState(JournalRow row) => ground.FirstPast(row) is { } first
        ? Known.Store.Blocks.Final is { } final && first.At.Block.Number <= final.Number ? "final" : "recorded"
        : "journaled";
}
