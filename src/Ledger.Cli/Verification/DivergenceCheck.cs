// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Ethereum;
using Ledger.Evidence.Divergences;

namespace Ledger.Cli.Verification;

/// <summary><c>ledger evidence verify</c> over what a halted writer left: shows both blocks, and what they prove and do not.</summary>
internal static class DivergenceCheck
{
    public static int Judge(Session session, ReadOnlyMemory<byte> bytes, ImmutableHashSet<Hash32> trusted)
    {
        var (verdict, steps) = DivergenceVerifier.Verify(bytes, trusted);
        var file = DivergenceFile.TryRead(bytes, out var read, out _) ? read : null;
        var word = verdict.ToString().ToLowerInvariant();
        var number = (file?.Ours.Number ?? 0).ToString(CultureInfo.InvariantCulture);
        var raw = JsonSerializer.SerializeToElement(
            new
            {
                verdict = word,
                ours = file?.Ours.Hash,
                theirs = file?.Theirs.Hash,
                block = file?.Ours.Number,
                chainId = file?.ChainId,
                finalUpTo = file?.FinalUpTo,
                steps = steps.Select(step => new { name = step.Name, ok = step.Ok, code = step.Note.Code, detail = step.Note.ToString() }),
            },
            LedgerJson.Options);
        session.Printer.Show(raw, printer =>
        {
            var texts = new RefusalTexts();
            foreach (var step in steps)
            {
                printer.Step(step.Ok, step.Name, texts.Note(step.Note, printer.Texts.Language) ?? step.Note.ToString());
            }

            printer.Line();
            printer.Say("divergence." + word, ("block", number), ("ours", file?.Ours.Hash.ToString() ?? "-"), ("theirs", file?.Theirs.Hash.ToString() ?? "-"));
            if (verdict is not DivergenceVerdict.Invalid)
            {
                printer.Say("divergence.limits");
            }
        });
        return verdict switch
        {
            DivergenceVerdict.Invalid => ExitCode.Refused,
            DivergenceVerdict.Open => ExitCode.Unconfirmed,
            _ => ExitCode.Ok,
        };
    }
}
