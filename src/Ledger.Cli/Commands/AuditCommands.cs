// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Cli.Auditing;
using Ledger.Cli.Output;
using Ledger.Cli.Signing;
using Ledger.Cli.Verification;
using Ledger.Ethereum;
using Ledger.Evidence.Model;

namespace Ledger.Cli.Commands;

/// <summary>What an auditor checks by himself.</summary>
internal static class AuditCommands
{
    public static Command Create(CommandKit kit) => kit.Group("audit", Log(kit));

    private static Command Log(CommandKit kit)
    {
        var pool = Words.IdOption("--pool", required: true);
        var state = Words.Text("--state-file", "FILE");
        return kit.Verb(
            "audit log",
            async (session, cancel) =>
            {
                var deployment = (await session.Api.GetAsync<DeploymentView>("/deployment", cancel)).Value;
                var domain = await RecordSigning.UsageLogDomainAsync(deployment, session, cancel);
                var (id, contract, file) = (Hash32.Parse(session.Get(pool)!), deployment.Eip712.Domains["UsageLog"].VerifyingContract, session.Get(state));
                var start = await LogState.ReadAsync(file, new LogState(deployment.ChainId, contract, id, 0, []), cancel);
                var head = ChainEvents.Quantity(await session.Api.AskChainAsync("eth_blockNumber", [], cancel));
                var final = head - Math.Min(head, deployment.Finality.Blocks);
                using var progress = session.Progress();
                progress.Report(new(Application.Upkeep.UpkeepStep.Chain));
                var checkpoints = start.Block > final ? [] : await AnchoredRoot.ReadAsync(session, contract, id, start.Block, final, cancel);
                var evidence = new EvidenceDeployment(deployment.Engine is "embedded", Trusting.ContractsOf(deployment));
                var keys = await SigningKeys.OpenAsync(session, evidence, id, final, head, cancel);
                var audit = new LogAudit(session, domain, keys, start, file);
                await audit.RunAsync(checkpoints, Math.Max(final + 1, start.Block) - 1, progress, cancel);
                progress.Dispose();
                return Show(session, audit, checkpoints.Count);
            },
            pool, state);
    }

    private static int Show(Session session, LogAudit audit, int checkpoints)
    {
        var (ok, isOpen) = (audit.Findings.Count == 0, audit.Anchored == 0);
        var raw = JsonSerializer.SerializeToElement(
            new
            {
                ok,
                read = audit.Leaves.Read,
                anchored = audit.Anchored,
                beyond = audit.Leaves.Beyond,
                checkpoints,
                findings = audit.Findings.Select(one => new { code = Checked.Code("log", one.Flaw), epoch = one.Epoch, leafIndex = one.Index, record = one.Record }),
            },
            LedgerJson.Options);
        session.Printer.Show(raw, printer =>
        {
            foreach (var one in audit.Findings)
            {
                printer.Step(false, $"{one.Epoch}/{one.Index}", printer.Texts.Say("audit." + one.Flaw, ("record", one.Record?.ToString() ?? "-")));
            }

            printer.Fields(
                ("leavesRead", audit.Leaves.Read.ToString(CultureInfo.InvariantCulture)),
                ("leavesAnchored", audit.Anchored.ToString(CultureInfo.InvariantCulture)),
                ("leavesBeyond", audit.Leaves.Beyond.ToString(CultureInfo.InvariantCulture)),
                ("checkpoints", checkpoints.ToString(CultureInfo.InvariantCulture)));
            printer.Say(!ok ? "audit.fails" : isOpen ? "audit.open" : "audit.holds");
        });
        return !ok ? ExitCode.Refused : isOpen ? ExitCode.Unconfirmed : ExitCode.Ok;
    }
}
