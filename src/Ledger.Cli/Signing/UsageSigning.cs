// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Application.Keys;
using Ledger.Application.Upkeep;
using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Usage;

namespace Ledger.Cli.Signing;

/// <summary>Makes a signed usage report of a draft, or of a sheet's lines.</summary>
internal static class UsageSigning
{
    private const int Stride = 256; // lines salted from one sign of progress to the next

    /// <summary>Signs a draft of a report.</summary>
    /// <param name="after">The report that it follows; null for the last of its stream.</param>
    public static Task<SignedRecord> SignAsync(Session session, JsonElement draft, string? after, string? keyPath, CancellationToken cancel) =>
        SignAsync(session, Read(draft), after, SigningKey.Open(session, keyPath), cancel);

    /// <summary>Signs a report of lines that have their salts.</summary>
    /// <param name="after">The report that it follows; null for the last of its stream.</param>
    public static async Task<SignedRecord> SignAsync(
        Session session, ReportHead head, IReadOnlyList<UsageLine> lines, string? after, CallerKey key, CancellationToken cancel)
    {
        var deployment = (await session.Api.GetAsync<DeploymentView>("/deployment", cancel)).Value;
        var reporter = head.Reporter is { } named ? new PartyId(named) : key.Party ?? throw new CliFailure(ExitCode.Usage, "usage.noParty");
        var place = after is null
            ? await ReportStream.FindAsync(session, head.License, head.Stream, reporter, cancel)
            : ReportStream.After(await MessageOfAsync(session, after, cancel));
        var totals = UsageTotals.Of(lines);
        var report = new UsageReport(
            new LicenseId(head.License),
            reporter,
            place.Stream,
            place.Sequence,
            place.Previous,
            new RecordId(head.Supersedes ?? Hash32.Zero),
            head.PeriodStart,
            head.PeriodEnd,
            UsageLines.Root(lines),
            (uint)lines.Count,
            UInt256.From(totals.Quantity),
            UInt256.From(totals.NetValue),
            totals.Currency,
            await RecordSigning.RecentBlockAsync(deployment, session, cancel),
            Salt());
        var domain = await RecordSigning.UsageLogDomainAsync(deployment, session, cancel);
        var request = new UsageReportRequest(
            RecordSigning.MessageOf(report), key.Address, key.Sign(report.Digest(domain)).ToString(), [.. lines.Select(RecordSigning.MessageOf)]);
        return new SignedRecord(domain, RecordKind.UsageReport, JsonSerializer.SerializeToElement(request, LedgerJson.Options));
    }

    /// <summary>The lines, each with a salt of its own.</summary>
    public static IReadOnlyList<UsageLine> Salted(IReadOnlyList<UsageLine> lines, IProgress<UpkeepStep> progress)
    {
        var salted = new UsageLine[lines.Count];
        for (var i = 0; i < salted.Length; i++)
        {
            if (i % Stride == 0)
            {
                progress.Report(new("lines", (ulong)i, (ulong)salted.Length));
            }

            salted[i] = lines[i] with { Salt = Salt() };
        }

        progress.Report(new("sign"));
        return salted;
    }

    /// <summary>256 bits that nobody guesses.</summary>
    public static Hash32 Salt() => new(RandomNumberGenerator.GetBytes(Hash32.Size));

    private static Task<SignedRecord> SignAsync(Session session, UsageDraft draft, string? after, CallerKey key, CancellationToken cancel) => SignAsync(
        session,
        new ReportHead(draft.License, draft.PeriodStart.ToSeconds(draft.Zone), draft.PeriodEnd.ToSeconds(draft.Zone), draft.Stream, draft.Supersedes, draft.Reporter),
        [.. draft.Lines.Select(line => Line(line, draft.Zone))],
        after,
        key,
        cancel);

    /// <summary>The report that the new one follows in its stream.</summary>
    private static async Task<UsageReport> MessageOfAsync(Session session, string id, CancellationToken cancel)
    {
        var report = (await session.Api.GetAsync<UsageReportView>($"/usage-reports/{id}", cancel)).Value;
        return TypedDataJson.ReadMessage<UsageReport>(report.TypedData.GetProperty("message"));
    }

    private static UsageDraft Read(JsonElement json) => json.Deserialize<UsageDraft>(DraftJson.Options)!;

    private static UsageLine Line(UsageLineDraft line, string? zone) => new(
        line.Product,
        DraftJson.Word<PatentAct>(line.Act),
        line.MadeIn,
        line.SoldIn,
        line.Quantity.ToQuantity(),
        line.NetValue?.ToQuantity() ?? UInt256.Zero,
        line.Currency,
        line.Serials,
        line.Batch,
        line.Time?.ToSeconds(zone) ?? 0,
        Salt());
}
