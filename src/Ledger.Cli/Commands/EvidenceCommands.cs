// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Cli.Verification;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Evidence.Bundles;
using Ledger.Evidence.Certificates;
using Ledger.Evidence.Disclosure;
using Ledger.Evidence.Divergences;
using Ledger.Evidence.Promises;
using Ledger.Evidence.Usage;
using Ledger.Evidence.Verification;

namespace Ledger.Cli.Commands;

internal static class EvidenceCommands
{
    public static Command Create(CommandKit kit) => kit.Group("evidence", Export(kit), Verify(kit));

    private static Command Export(CommandKit kit)
    {
        var license = Words.IdOption("--license", required: true);
        var output = new Option<string>("--output") { HelpName = "FILE", Required = true };
        var disclose = Words.Text("--disclose", "TERM,...");
        var acts = Words.Ids("--act");
        return kit.Verb(
            "evidence export",
            async (session, cancel) =>
            {
                var file = session.Get(output)!;
                if (File.Exists(file))
                {
                    throw new CliFailure(ExitCode.Usage, "usage.exists", ("file", file));
                }

                var request = new MatterRequest(
                    session.Get(license)!, Hash32.Parse(session.Get(license)!), session.Get(disclose)?.Split(','), session.Get(acts) is { Length: > 0 } of ? [.. of.Select(Hash32.Parse)] : null);
                var matter = (await session.Api.PostAsync<MatterView>("/matters", request, cancel)).Value;
                var export = (await session.Api.PostAsync<OperationView>($"/matters/{matter.Id}/exports", new { }, cancel)).Value;
                var ended = (await OperationCommands.WaitAsync(session, export.Id, cancel)).Value;
                if (OperationCommands.ExitCodeOf(ended) != ExitCode.Ok)
                {
                    throw new CliFailure(ExitCode.Refused, "refused", ("title", ended.Kind), ("detail", ended.Problem?.Detail ?? ""), ("code", ended.Problem?.Code ?? ended.State));
                }

                var bytes = await session.Api.GetBytesAsync($"/exports/{export.Id}/bundle", cancel);
                await WriteNewAsync(file, bytes, cancel);
                var raw = JsonSerializer.SerializeToElement(new { file, bytes = bytes.Length, export = export.Id, matter = matter.Id }, LedgerJson.Options);
                session.Printer.Show(raw, printer => printer.Say("export.done", ("file", file), ("bytes", bytes.Length.ToString(CultureInfo.InvariantCulture))));
                return ExitCode.Ok;
            },
            license, output, disclose, acts);
    }

    public static async Task WriteNewAsync(string file, byte[] bytes, CancellationToken cancel)
    {
        await using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        await stream.WriteAsync(bytes, cancel);
    }

    private static Command Verify(CommandKit kit)
    {
        var file = Words.File();
        var blocks = Words.Ids("--trusted-block", "HASH");
        var deployment = Words.Text("--deployment", "FILE");
        var (license, pool) = (Words.IdOption("--license"), Words.IdOption("--pool"));
        return kit.Verb(
            "evidence verify",
            async (session, cancel) =>
            {
                var bundle = await File.ReadAllBytesAsync(session.Get(file), cancel);
                if (DisclosureFile.LooksLikeOne(bundle))
                {
                    return TermsCommands.Judge(session, bundle, session.Get(license));
                }

                if (ConflictFile.LooksLikeOne(bundle))
                {
                    var (isShown, note) = ConflictFile.Judge(bundle);
                    return CertificateCheck.ShowConflict(session, isShown, note);
                }

                if (SignedRecord.LooksLikeOne(bundle))
                {
                    return SignedRecordCheck.Judge(session, bundle);
                }

                if (ReportFork.LooksLikeOne(bundle))
                {
                    return ReportForkCheck.Judge(session, bundle);
                }

                var trusted = (session.Get(blocks) ?? []).Select(Hash32.Parse).ToImmutableHashSet();
                if (DivergenceFinding.KindOf(bundle) is { } kind)
                {
                    return DivergenceCheck.Judge(session, DivergenceFinding.Of(kind, bundle, trusted));
                }

                var known = await DeploymentAsync(session.Get(deployment), cancel);
                if (PromiseFile.LooksLikeOne(bundle))
                {
                    return PromiseCheck.Show(session, PromiseVerifier.Verify(bundle, new PromiseTrust(
                        trusted, known is null ? null : Trusting.ContractsOf(known), session.Get(pool) is { } of ? PoolId.Parse(of) : null)));
                }

                var evidence = EvidenceBundle.TryRead(bundle, out var read) ? read : null;
                var id = evidence?.License.Value;
                if (session.Get(license) is { } wanted && id is { } found && Hash32.Parse(wanted) != found)
                {
                    throw new CliFailure(ExitCode.Refused, "verdict.other", ("license", found.ToString()));
                }

                var contracts = known is null ? evidence?.Deployment.Contracts : Trusting.ContractsOf(known);
                var trust = contracts is null ? null : new Trust(contracts, trusted);
                return VerdictPrinter.Show(
                    session, id, EvidenceBundle.Verify(bundle, trust), evidence, known is null && trusted.Count > 0 ? ["caveat.contracts"] : []);
            },
            file, blocks, deployment, license, pool);
    }

    private static async Task<DeploymentView?> DeploymentAsync(string? path, CancellationToken cancel) =>
        path is null ? null : (await JsonFiles.ReadAsync(path, cancel)).Deserialize<DeploymentView>(LedgerJson.Options);
}
