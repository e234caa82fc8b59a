// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ledger.Application.Proofs;
using Ledger.Application.Views;
using Ledger.Cli.Verification;
using Ledger.Evidence.Promises;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger promise prove</c>: what became of a host's promise, as a file for strangers, made from any node of the chain.</summary>
internal static class PromiseCommands
{
    public static Command Create(CommandKit kit) => kit.Group("promise", Prove(kit));

    private static Command Prove(CommandKit kit)
    {
        var file = Words.File();
        var output = new Option<string>("--output") { HelpName = "FILE", Required = true };
        var (from, proof) = (Words.Text("--node", "URL"), Words.Text("--proof", "FILE"));
        var block = new Option<long?>("--block") { HelpName = "NUMBER" };
        var verb = kit.Verb(
            "promise prove",
            async (session, cancel) =>
            {
                var path = session.Get(output)!;
                if (File.Exists(path))
                {
                    throw new CliFailure(ExitCode.Usage, "usage.exists", ("file", path));
                }

                var signed = Find(await JsonFiles.ReadAsync(session.Get(file)!, cancel)) ?? throw new CliFailure(ExitCode.Usage, "promise.none", ("file", session.Get(file)!));
                var shown = session.Get(proof) is { } of ? (await JsonFiles.ReadAsync(of, cancel)).Deserialize<UsageProofView>(LedgerJson.Options) : null;
                var node = session.Chain.ChainUrl;
                var made = UpkeepCommands.Must(session, await PromiseProving.RunAsync(
                    node, signed, shown, session.Get(block) is { } number ? checked((ulong)number) : null, cancel));
                var bytes = made.Write();
                await EvidenceCommands.WriteNewAsync(path, bytes, cancel);
                var blocks = made.Events.Select(proof => proof.Block).Append(made.State.Block).Distinct().ToList();
                var found = PromiseVerifier.Verify(bytes, new PromiseTrust([]));
                var raw = JsonSerializer.SerializeToElement(
                    new { file = path, bytes = bytes.Length, shows = PromiseCheck.Word(found.Standing), blocks }, LedgerJson.Options);
                session.Printer.Show(raw, printer =>
                {
                    printer.Say("export.done", ("file", path), ("bytes", bytes.Length.ToString(CultureInfo.InvariantCulture)));
                    PromiseCheck.Say(printer, found);
                    printer.Say("promise.blocks", ("file", path), ("blocks", string.Join(' ', blocks.Select(hash => $"--trusted-block {hash}"))));
                });
                return ExitCode.Ok;
            },
            file, output, from, block, proof);
        (file.Description, from.Description) = (kit.Texts.Say("argument.promise-file"), kit.Texts.Say("option.promise-node"));
        return verb;
    }

    /// <summary>The promise in what the host answered: alone, in a receipt, or in the signed sheet that keeps the receipt.</summary>
    private static SignedPromiseView? Find(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        return json.TryGetProperty("typedData", out var typedData) && json.TryGetProperty("signature", out var signature)
            && typedData.ValueKind is JsonValueKind.Object && typedData.TryGetProperty("primaryType", out var type) && type.ValueEquals("Promise")
            ? new SignedPromiseView(typedData, signature.GetString() ?? "")
            : (json.TryGetProperty("promise", out var promise) ? Find(promise) : null)
                ?? (json.TryGetProperty("receipt", out var receipt) ? Find(receipt) : null);
    }
}
