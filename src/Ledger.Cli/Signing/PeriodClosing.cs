// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Cli.Output;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Usage;

namespace Ledger.Cli.Signing;

/// <summary>Makes the signed statement that closes a period, of what the host has of the signer's reports.</summary>
internal static class PeriodClosing
{
    public static async Task<SignedRecord> SignAsync(
        Session session, string license, (ulong Start, ulong End) period, string? keyPath, CancellationToken cancel)
    {
        var key = SigningKey.Open(session, keyPath);
        var reporter = key.Party ?? throw new CliFailure(ExitCode.Usage, "usage.noParty");
        var (start, end) = (period.Start.ToString(CultureInfo.InvariantCulture), period.End.ToString(CultureInfo.InvariantCulture));
        var path = Session.Path($"/licenses/{license}/period", ("reporter", reporter.ToString()), ("start", start), ("end", end));
        var found = (await session.Api.GetAsync<PeriodView>(path, cancel)).Value;
        if (!session.Printer.IsJson)
        {
            session.Printer.Say(
                "usage.closing", ("period", Printer.Period(period.Start, period.End, found.Zone)), ("reports", $"{found.Reports}"), ("lines", $"{found.Lines}"), ("quantity", $"{found.TotalQuantity}"));
        }

        var draft = new JsonObject
        {
            ["license"] = license,
            ["periodStart"] = start,
            ["periodEnd"] = end,
            ["heads"] = new JsonArray([.. found.Heads.Select(head => (JsonNode)head.ToString())]),
            ["reports"] = found.Reports,
            ["lines"] = found.Lines.ToString(CultureInfo.InvariantCulture),
            ["totalQuantity"] = found.TotalQuantity.ToString(),
            ["totalNetValue"] = found.TotalNetValue.ToString(),
            ["currency"] = found.Currency,
            ["supersedes"] = (found.Statement ?? Hash32.Zero).ToString(),
        };
        return await RecordDrafts.SignAsync(session, RecordKind.PeriodStatement, draft, key, cancel);
    }
}
