// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Cli.Output;
using Ledger.Ethereum;
using Ledger.Evidence.Model;
using Ledger.Evidence.Verification;

namespace Ledger.Cli.Verification;

/// <summary>Shows a verification step by step and says by the exit code what it came to.</summary>
internal static class VerdictPrinter
{
    /// <param name="isNamed">Whether license and pool are said to people too: the reader did not name the license that was found.</param>
    public static int Show(
        Session session, Hash32? license, LicenseVerification verification, LicenseEvidence? evidence, bool isNamed = false, params IEnumerable<string> caveats)
    {
        var sentences = caveats.Select(caveat => session.Texts.Say(caveat)).ToList();
        if (evidence?.Deployment.Embedded == true)
        {
            sentences.Insert(0, session.Texts.Say("caveat.embedded"));
        }

        var raw = JsonSerializer.SerializeToElement(
            new
            {
                license,
                pool = verification.Pool,
                verdict = Text(verification.Verdict),
                engine = evidence is null ? null : evidence.Deployment.Embedded ? "embedded" : "network",
                standing = verification.Standing?.ToString(),
                standingTime = verification.StandingTime,
                steps = verification.Steps.Select(step => new { name = step.Text, ok = step.Ok, code = step.Note.Code, detail = step.Detail, of = step.Of }),
                caveats = sentences,
            },
            LedgerJson.Options);
        session.Printer.Show(raw, printer =>
        {
            if (isNamed && license is not null && verification.Verdict is not Verdict.Invalid)
            {
                printer.Fields(("license", license.ToString()), ("pool", verification.Pool?.ToString()));
                printer.Line();
            }

            ShowSteps(printer, verification, sentences);
        });
        return verification.Verdict switch
        {
            Verdict.Valid => ExitCode.Ok,
            Verdict.Unconfirmed => ExitCode.Unconfirmed,
            _ => ExitCode.Refused,
        };
    }

    private static void ShowSteps(Printer printer, LicenseVerification verification, List<string> caveats)
    {
        var texts = new RefusalTexts();
        foreach (var step in verification.Steps)
        {
            var detail = texts.Note(step.Note, printer.Texts.Language) ?? step.Detail;
            var of = step.Of is null ? "" : $"  ({step.Of})";
            printer.Step(step.Ok, step.Text, detail + of, isReached: !step.IsOpen && !string.Equals(step.Note.Code, Note.NotReached, StringComparison.Ordinal));
        }

        printer.Line();
        var failed = verification.Failed is { } first ? printer.Texts.Word("step." + first.Text, first.Text) : "";
        printer.Say("verdict." + (verification is { Verdict: Verdict.Unconfirmed, Failed: not null } ? "open" : Text(verification.Verdict)), ("step", failed));
        foreach (var caveat in caveats)
        {
            printer.Line(caveat);
        }
    }

    private static string Text(Verdict verdict) => verdict.ToString().ToLowerInvariant();
}
