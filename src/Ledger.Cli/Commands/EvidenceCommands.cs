// SPDX-License-Identifier: Apache-2.0

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
                var bytes = await File.ReadAllBytesAsync(session.Get(file), cancel);
                var known = await DeploymentAsync(session.Get(deployment), cancel);
                return Judge(session, bytes, new Pins(
                    Id(session.Get(license)), Id(session.Get(pool)), known is null ? null : Trusting.ContractsOf(known), [.. (session.Get(blocks) ?? []).Select(Hash32.Parse)]));
            },
            file, blocks, deployment, license, pool);
    }

    private static int Judge(Session session, byte[] bytes, Pins pins)
    {
        if (DisclosureFile.LooksLikeOne(bytes))
        {
            Hold(DisclosureFile.TryRead(bytes, out var disclosure, out _) ? Carried.Of(disclosure.Act) : null, pins with { License = null });
            return TermsCommands.Judge(session, bytes, pins.License?.ToString());
        }

        if (ConflictFile.LooksLikeOne(bytes))
        {
            Hold(ConflictFile.TryRead(bytes, out var conflict, out _) ? Carried.Of(conflict) : null, pins);
            var (isShown, note) = ConflictFile.Judge(bytes);
            return CertificateCheck.ShowConflict(session, isShown, note);
        }

        if (SignedRecord.LooksLikeOne(bytes))
        {
            Hold(SignedRecordCheck.Read(bytes) is { } signed ? Carried.Of(signed) : null, pins);
            return SignedRecordCheck.Judge(session, bytes);
        }

        if (ReportFork.LooksLikeOne(bytes))
        {
            Hold(ReportForkCheck.Read(bytes) is { } fork ? Carried.Of(fork) : null, pins);
            return ReportForkCheck.Judge(session, bytes);
        }

        if (DivergenceFinding.KindOf(bytes) is { } kind)
        {
            var found = DivergenceFinding.Of(kind, bytes, pins.Blocks);
            Hold(found.ChainId is null ? null : Carried.Of(found, bytes), pins);
            return DivergenceCheck.Judge(session, found);
        }

        if (PromiseFile.LooksLikeOne(bytes))
        {
            // Its own verifier holds pool and contracts.
            Hold(new Carried { HasBlocks = true }, pins with { Pool = null, Contracts = null });
            return PromiseCheck.Show(session, PromiseVerifier.Verify(bytes, new PromiseTrust(pins.Blocks, pins.Contracts, pins.Pool is { } of ? new PoolId(of) : null)));
        }

        return JudgeBundle(session, bytes, pins);
    }

    private static int JudgeBundle(Session session, byte[] bytes, Pins pins)
    {
        var evidence = EvidenceBundle.TryRead(bytes, out var read) ? read : null;
        var contracts = pins.Contracts ?? evidence?.Deployment.Contracts;
        var verification = EvidenceBundle.Verify(bytes, contracts is null ? null : new Trust(contracts, pins.Blocks));
        if (evidence is not null)
        {
            // Its own verifier holds the contracts; a pool that it does not find is no valid bundle's.
            Hold(
                new Carried { Licenses = [evidence.License.Value], Pools = [.. verification.Pool is { } pool ? [pool.Value] : Array.Empty<Hash32>()], HasBlocks = true },
                pins with { Contracts = null, Pool = verification.Pool is null ? null : pins.Pool });
        }

        return VerdictPrinter.Show(
            session, evidence?.License.Value, verification, evidence, isNamed: true, pins is { Contracts: null, Blocks.IsEmpty: false } ? ["caveat.contracts"] : []);
    }

    /// <summary>Of a file that cannot be read its own verdict is said, whatever was pinned.</summary>
    private static void Hold(Carried? file, Pins pins)
    {
        if (file is not null)
        {
            pins.Hold(file);
        }
    }

    private static Hash32? Id(string? text) => text is null ? null : Hash32.Parse(text);

    private static async Task<DeploymentView?> DeploymentAsync(string? path, CancellationToken cancel) =>
        path is null ? null : (await JsonFiles.ReadAsync(path, cancel)).Deserialize<DeploymentView>(LedgerJson.Options);
}
