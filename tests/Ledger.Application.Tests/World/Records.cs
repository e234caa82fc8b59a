// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Store.Journal;

namespace Ledger.Application.Tests.World;

/// <summary>Records as licensees and observers sign them.</summary>
internal static class Records
{
    /// <summary>The calendar of the seeds' licenses.</summary>
    public static CalendarTerms Quarterly { get; } = new("Asia/Shanghai", TermPeriod.Quarter, 1, new(0, 45), new(2, 0));

    public static Hash32 Salt() => new(RandomNumberGenerator.GetBytes(Hash32.Size));

    public static IReadOnlyList<UsageLine> Lines(int count) =>
        [.. Enumerable.Range(1, count).Select(i => UsageLine.Of($"Box {i}", PatentAct.Sale, "CN", "CN", (ulong)(100 * i), Salt()))];

    /// <summary>A report under the licensee's first license.</summary>
    public static async Task<UsageReport> ReportAsync(
        this TestLedger test, string licensee, IReadOnlyList<UsageLine> lines, ulong sequence = 1, RecordId previous = default)
    {
        var license = await test.LicenseAsync(licensee);
        var (start, end) = Quarterly.PeriodAt((ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds())!.Value;
        return new UsageReport(
            new LicenseId(license.Id),
            test.Party(licensee),
            await test.StreamAsync(licensee),
            sequence,
            previous,
            default,
            start,
            end,
            UsageLines.Root(lines),
            (uint)lines.Count,
            UInt256.From(UsageLines.Total(lines)),
            UInt256.From(UsageLines.TotalValue(lines)),
            UsageLines.CurrencyOf(lines),
            await test.RecentBlockAsync(),
            Salt());
    }

    /// <summary>Puts openings of streams into the log, signed and promised.</summary>
    public static async Task<List<Hash32>> FillAsync(this TestLedger test, int count)
    {
        var context = test.Ledger.Context;
        var key = test.Key("licensee-harbor");
        var (pool, recent) = (new PoolId((await test.PoolAsync()).Id), await test.RecentBlockAsync());
        var records = Enumerable.Range(0, count).Select(i =>
        {
            var opening = new StreamOpening(pool, key.Party!.Value, $"Site {i}", recent, Salt());
            return NewRecord.Of(opening, opening.Id, key.Signer.Sign(opening.Digest(context.Contracts.Domain(ContractName.UsageLog))), null);
        }).ToList();
        var rows = await context.Store.WriteAsync(writer => new Journaling(context).Append(writer, pool, UsageEpochs.Of(context.On(writer), pool), records));
        return [.. rows.Select(row => row.RecordId)];
    }

    /// <summary>The licensee's stream of reports, opened on the first call.</summary>
    public static async Task<RecordId> StreamAsync(this TestLedger test, string licensee)
    {
        var filter = new RecordFilter(RecordKind.StreamOpening, Author: test.Party(licensee).Value);
        if (await test.Ledger.Context.Store.ReadAsync(reader => reader.Journal.List(filter, 0, 1)) is [var open])
        {
            return new RecordId(open.RecordId);
        }

        var pool = new PoolId((await test.LicenseAsync(licensee)).Pool);
        var opening = new StreamOpening(pool, test.Party(licensee), "Main site", await test.RecentBlockAsync(), Salt());
        return new RecordId(TestLedger.Must(await test.Ledger.RecordIntake.SubmitAsync(test.Sign(opening, licensee), CancellationToken.None)).RecordId);
    }

    /// <summary>A record of any kind but a report, signed.</summary>
    public static RecordRequest Sign(this TestLedger test, IUsageRecord record, string by)
    {
        var key = test.Key(by);
        var signature = key.Signer.Sign(record.Digest(test.Ledger.Context.Contracts.Domain(ContractName.UsageLog)));
        return new RecordRequest(record.Kind.ToString(), JsonElement.Parse(RecordJson.Message(record)), key.Signer.Address, signature.ToString());
    }

    public static UsageReportRequest Sign(this TestLedger test, UsageReport report, IReadOnlyList<UsageLine> lines, string by) =>
        test.Sign(report, lines, test.Key(by));

    /// <summary>The same with a key of one's own.</summary>
    public static UsageReportRequest Sign(this TestLedger test, UsageReport report, IReadOnlyList<UsageLine> lines, KeyFile key)
    {
        var signature = key.Signer.Sign(report.Digest(test.Ledger.Context.Contracts.Domain(ContractName.UsageLog)));
        return new UsageReportRequest(
            JsonElement.Parse(ActJson.Message(report)),
            key.Signer.Address,
            signature.ToString(),
            [.. lines.Select(line => JsonElement.Parse(ActJson.Message(line)))]);
    }

    /// <summary>Makes, signs and submits a report of so many lines.</summary>
    public static async Task<UsageReportReceipt> SubmitAsync(
        this TestLedger test, string licensee, int lines = 3, ulong sequence = 1, RecordId previous = default)
    {
        var rows = Lines(lines);
        var report = await test.ReportAsync(licensee, rows, sequence, previous);
        return TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(report, rows, licensee), CancellationToken.None));
    }

    public static async Task<Observation> ObservationAsync(this TestLedger test, string subjectName = "Nameless Boxes", PartyId subject = default, string madeIn = "CN") =>
        new(
            new PoolId((await test.PoolAsync()).Id),
            test.Party("alliance"),
            subject,
            subjectName,
            "Box 9000",
            PatentAct.Sale,
            madeIn,
            "",
            (ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds() - 120,
            5UL,
            Hash32.Zero,
            await test.RecentBlockAsync(),
            Salt());

    /// <summary>The same with what it rests on: the observation then commits to it.</summary>
    public static (Observation Observation, ObservationRequest Request) Sign(this TestLedger test, Observation observation, params EvidenceItem[] evidence)
    {
        var committed = observation with { EvidenceRoot = ObservationEvidence.Root(evidence) };
        return (committed, test.Sign(committed) with { Evidence = [.. evidence.Select(piece => JsonElement.Parse(ActJson.Message(piece)))] });
    }

    public static ObservationRequest Sign(this TestLedger test, Observation observation, string by = "alliance")
    {
        var key = test.Key(by);
        var signature = key.Signer.Sign(observation.Digest(test.Ledger.Context.Contracts.Domain(ContractName.UsageLog)));
        return new ObservationRequest(JsonElement.Parse(ActJson.Message(observation)), key.Signer.Address, signature.ToString());
    }

    /// <summary>How many records the pool's log has in its first epoch.</summary>
    public static async Task<ulong> LogSizeAsync(this TestLedger test)
    {
        var pool = (await test.PoolAsync()).Id;
        return await test.Ledger.Context.Store.ReadAsync(reader => reader.Journal.Size(pool, 0));
    }

    /// <summary>The reports that were refused and kept, as a caller may list them; left out, the host.</summary>
    public static async Task<IReadOnlyList<SuspectView>> SuspectsAsync(this TestLedger test, Caller? by = null, SuspectReason? reason = null) =>
        (await test.Ledger.RecordBook.SuspectsAsync(by ?? Caller.Host, null, null, reason, null, 100, CancellationToken.None)).Items;

    /// <summary>Who signed what is shown with its signature.</summary>
    public static Address SignerOf(JsonElement typedData, string signed)
    {
        Assert.True(TypedData.TryParse(typedData, out var data, out var error), error);
        Assert.True(Signature.TryParse(signed, out var signature));
        Assert.True(Secp256k1.TryRecover(data.Digest, signature, out var signer));
        return signer;
    }

    public static async Task<Hash32> RecentBlockAsync(this TestLedger test) =>
        await test.Ledger.Context.Store.ReadAsync(reader => reader.Blocks.Final!.Value.Hash);
}
