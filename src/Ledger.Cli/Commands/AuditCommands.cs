// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Cli.Api;
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
        var node = Words.Text("--node", "URL");
        var verb = kit.Verb(
            "audit log",
            async (session, cancel) =>
            {
                var deployment = (await session.Api.GetAsync<DeploymentView>("/deployment", cancel)).Value;
                var domain = await RecordSigning.UsageLogDomainAsync(deployment, session, cancel);
                var (id, contract, file) = (Hash32.Parse(session.Get(pool)!), deployment.Eip712.Domains["UsageLog"].VerifyingContract, session.Get(state));
                var start = await LogState.ReadAsync(file, new LogState(deployment.ChainId, contract, id, 0, []), cancel);
                var head = RpcQuantity.Read(await session.Chain.AskChainAsync("eth_blockNumber", [], cancel));
                using var progress = session.Progress();
                progress.Report(new(Application.Upkeep.UpkeepStep.Chain));
                var final = await ProvenState.AtAsync(session.Chain, head - Math.Min(head, deployment.Finality.Blocks), cancel);
                var facts = new ChainFacts(session.Chain, new EvidenceDeployment(deployment.Engine is "embedded", Trusting.ContractsOf(deployment)));
                var log = await PoolLog.OpenAsync(facts, final, start, cancel);
                var audit = new LogAudit(session, domain, new SigningKeys(facts), log, start, file);
                await audit.RunAsync(final.Header.Number, progress, cancel);
                progress.Dispose();
                return Show(session, audit, log.Checkpoints.Count, final);
            },
            pool, state, node);
        node.Description = kit.Texts.Say("option.chain-node");
        return verb;
    }

    private static int Show(Session session, LogAudit audit, int checkpoints, ProvenState final)
    {
        // The address alone: a node's path or user may be its password.
        var door = session.Chain.ChainUrl.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
        var (ok, isOpen) = (audit.Findings.Count == 0, audit.Anchored == 0);
        var raw = JsonSerializer.SerializeToElement(
            new
            {
                ok,
                read = audit.Leaves.Read,
                anchored = audit.Anchored,
                beyond = audit.Leaves.Beyond,
                erased = audit.Erased,
                checkpoints,
                chain = new { node = door, own = session.AsksOwnNode, block = final.Header.Number, hash = final.Block },
                findings = audit.Findings.Select(one => new { code = Checked.Code("log", one.Flaw), epoch = one.Epoch, leafIndex = one.Index, record = one.Record, subject = one.Subject }),
            },
            LedgerJson.Options);
        session.Printer.Show(raw, printer =>
        {
            foreach (var one in audit.Findings)
            {
                printer.Step(false, $"{one.Epoch}/{one.Index}", printer.Texts.Say("audit." + one.Flaw, ("record", one.Record?.ToString() ?? "-"), ("subject", one.Subject?.ToString() ?? "-")));
            }

            printer.Fields(
                ("leavesRead", audit.Leaves.Read.ToString(CultureInfo.InvariantCulture)),
                ("leavesAnchored", audit.Anchored.ToString(CultureInfo.InvariantCulture)),
                ("leavesBeyond", audit.Leaves.Beyond.ToString(CultureInfo.InvariantCulture)),
                ("checkpoints", checkpoints.ToString(CultureInfo.InvariantCulture)));
            if (audit.Erased > 0)
            {
                printer.Say("audit.erased", ("count", audit.Erased.ToString(CultureInfo.InvariantCulture)));
            }

            printer.Say(
                session.AsksOwnNode ? "audit.ownNode" : "audit.hostsDoor",
                ("node", door), ("block", final.Header.Number.ToString(CultureInfo.InvariantCulture)), ("hash", final.Block.ToString()));
            printer.Say(!ok ? "audit.fails" : isOpen ? "audit.open" : "audit.holds");
        });
        return !ok ? ExitCode.Refused : isOpen ? ExitCode.Unconfirmed : ExitCode.Ok;
    }
}
