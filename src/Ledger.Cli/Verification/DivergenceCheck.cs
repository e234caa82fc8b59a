// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Cli.Output;
using Ledger.Evidence.Divergences;
using Ledger.Evidence.Verification;

namespace Ledger.Cli.Verification;

/// <summary><c>ledger evidence verify</c> over what a halted writer left: shows both blocks, and what they prove and do not.</summary>
internal static class DivergenceCheck
{
    public static int Judge(Session session, DivergenceFinding found)
    {
        var word = found.Verdict.ToString().ToLowerInvariant();
        var kind = found.Kind.ToString().ToLowerInvariant();
        var texts = found.Kind is DivergenceKind.Chain ? "divergence." : $"divergence.{kind}.";
        var isLog = found.Kind is DivergenceKind.Log or DivergenceKind.Fork;
        var raw = JsonSerializer.SerializeToElement(
            new
            {
                kind,
                verdict = word,
                ours = found.Ours,
                theirs = found.Theirs,
                block = isLog ? null : found.Number,
                size = isLog ? found.Number : null,
                chainId = found.ChainId,
                finalUpTo = found.FinalUpTo,
                steps = found.Steps.Select(step => new { name = step.Name, ok = step.Ok, code = step.Note.Code, detail = step.Note.ToString() }),
            },
            LedgerJson.Options);
        session.Printer.Show(raw, printer =>
        {
            ShowSteps(printer, found.Steps);
            var number = (found.Number ?? 0).ToString(CultureInfo.InvariantCulture);
            printer.Say(texts + word, ("block", number), ("ours", found.Ours?.ToString() ?? "-"), ("theirs", found.Theirs?.ToString() ?? "-"));
            if (found.Verdict is not DivergenceVerdict.Invalid)
            {
                printer.Say(texts + "limits");
            }
        });
        return found.Verdict switch
        {
            DivergenceVerdict.Invalid => ExitCode.Refused,
            DivergenceVerdict.Open => ExitCode.Unconfirmed,
            _ => ExitCode.Ok,
        };
    }

    /// <summary>Each thing looked at, in the reader's language.</summary>
    public static void ShowSteps(Printer printer, IEnumerable<DivergenceStep> steps)
    {
        var notes = new RefusalTexts();
        foreach (var step in steps)
        {
            printer.Step(step.Ok, step.Name, notes.Note(step.Note, printer.Texts.Language) ?? step.Note.ToString(), step.Note.Code != Note.NotReached);
        }

        printer.Line();
    }
}
