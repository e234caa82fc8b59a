// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Cli.Output;
using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Ethereum;
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
        var act = Words.IdOption("--act");
        var at = Words.Text("--at", "SECONDS");
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
                    Session.Path($"/licenses/{session.Get(id)}/disclosure", ("fields", session.Get(fields)), ("version", session.Get(act)), ("at", session.Get(at))),
                    cancel);
                await EvidenceCommands.WriteNewAsync(file, bytes, cancel);
                var versions = (await session.Api.GetAsync<LicenseView>($"/licenses/{session.Get(id)}", cancel)).Value.Versions;
                return Judge(session, bytes, session.Get(id), version => versions.Any(one => one.Id == version));
            },
            id, fields, output, act, at);
    }

    /// <summary>Judges a disclosure here and shows what it says; nothing of what is withheld.</summary>
    /// <param name="isVersion">Whether the license is known to have a version; null where nothing is known of its versions.</param>
    public static int Judge(Session session, ReadOnlyMemory<byte> bytes, string? license, Func<Hash32, bool>? isVersion = null)
    {
        var file = DisclosureFile.TryRead(bytes, out var read, out _) ? read : null;
        var version = file is not null && isVersion?.Invoke(file.Version) == true ? file.Version : (Hash32?)null;
        return Judge(session, file, DisclosureFile.Verify(bytes, license is null ? null : LicenseId.Parse(license), version));
    }

    private static int Judge(Session session, DisclosureFile? file, DisclosureVerdict verdict)
    {
        var fields = verdict is DisclosureVerdict.Shown or DisclosureVerdict.VersionUnconfirmed or DisclosureVerdict.LicenseUnconfirmed ? file!.Disclosed.Fields : [];
        var note = DisclosureNotes.Of(verdict, file);
        var (word, exit) = verdict switch
        {
            DisclosureVerdict.Shown => ("valid", ExitCode.Ok),
            DisclosureVerdict.VersionUnconfirmed or DisclosureVerdict.LicenseUnconfirmed => ("unconfirmed", ExitCode.Unconfirmed),
            _ => ("invalid", ExitCode.Refused),
        };
        var raw = JsonSerializer.SerializeToElement(
            new
            {
                license = file?.License.ToString(),
                version = file?.Version.ToString(),
                kind = file?.Act.Kind.ToString(),
                effectiveAt = file?.EffectiveAt,
                termsRoot = file?.TermsRoot.ToString(),
                verdict = word,
                code = note.Code,
                detail = note.ToString(),
                fields = fields.Select(field => new { term = NameOf(field.Index), value = field.Value.Text, index = field.Index }),
            },
            LedgerJson.Options);
        session.Printer.Show(raw, printer =>
        {
            printer.Fields(
                ("license", file?.License.ToString()),
                ("version", file is null ? null : $"{file.Version}  {file.Act.Kind}"),
                ("effectiveAt", file is null ? null : Printer.Time(file.EffectiveAt)),
                ("termsRoot", file?.TermsRoot.ToString()));
            printer.Step(exit != ExitCode.Refused, "terms", new RefusalTexts().Note(note, printer.Texts.Language) ?? note.ToString());
            if (fields.Length > 0)
            {
                printer.Table(["term", "value"], [.. fields.Select(field => (IReadOnlyList<string>)
                    [NameOf(field.Index), field.Value.Type is Domain.Documents.FieldType.Absent ? printer.Texts.Say("terms.absent") : field.Value.Text])]);
            }
        });
        return exit;
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
        var act = Words.IdOption("--act");
        var at = Words.Text("--at", "SECONDS");
        return kit.Verb(
            "license terms show",
            (session, cancel) => session.ShowAsync<LicenseTermsView>(
                Session.Path($"/licenses/{session.Get(id)}/terms", ("version", session.Get(act)), ("at", session.Get(at))),
                (printer, terms) =>
                {
                    printer.Fields(
                        ("license", terms.License.ToString()),
                        ("version", $"{terms.Version}  {terms.Kind}"),
                        ("effectiveAt", Printer.Time(terms.EffectiveAt)),
                        ("import", terms.AttestedImport ? printer.Texts.Say("license.import") : null),
                        ("termsRoot", terms.TermsRoot.ToString()),
                        ("schema", terms.Schema),
                        ("revisions", string.Join(", ", terms.CoveredRevisions.Select(revision => revision.ToString(CultureInfo.InvariantCulture)))));
                    printer.Line();
                    printer.Table(["term", "value", "enforcedBy"], [.. terms.Terms.Select(term => (IReadOnlyList<string>)
                        [term.Term, term.Value, EnforcedBy(term.Term) ?? printer.Texts.Say("terms.recordedOnly")])]);
                },
                cancel),
            id, act, at);
    }

    private static string? EnforcedBy(string term) =>
        TermEnforcement.All.FirstOrDefault(one => string.Equals(one.Term, term, StringComparison.Ordinal))?.EnforcedBy?.Name;

    private static Command Verify(CommandKit kit)
    {
        var file = Words.File();
        var license = Words.IdOption("--license");
        var act = Words.IdOption("--act");
        return kit.Verb(
            "license terms verify",
            async (session, cancel) =>
            {
                var bytes = await File.ReadAllBytesAsync(session.Get(file), cancel);
                return session.Get(act) is { } known
                    ? Judge(
                        session,
                        DisclosureFile.TryRead(bytes, out var read, out _) ? read : null,
                        DisclosureFile.Verify(bytes, session.Get(license) is { } id ? LicenseId.Parse(id) : null, Hash32.Parse(known)))
                    : Judge(session, bytes, session.Get(license));
            },
            file, license, act);
    }
}
