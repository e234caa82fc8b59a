// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Evidence.Disclosure;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger license terms</c> and <c>ledger license disclose</c>: terms written, read, disclosed and checked.</summary>
internal static class TermsCommands
{
    public static Command Create(CommandKit kit) => kit.Group("terms", Template(kit), List(kit), Show(kit), Verify(kit));

    public static Command Disclose(CommandKit kit)
    {
        var id = Words.Id();
        var fields = new Option<string>("--fields") { HelpName = "TERM,...", Required = true };
        var output = new Option<string>("--output") { HelpName = "FILE", Required = true };
        return kit.Verb(
            "license disclose",
            async (session, cancel) =>
            {
                var file = session.Get(output)!;
                if (File.Exists(file))
                {
                    throw new CliFailure(ExitCode.Usage, "usage.exists", ("file", file));
                }

                var bytes = await session.Api.GetBytesAsync(
                    Session.Path($"/licenses/{session.Get(id)}/disclosure", ("fields", session.Get(fields))), cancel);
                await EvidenceCommands.WriteNewAsync(file, bytes, cancel);
                return Judge(session, bytes, session.Get(id));
            },
            id, fields, output);
    }

    /// <summary>Judges a disclosure here and shows what it says; nothing of what is withheld.</summary>
    public static int Judge(Session session, ReadOnlyMemory<byte> bytes, string? license)
    {
        var verdict = DisclosureFile.Verify(bytes, license is null ? null : LicenseId.Parse(license));
        var file = DisclosureFile.TryRead(bytes, out var read, out _) ? read : null;
        var fields = verdict is DisclosureVerdict.Shown ? file!.Disclosed.Fields : [];
        var note = DisclosureNotes.Of(verdict);
        var raw = JsonSerializer.SerializeToElement(
            new
            {
                license = file?.License.ToString(),
                termsRoot = file?.Grant.TermsRoot.ToString(),
                verdict = verdict is DisclosureVerdict.Shown ? "valid" : "invalid",
                code = note.Code,
                detail = note.ToString(),
                fields = fields.Select(field => new { term = NameOf(field.Index), value = field.Value.Text, index = field.Index }),
            },
            LedgerJson.Options);
        session.Printer.Show(raw, printer =>
        {
            printer.Fields(("license", file?.License.ToString()), ("termsRoot", file?.Grant.TermsRoot.ToString()));
            printer.Step(verdict is DisclosureVerdict.Shown, "terms", new RefusalTexts().Note(note, printer.Texts.Language) ?? note.ToString());
            if (fields.Length > 0)
            {
                printer.Table(["term", "value"], [.. fields.Select(field => (IReadOnlyList<string>)
                    [NameOf(field.Index), field.Value.Type is Domain.Documents.FieldType.Absent ? printer.Texts.Say("terms.absent") : field.Value.Text])]);
            }
        });
        return verdict is DisclosureVerdict.Shown ? ExitCode.Ok : ExitCode.Refused;
    }

    private static string NameOf(int index) => LicenseTerms.Schema.Fields[index].Name;

    private static Command Template(CommandKit kit) => kit.Verb(
        "license terms template",
        (session, _) =>
        {
            var template = TermsTemplate.In(session.Printer.Texts.Language);
            session.Printer.Show(JsonElement.Parse(template, TermsTemplate.Options), printer => printer.Line(template.TrimEnd()));
            return Task.FromResult(ExitCode.Ok);
        });

    private static Command List(CommandKit kit) => kit.Verb(
        "license terms list",
        (session, cancel) => session.ShowAsync<TermsSchemaView>(
            "/license-terms",
            (printer, schema) =>
            {
                printer.Fields(("schema", schema.Schema), ("schemaId", schema.SchemaId.ToString()));
                printer.Line();
                printer.Table(
                    ["term", "type", "enforcedBy"],
                    [.. schema.Terms.Select(term => (IReadOnlyList<string>)[term.Term, term.Type ?? "-", term.EnforcedBy ?? printer.Texts.Say("terms.recordedOnly")])]);
            },
            cancel));

    private static Command Show(CommandKit kit)
    {
        var id = Words.Id();
        return kit.Verb(
            "license terms show",
            (session, cancel) => session.ShowAsync<LicenseTermsView>(
                $"/licenses/{session.Get(id)}/terms",
                (printer, terms) =>
                {
                    printer.Fields(
                        ("license", terms.License.ToString()),
                        ("termsRoot", terms.TermsRoot.ToString()),
                        ("schema", terms.Schema),
                        ("revisions", string.Join(", ", terms.CoveredRevisions.Select(revision => revision.ToString(CultureInfo.InvariantCulture)))));
                    printer.Line();
                    printer.Table(["term", "value", "enforcedBy"], [.. terms.Terms.Select(term => (IReadOnlyList<string>)
                        [term.Term, term.Value, EnforcedBy(term.Term) ?? printer.Texts.Say("terms.recordedOnly")])]);
                },
                cancel),
            id);
    }

    private static string? EnforcedBy(string term) =>
        TermEnforcement.All.FirstOrDefault(one => string.Equals(one.Term, term, StringComparison.Ordinal))?.EnforcedBy?.Name;

    private static Command Verify(CommandKit kit)
    {
        var file = Words.File();
        var license = Words.IdOption("--license");
        return kit.Verb(
            "license terms verify",
            async (session, cancel) => Judge(session, await File.ReadAllBytesAsync(session.Get(file), cancel), session.Get(license)),
            file, license);
    }
}
