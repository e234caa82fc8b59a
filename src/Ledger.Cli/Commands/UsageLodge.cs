// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ledger.Application;
using Ledger.Application.Relaying;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Cli.Output;
using Ledger.Cli.Signing;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger usage lodge</c> puts a record's digest on chain by an account of the caller's own; <c>usage lodgings</c> lists what was.</summary>
internal static class UsageLodge
{
    private static readonly string[] _labels = ["digest", "state", "lodgedAt", "followBy", "block", "takenAt", "graceRule"];
    private static readonly TimeSpan _wait = TimeSpan.FromMinutes(2);

    public static Command Create(CommandKit kit)
    {
        var what = new Argument<string>("signed") { HelpName = "FILE|ID" };
        var (pool, node) = (Words.IdOption("--pool"), NetworkNodes.Option());
        var (contract, chain, key) = (Words.Text("--usage-log", "ADDRESS"), new Option<ulong?>("--chain-id") { HelpName = "NUMBER" }, Words.Text("--key-file", "FILE"));
        return kit.Verb(
            "usage lodge",
            async (session, cancel) =>
            {
                var signed = await LodgedDigest.ReadAsync(session.Get(what), cancel);
                var order = await OrderAsync(session, signed, session.Get(pool), session.Get(contract), session.Get(chain), cancel);
                var payer = SigningKey.Open(session, session.Get(key));
                using var lodging = new OwnLodging(session.Get(node) is [var first, ..] ? new Uri(first) : session.Rpc, payer);
                OwnLodged lodged;
                using (var progress = session.Progress())
                {
                    progress.Report(new("lodge"));
                    lodged = Done(session, await lodging.LodgeAsync(order, _wait, session.Around.Clock, cancel));
                }

                session.Printer.Show(JsonSerializer.SerializeToElement(
                    new { order.Digest, Pool = order.Pool.Value, order.UsageLog, order.ChainId, lodged.LodgedAt, lodged.Transaction, Block = lodged.Block?.Number }, LedgerJson.Options), printer => Show(printer, order, lodged));
                return ExitCode.Ok;
            },
            what, pool, node, contract, chain, key);
    }

    public static Command List(CommandKit kit)
    {
        var (pool, digest) = (Words.IdOption("--pool", required: true), Words.IdOption("--digest"));
        var state = Words.State([.. Enum.GetNames<LodgingState>().Select(name => name.ToLowerInvariant())]);
        return kit.Verb(
            "usage lodgings",
            (session, cancel) => session.ListAsync<LodgingView>(
                Session.Path(
                    $"/pools/{session.Get(pool)}/lodgings",
                    ("digest", session.Get(digest)),
                    ("state", session.Get(state)),
                    ("cursor", session.Get(session.Options.Cursor)),
                    ("limit", session.Get(session.Options.Limit))),
                _labels,
                lodging =>
                [
                    lodging.Digest.ToString(),
                    session.Printer.Texts.Word("lodging." + lodging.State, lodging.State),
                    Printer.Time(lodging.Recorded.Time),
                    Printer.Time(lodging.FollowBy),
                    lodging.Recorded.Block.ToString(CultureInfo.InvariantCulture),
                    lodging.TakenAt is { } taken ? Printer.Time(taken) : "-",
                    PoolCommands.Rule(session.Printer, lodging.Grace),
                ],
                cancel),
            pool, digest, state, kit.Options.Cursor, kit.Options.Limit);
    }

    /// <summary>A record's lodging, as a field beside the others; null where there is none.</summary>
    public static (string Label, string? Text) Field(Printer printer, LodgingView? lodging) => ("lodged", lodging is null ? null : printer.Texts.Say(
        "lodge.field",
        ("state", printer.Texts.Word("lodging." + lodging.State, lodging.State)),
        ("block", lodging.Recorded.Block.ToString(CultureInfo.InvariantCulture)),
        ("time", Printer.Time(lodging.Recorded.Time))));

    /// <summary>Where it is lodged: of what the command line does not say, the host is asked; told all of it, nobody.</summary>
    private static async Task<LodgingOrder> OrderAsync(
        Session session, LodgedDigest signed, string? pool, string? contract, ulong? chain, CancellationToken cancel)
    {
        Address? usageLog = contract is null ? null
            : Address.TryParse(contract, out var named) ? named
            : throw new CliFailure(ExitCode.Usage, "usage.value", ("value", contract), ("name", "--usage-log"));
        var of = pool is not null ? Hash32.Parse(pool)
            : signed.License is { } license ? (await session.Api.GetAsync<LicenseView>($"/licenses/{license}", cancel)).Value.Pool
            : throw new CliFailure(ExitCode.Usage, "usage.missing", ("name", "--pool"));
        if (usageLog is { } address && chain is { } id)
        {
            return new LodgingOrder(id, address, new PoolId(of), signed.Digest);
        }

        var deployment = (await session.Api.GetAsync<DeploymentView>("/deployment", cancel)).Value;
        return new LodgingOrder(
            chain ?? deployment.ChainId, usageLog ?? deployment.Eip712.Domains["UsageLog"].VerifyingContract, new PoolId(of), signed.Digest);
    }

    private static OwnLodged Done(Session session, Outcome<OwnLodged> outcome)
    {
        if (outcome.IsDone)
        {
            return outcome.Value;
        }

        var problem = new RefusalTexts().Describe(outcome.Refusal, session.Texts.Language);
        var exit = outcome.Refusal switch
        {
            LodgingNodeFailed => ExitCode.Fault,
            LodgingWaits => ExitCode.Unconfirmed,
            _ => ExitCode.Refused,
        };
        throw new CliFailure(exit, "lodge.not", ("reason", problem.Detail), ("code", problem.Code))
        {
            Problem = JsonSerializer.SerializeToElement(problem, LedgerJson.Options),
        };
    }

    private static void Show(Printer printer, LodgingOrder order, OwnLodged lodged)
    {
        printer.Fields(
            ("digest", order.Digest.ToString()),
            ("pool", order.Pool.Value.ToString()),
            ("usageLog", order.UsageLog.ToString()),
            ("lodgedAt", Printer.Time(lodged.LodgedAt)),
            ("block", lodged.Block is { } block ? block.Number.ToString(CultureInfo.InvariantCulture) : null),
            ("transaction", lodged.Transaction?.ToString()));
        printer.Say(lodged.Transaction is null ? "lodge.before" : "lodge.proves");
    }
}
