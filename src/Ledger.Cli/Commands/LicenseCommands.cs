// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using Ledger.Application.Views;
using Ledger.Cli.Output;
using Ledger.Cli.Verification;

namespace Ledger.Cli.Commands;

internal static class LicenseCommands
{
    public static Command Create(CommandKit kit) =>
        kit.Group(
            "license",
            [
                List(kit), Show(kit), History(kit), Verify(kit), LicensePropose.Create(kit), LicenseProposeAll.Create(kit), TermsCommands.Create(kit), TermsCommands.Disclose(kit),
                .. ActVerbs.OfLicenses(kit),
            ]);

    private static Command List(CommandKit kit)
    {
        var pool = Words.IdOption("--pool");
        var licensee = Words.IdOption("--licensee");
        var standing = Words.Text("--standing", "STANDING");
        standing.AcceptOnlyFromAmong("None", "NotYet", "InForce", "Suspended", "Terminated", "Expired");
        return kit.Verb(
            "license list",
            (session, cancel) => session.ListAsync<LicenseView>(
                Session.Path(
                    "/licenses",
                    ("pool", session.Get(pool)),
                    ("licensee", session.Get(licensee)),
                    ("standing", session.Get(standing)),
                    ("cursor", session.Get(session.Options.Cursor)),
                    ("limit", session.Get(session.Options.Limit))),
                ["id", "licensee", "standing", "from", "until"],
                license =>
                [
                    license.Id.ToString(),
                    session.Printer.Name(license.LicenseeNames),
                    session.Texts.Word("standing." + license.Standing, license.Standing),
                    Printer.Time(license.StartsAt),
                    Printer.Time(license.EndsAt),
                ],
                cancel),
            pool, licensee, standing, kit.Options.Cursor, kit.Options.Limit);
    }

    private static Command Show(CommandKit kit)
    {
        var id = Words.Id();
        return kit.Verb("license show", (session, cancel) => session.ShowAsync<LicenseView>($"/licenses/{session.Get(id)}", ShowLicense, cancel), id);
    }

    private static void ShowLicense(Printer printer, LicenseView license)
    {
        printer.Fields(
            ("id", license.Id.ToString()),
            ("pool", $"{printer.Name(license.PoolNames)}  {license.Pool}"),
            ("licensee", $"{printer.Name(license.LicenseeNames)}  {license.Licensee}"),
            ("standing", printer.Texts.Word("standing." + license.Standing, license.Standing)),
            ("from", Printer.Time(license.StartsAt)),
            ("until", Printer.Time(license.EndsAt)),
            ("schedule", license.Schedule?.ToString()),
            ("termsRoot", license.TermsRoot.ToString()),
            ("head", license.Head.ToString()),
            ("import", license.AttestedImport ? printer.Texts.Say("license.import") : null),
            ("block", license.Recorded.Block.ToString(CultureInfo.InvariantCulture)),
            ("transaction", license.Recorded.TxHash.ToString()),
            ("recordedAt", Printer.Time(license.Recorded.Time)));
        printer.Line();
        printer.Table(
            ["party", "key", "scope"],
            [.. license.Signatures.Select(signature => (IReadOnlyList<string>)
                [signature.Party?.ToString() ?? "-", signature.Key.ToString(), signature.Scope])]);
        if (license.Versions.Count > 1)
        {
            printer.Line();
            printer.Table(
                ["version", "effectiveAt", "until", "termsRoot"],
                [.. license.Versions.Select(version => (IReadOnlyList<string>)
                    [version.Id.ToString(), Printer.Time(version.EffectiveAt), Printer.Time(version.EndsAt), version.TermsRoot.ToString()])]);
        }
    }

    private static Command History(CommandKit kit)
    {
        var id = Words.Id();
        var at = Words.Text("--at", "SECONDS");
        var knownAt = Words.Text("--known-at", "BLOCK");
        return kit.Verb(
            "license history",
            (session, cancel) => session.ShowAsync<LicenseHistoryView>(
                Session.Path($"/licenses/{session.Get(id)}/history", ("at", session.Get(at)), ("knownAt", session.Get(knownAt))), ShowHistory, cancel),
            id, at, knownAt);
    }

    private static void ShowHistory(Printer printer, LicenseHistoryView history)
    {
        printer.Fields(
            ("id", history.License.ToString()),
            ("at", Printer.Time(history.At)),
            ("knownAt", history.KnownAt.Number.ToString(CultureInfo.InvariantCulture)),
            ("standing", printer.Texts.Word("standing." + history.Standing, history.Standing)));
        printer.Line();
        printer.Table(
            ["act", "effectiveAt", "standing", "block", "actId"],
            [.. history.Entries.Select(entry => (IReadOnlyList<string>)
            [
                entry.Act.Kind,
                Printer.Time(entry.EffectiveAt),
                printer.Texts.Word("standing." + entry.Standing, entry.Standing),
                entry.Act.Recorded.Block.ToString(CultureInfo.InvariantCulture),
                entry.Act.ActId.ToString(),
            ])]);
    }

    private static Command Verify(CommandKit kit)
    {
        var id = Words.Id();
        return kit.Verb("license verify", (session, cancel) => LicenseCheck.RunAsync(session, session.Get(id), cancel), id);
    }
}
