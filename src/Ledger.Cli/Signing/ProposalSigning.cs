// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Keys;
using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Cli.Output;
using Ledger.Ethereum.Typed;

namespace Ledger.Cli.Signing;

/// <summary>Signs a proposal here: hashes the typed data itself, shows what it says, and sends only the signature.</summary>
/// <remarks>The host's digest is compared and never signed: a host that shows one thing and asks for another is found out.</remarks>
internal static class ProposalSigning
{
    public static async Task<int> RunAsync(Session session, string id, string? keyPath, bool confirmed, CancellationToken cancel)
    {
        var key = SigningKey.Open(session, keyPath);
        var proposal = (await session.Api.GetAsync<ProposalView>($"/proposals/{id}", cancel)).Value;
        var data = Examine(proposal);
        var role = RoleOf(proposal, key);
        Show(session, proposal, data, key);
        if (!confirmed && session.Around.Confirm?.Invoke(session.Texts.Say("sign.question")) == false)
        {
            throw new CliFailure(ExitCode.Refused, "sign.declined");
        }

        var signature = key.Sign(data.Digest);
        var reply = await session.Api.PostAsync<ProposalView>(
            $"/proposals/{id}/signatures", new SignatureRequest(role.Party, key.Address, signature.ToString()), cancel);
        session.Printer.Show(reply.Raw, printer => ProposalCommands.ShowProposal(printer, reply.Value));
        return ExitCode.Ok;
    }

    /// <summary>The typed data as this program reads it.</summary>
    /// <exception cref="CliFailure">Refused: it is unsound, or hashes to something else than the host says.</exception>
    public static TypedData Examine(ProposalView proposal)
    {
        if (!TypedData.TryParse(proposal.TypedData, out var data, out var error))
        {
            throw new CliFailure(ExitCode.Refused, "sign.unsound", ("reason", error));
        }

        if (data.Digest != proposal.Digest)
        {
            throw new CliFailure(ExitCode.Refused, "sign.digest", ("host", proposal.Digest.ToString()), ("own", data.Digest.ToString()));
        }

        return string.Equals(data.PrimaryType, proposal.Kind, StringComparison.Ordinal)
            ? data
            : throw new CliFailure(ExitCode.Refused, "sign.kind", ("kind", proposal.Kind), ("type", data.PrimaryType));
    }

    /// <summary>The part that the key plays: its file's party, or its own account where no party stands yet.</summary>
    private static RequiredSignerView RoleOf(ProposalView proposal, CallerKey key) =>
        proposal.Required.FirstOrDefault(required => required.Party is { } party && party == key.Party?.Value)
        ?? proposal.Required.FirstOrDefault(required => required.Party is null && (required.Key is null || required.Key == key.Address))
        ?? (proposal.Quorum?.Members.Any(member => member == key.Party?.Value) == true
            ? new RequiredSignerView("voter", key.Party!.Value.Value, "Contract") : null)
        ?? throw new CliFailure(ExitCode.Refused, "sign.noRole", ("address", key.Address.ToString()));

    private static void Show(Session session, ProposalView proposal, TypedData data, CallerKey key)
    {
        // With --json standard output is the answer alone; what is signed is shown all the same.
        var printer = session.Printer.IsJson ? new Printer(session.Around.Error, session.Texts, json: false, useColor: false) : session.Printer;
        printer.Say("sign.what", ("type", data.PrimaryType), ("address", key.Address.ToString()));
        if (data.Domain is { } domain)
        {
            printer.Line($"  {domain.Name} {domain.Version}  {domain.VerifyingContract}  chain {domain.ChainId}");
        }

        foreach (var field in proposal.TypedData.GetProperty("message").EnumerateObject())
        {
            printer.Line($"  {field.Name} = {Said(field)}");
        }

        printer.Line($"  digest = {data.Digest}");
        printer.Line();
    }

    private static string Said(JsonProperty field) =>
        field.Name.EndsWith("At", StringComparison.Ordinal) && field.Value.ValueKind == JsonValueKind.Number && field.Value.TryGetUInt64(out var seconds) && seconds > 0
            ? $"{seconds} ({Printer.Time(seconds)})"
            : Harmless(field.Value.ToString());

    /// <summary>Control characters could repaint the terminal; they are shown by their number.</summary>
    private static string Harmless(string text) =>
        string.Concat(text.Select(letter => char.IsControl(letter) ? $"\\u{(int)letter:x4}" : letter.ToString()));
}
