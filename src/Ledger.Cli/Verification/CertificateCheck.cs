// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Cli.Output;
using Ledger.Evidence.Certificates;
using Ledger.Evidence.Verification;

namespace Ledger.Cli.Verification;

/// <summary>Shows what a certificate's code, or two of them, come to.</summary>
internal static class CertificateCheck
{
    /// <summary>Of an invalid code only the reason is shown: nothing that it says may be believed.</summary>
    public static int Show(Session session, CertificateFinding found)
    {
        var said = found.Verdict is CertificateVerdict.Invalid ? null : found.Code;
        var raw = JsonSerializer.SerializeToElement(
            new
            {
                verdict = found.Verdict.ToString().ToLowerInvariant(),
                code = found.Note.Code,
                detail = found.Note.ToString(),
                certificate = said?.Certificate.Id.Value,
                license = said?.Certificate.License.Value,
                product = said?.Certificate.Product,
                serial = said?.Unit?.Serial,
                validFrom = said?.Certificate.ValidFrom,
                validUntil = said?.Certificate.ValidUntil,
                block = said?.Certificate.RecentBlock,
                blockTime = said?.Certificate.BlockTime,
                chainId = said?.ChainId,
                usageLog = said?.UsageLog.ToString(),
                signer = said?.Signer?.ToString(),
            },
            LedgerJson.Options);
        session.Printer.Show(raw, printer =>
        {
            printer.Step(found.Verdict is not CertificateVerdict.Invalid, "certificate", Sentence(printer, found.Note));
            if (said is { Certificate: var certificate })
            {
                printer.Line();
                printer.Fields(
                    ("certificate", certificate.Id.ToString()),
                    ("product", certificate.Product),
                    ("serial", said.Unit?.Serial),
                    ("license", certificate.License.ToString()),
                    ("validFrom", Printer.Time(certificate.ValidFrom)),
                    ("validUntil", Printer.Time(certificate.ValidUntil)),
                    ("recentBlock", certificate.RecentBlock.ToString()),
                    ("signer", said.Signer?.ToString()));
            }
        });
        return found.Verdict switch
        {
            CertificateVerdict.Valid => ExitCode.Ok,
            CertificateVerdict.Expired => ExitCode.Ok, // what it shows is proven, and the verdict says of when
            CertificateVerdict.Unconfirmed => ExitCode.Unconfirmed,
            _ => ExitCode.Refused,
        };
    }

    /// <summary>A conflict that is shown is a sound proof; one that is not is refused.</summary>
    public static int ShowConflict(Session session, bool isShown, Note note)
    {
        var raw = JsonSerializer.SerializeToElement(
            new { verdict = isShown ? "valid" : "invalid", code = note.Code, detail = note.ToString(), note.Args }, LedgerJson.Options);
        session.Printer.Show(raw, printer => printer.Step(isShown, "conflict", Sentence(printer, note)));
        return isShown ? ExitCode.Ok : ExitCode.Refused;
    }

    private static string Sentence(Printer printer, Note note) => new RefusalTexts().Note(note, printer.Texts.Language) ?? note.ToString();
}
