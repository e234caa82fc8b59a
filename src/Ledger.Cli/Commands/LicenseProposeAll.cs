// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Ethereum;

namespace Ledger.Cli.Commands;

/// <summary>What came of one line of the file.</summary>
/// <param name="Result">proposed | sound (of a dry run) | duplicate | refused | faulty (no party's id).</param>
internal sealed record ProposedLine(int Line, string Licensee, string Result, Hash32? Proposal = null, string? Detail = null);

/// <summary><c>ledger license propose-all</c>: the same license for many licensees, a proposal each; every line of the file gets its result.</summary>
internal static class LicenseProposeAll
{
    private const string Sound = "sound";

    public static Command Create(CommandKit kit)
    {
        var file = Words.File();
        var dryRun = Words.Flag("--dry-run");
        var grant = new GrantOptions();
        return kit.Verb(
            "license propose-all",
            async (session, cancel) =>
            {
                var lines = Read(await File.ReadAllLinesAsync(session.Get(file), cancel));
                if (lines.TrueForAll(line => line.Result is Sound) && !session.Get(dryRun))
                {
                    var request = await grant.ReadAsync(session, cancel);
                    for (var i = 0; i < lines.Count; i++)
                    {
                        lines[i] = await ProposeAsync(session, request(lines[i].Licensee), lines[i], cancel);
                    }
                }

                Show(session, lines);
                return lines.TrueForAll(line => line.Result is Sound or "proposed") ? ExitCode.Ok : ExitCode.Refused;
            },
            [file, .. grant.Symbols, dryRun]);
    }

    /// <summary>A party's id a line; empty lines are passed over. Nothing is proposed while one line is wrong.</summary>
    private static List<ProposedLine> Read(IEnumerable<string> texts)
    {
        var seen = new HashSet<Hash32>();
        return [.. texts
            .Select((text, i) => (Text: text.Trim(), Line: i + 1))
            .Where(line => line.Text.Length > 0)
            .Select(line => new ProposedLine(
                line.Line,
                line.Text,
                !Hash32.TryParse(line.Text, out var party) ? "faulty" : seen.Add(party) ? Sound : "duplicate"))];
    }

    private static async Task<ProposedLine> ProposeAsync(Session session, ProposalRequest request, ProposedLine line, CancellationToken cancel)
    {
        try
        {
            var reply = await session.Api.PostAsync<ProposalView>("/proposals", request, cancel);
            return line with { Result = "proposed", Proposal = reply.Value.Id };
        }
        catch (CliFailure refused) when (refused.ExitCode == ExitCode.Refused)
        {
            return line with { Result = "refused", Detail = session.Texts.Say(refused.Key, refused.Values) };
        }
    }

    private static void Show(Session session, IReadOnlyList<ProposedLine> lines) => session.Printer.Show(
        JsonSerializer.SerializeToElement(new { lines }, LedgerJson.Options),
        printer => printer.Table(
            ["line", "licensee", "result", "proposal", "detail"],
            [.. lines.Select(line => (IReadOnlyList<string>)
            [
                line.Line.ToString(CultureInfo.InvariantCulture),
                line.Licensee,
                printer.Texts.Say("proposeAll." + line.Result),
                line.Proposal?.ToString() ?? "-",
                line.Detail ?? "",
            ])]));
}
