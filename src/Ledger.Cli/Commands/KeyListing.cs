// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application;
using Ledger.Application.Keys;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Cli.Output;

namespace Ledger.Cli.Commands;

/// <summary>The key files of a directory as they say of themselves; no password is asked for.</summary>
internal static class KeyListing
{
    public static int Run(Session session, string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new CliFailure(ExitCode.Usage, "usage.noDirectory", ("directory", directory));
        }

        var files = Directory.EnumerateFiles(directory, "*.json").Order(StringComparer.Ordinal).Select(path => (Path: path, Header: CallerKeyHeader.Read(path))).ToList();
        var raw = JsonSerializer.SerializeToElement(new { items = files.Select(file => Json(session, file.Path, file.Header)) }, LedgerJson.Options);
        session.Printer.Show(raw, to => to.Table(["file", "form", "address", "party"], [.. files.Select(file => Row(to, file.Path, file.Header))]));
        return ExitCode.Ok;
    }

    public static JsonElement Json(CallerKeyHeader key) => JsonSerializer.SerializeToElement(
        new { file = key.Path, form = key.Form.ToString(), address = key.Address, party = key.Party?.Value, demo = key.IsDemo }, LedgerJson.Options);

    /// <summary>How the key lies in its file, in words.</summary>
    public static string Form(Printer to, CallerKeyHeader key) => to.Texts.Say("form." + key.Form);

    private static JsonElement Json(Session session, string path, Outcome<CallerKeyHeader> header) => header.IsDone
        ? Json(header.Value)
        : JsonSerializer.SerializeToElement(new { file = path, problem = new RefusalTexts().Describe(header.Refusal, session.Texts.Language) }, LedgerJson.Options);

    private static IReadOnlyList<string> Row(Printer to, string path, Outcome<CallerKeyHeader> header) => header.IsDone
        ? [path, Form(to, header.Value), header.Value.Address?.ToString() ?? "-", header.Value.Party?.Value.ToString() ?? "-"]
        : [path, new RefusalTexts().Describe(header.Refusal, to.Texts.Language).Detail, "-", "-"];
}
