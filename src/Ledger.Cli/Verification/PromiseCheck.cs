// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Cli.Output;
using Ledger.Domain.Usage;
using Ledger.Evidence.Promises;

namespace Ledger.Cli.Verification;

/// <summary><c>ledger evidence verify</c> over a promise's file: what became of it, and what that proves.</summary>
internal static class PromiseCheck
{
    /// <summary>What became of it, in a stable word; null where nothing is shown.</summary>
    public static string? Word(PromiseStanding? standing) => standing?.State.ToString().ToLowerInvariant();

    /// <summary>Shows the steps and the verdict: 0 where it is kept or broken, 1 where a step fails, 4 where it is open or its blocks are not trusted.</summary>
    public static int Show(Session session, PromiseFinding found)
    {
        var raw = JsonSerializer.SerializeToElement(
            new
            {
                verdict = found.Verdict.ToString().ToLowerInvariant(),
                shows = Word(found.Standing),
                pool = found.Promise?.Pool,
                epoch = found.Promise?.Epoch,
                index = found.Promise?.Index,
                leaf = found.Promise?.Leaf,
                anchorBy = found.Promise?.AnchorBy,
                due = found.Standing?.Due,
                time = found.Time,
                steps = found.Steps.Select(step => new { name = step.Name, ok = step.Ok, code = step.Note.Code, detail = step.Note.ToString() }),
            },
            LedgerJson.Options);
        session.Printer.Show(raw, printer =>
        {
            DivergenceCheck.ShowSteps(printer, found.Steps);
            printer.Say("promise." + found.Verdict.ToString().ToLowerInvariant());
            if (found.Verdict is PromiseVerdict.Unconfirmed)
            {
                Say(printer, found);
            }

            if (found.Verdict is not PromiseVerdict.Invalid)
            {
                printer.Say("promise.limits");
            }
        });
        return found.Verdict switch
        {
            PromiseVerdict.Broken or PromiseVerdict.Kept => ExitCode.Ok,
            PromiseVerdict.Invalid => ExitCode.Refused,
            _ => ExitCode.Unconfirmed,
        };
    }

    /// <summary>What the file shows, if its blocks are of the chain.</summary>
    public static void Say(Printer printer, PromiseFinding found) => printer.Say("promise.shows." + Word(found.Standing));
}
