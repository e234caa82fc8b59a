// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Application.Access;
using Ledger.Application.Keys;
using Ledger.Application.Views;
using Ledger.Cli.Api;
using Ledger.Cli.Output;
using Ledger.Ethereum;

namespace Ledger.Cli.Commands;

/// <summary>The operator's verbs: API keys made, listed and revoked; and, with the data directory in hand, the operator's own replaced.</summary>
internal static class ApiKeyCommands
{
    public static Command Create(CommandKit kit) => kit.Group("apikey", New(kit), List(kit), Revoke(kit), Operator(kit));

    private static Command New(CommandKit kit)
    {
        var label = new Option<string>("--label") { HelpName = "TEXT", Required = true };
        var party = Words.IdOption("--of-party");
        var isOperator = Words.Flag("--operator");
        var roles = new Option<string[]>("--role") { HelpName = "POOL=ROLE" };
        var scopes = new Option<string[]>("--scope") { HelpName = "SCOPE" };
        var expires = Words.Text("--expires", "TIME");
        var output = Words.Text("--output", "FILE");
        return kit.Verb(
            "apikey create",
            async (session, cancel) =>
            {
                var file = session.Get(output);
                if (File.Exists(file))
                {
                    throw new CliFailure(ExitCode.Usage, "usage.exists", ("file", file));
                }

                var request = new ApiKeyRequest(
                    session.Get(label)!,
                    session.Get(party) is { } id ? Hash32.Parse(id) : null,
                    session.Get(isOperator),
                    [.. (session.Get(roles) ?? []).Select(Role)],
                    session.Get(scopes) is { Length: > 0 } given ? given : null,
                    session.Get(expires) is { } end ? Instants.Parse(end) : null);
                var made = await session.Api.PostAsync<ApiKeyView>("/api-keys", request, cancel);
                if (file is null)
                {
                    session.Printer.Show(made.Raw, printer => ShowKey(printer, made.Value));
                    return ExitCode.Ok;
                }

                var written = CallerApiKey.Write(file, made.Value.Token!);
                if (!written.IsDone)
                {
                    throw ApiKeyChoice.Unusable(written.Refusal, session.Texts.Language);
                }

                session.Printer.Show(WithoutToken(made.Raw), printer => ShowKey(printer, made.Value with { Token = null }));
                return ExitCode.Ok;
            },
            label, party, isOperator, roles, scopes, expires, output);
    }

    private static Command List(CommandKit kit) => kit.Verb(
        "apikey list",
        (session, cancel) => session.ListAsync<ApiKeyView>(
            Session.Path("/api-keys", ("cursor", session.Get(session.Options.Cursor)), ("limit", session.Get(session.Options.Limit))),
            ["id", "label", "party", "role", "scopes", "until", "state"],
            key =>
            [
                key.Id, key.Label, key.Party?.ToString() ?? session.Texts.Say("operator"), string.Join(' ', key.Roles.Select(role => role.Role)),
                string.Join(' ', key.Scopes), Printer.Time(key.ExpiresAt), session.Texts.Word("state." + key.State, key.State),
            ],
            cancel),
        kit.Options.Cursor, kit.Options.Limit);

    private static Command Revoke(CommandKit kit)
    {
        var name = Words.Name();
        return kit.Verb(
            "apikey revoke",
            async (session, cancel) =>
            {
                var revoked = await session.Api.DeleteAsync<ApiKeyView>($"/api-keys/{session.Get(name)}", cancel);
                session.Printer.Show(revoked.Raw, printer => ShowKey(printer, revoked.Value));
                return ExitCode.Ok;
            },
            name);
    }

    private static Command Operator(CommandKit kit)
    {
        var data = UpkeepCommands.Data();
        return kit.Verb(
            "apikey operator",
            async (session, cancel) =>
            {
                var replaced = UpkeepCommands.Must(session, await OperatorKeyReplacement.RunAsync(session.Get(data)!, session.Around.Clock, cancel));
                session.Printer.Show(
                    JsonSerializer.SerializeToElement(replaced, LedgerJson.Options),
                    printer => printer.Fields(("file", replaced.File), ("id", replaced.Id), ("revoked", string.Join(' ', replaced.Revoked))));
                return ExitCode.Ok;
            },
            data);
    }

    private static ApiKeyRoleView Role(string text) => text.Split('=') is [var pool, var role] && Hash32.TryParse(pool, out var id)
        ? new ApiKeyRoleView(id, role)
        : throw new CliFailure(ExitCode.Usage, "usage.value", ("value", text), ("name", "--role"));

    private static JsonElement WithoutToken(JsonElement raw)
    {
        var shown = JsonObject.Create(raw)!;
        shown.Remove("token");
        return JsonSerializer.SerializeToElement(shown);
    }

    private static void ShowKey(Printer printer, ApiKeyView key) => printer.Fields(
        ("id", key.Id),
        ("label", key.Label),
        ("party", key.Party?.ToString() ?? printer.Texts.Say("operator")),
        ("role", string.Join(' ', key.Roles.Select(role => $"{role.Pool}={role.Role}"))),
        ("scopes", string.Join(' ', key.Scopes)),
        ("until", Printer.Time(key.ExpiresAt)),
        ("state", printer.Texts.Word("state." + key.State, key.State)),
        ("token", key.Token));
}
