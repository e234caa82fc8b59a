// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Cli.Output;
using Ledger.Cli.Signing;

namespace Ledger.Cli.Commands;

internal static class ProposalCommands
{
    public static Command Create(CommandKit kit) => kit.Group("proposal", New(kit), Create(kit, "proposal create"), Show(kit), Sign(kit), Withdraw(kit));

    /// <summary>Posts a proposal and shows what the host made of it.</summary>
    public static async Task<int> CreateAsync(Session session, ProposalRequest request, CancellationToken cancel)
    {
        var reply = await session.Api.PostAsync<ProposalView>("/proposals", request, cancel);
        session.Printer.Show(reply.Raw, printer => ShowProposal(printer, reply.Value));
        return ExitCode.Ok;
    }

    public static void ShowProposal(Printer printer, ProposalView proposal)
    {
        printer.Fields(
            ("id", proposal.Id.ToString()),
            ("kind", proposal.Kind),
            ("state", printer.Texts.Word("state." + proposal.State, proposal.State)),
            ("digest", proposal.Digest.ToString()),
            ("operation", proposal.Operation),
            ("problem", proposal.Problem?.Detail));
        printer.Line();
        printer.Table(
            ["role", "party", "scope", "signed"],
            [.. proposal.Required.Select(required => (IReadOnlyList<string>)
            [
                required.Role,
                required.Party?.ToString() ?? required.Key?.ToString() ?? "-",
                required.Scope,
                printer.Texts.Say(proposal.Signatures.Any(given => required.Party is not null ? given.Party == required.Party : given.Key == required.Key) ? "yes" : "no"),
            ])]);
        if (proposal.Quorum is { } quorum)
        {
            printer.Line();
            printer.Fields(("threshold", $"{quorum.Threshold} / {quorum.Members.Count}"));
            printer.Table(
                ["voter", "signed"],
                [.. quorum.Members.Select(member => (IReadOnlyList<string>)
                    [member.ToString(), printer.Texts.Say(proposal.Signatures.Any(given => given.Party == member) ? "yes" : "no")])]);
        }

        foreach (var warning in proposal.Warnings)
        {
            printer.Line("! " + warning.Detail);
        }
    }

    private static Command New(CommandKit kit)
    {
        var file = Words.File();
        return kit.Verb(
            "proposal new",
            async (session, cancel) =>
                await CreateAsync(session, (await JsonFiles.ReadAsync(session.Get(file), cancel)).Deserialize<ProposalRequest>(LedgerJson.Options)!, cancel),
            file);
    }

    private static Command Create(CommandKit kit, string path)
    {
        var kind = new Option<string?>("--kind") { HelpName = "KIND", Required = true };
        var message = new Option<string?>("--message") { HelpName = "FILE", Required = true };
        var documents = Words.Text("--documents", "FILE");
        return kit.Verb(
            path,
            async (session, cancel) => await CreateAsync(
                session,
                new ProposalRequest(
                    session.Get(kind),
                    await JsonFiles.ReadAsync(session.Get(message)!, cancel),
                    session.Get(documents) is { } file ? (await JsonFiles.ReadAsync(file, cancel)).Deserialize<ProposalDocuments>(LedgerJson.Options) : null),
                cancel),
            kind, message, documents);
    }

    private static Command Show(CommandKit kit)
    {
        var id = Words.Id();
        return kit.Verb("proposal show", (session, cancel) => session.ShowAsync<ProposalView>($"/proposals/{session.Get(id)}", ShowProposal, cancel), id);
    }

    private static Command Sign(CommandKit kit)
    {
        var id = Words.Id();
        var key = Words.Text("--key-file", "FILE");
        var yes = Words.Flag("--yes");
        return kit.Verb(
            "proposal sign",
            (session, cancel) => ProposalSigning.RunAsync(session, session.Get(id), session.Get(key), session.Get(yes), cancel),
            id, key, yes);
    }

    private static Command Withdraw(CommandKit kit)
    {
        var id = Words.Id();
        return kit.Verb(
            "proposal withdraw",
            async (session, cancel) =>
            {
                var reply = await session.Api.DeleteAsync<ProposalView>($"/proposals/{session.Get(id)}", cancel);
                session.Printer.Show(reply.Raw, printer => ShowProposal(printer, reply.Value));
                return ExitCode.Ok;
            },
            id);
    }
}
