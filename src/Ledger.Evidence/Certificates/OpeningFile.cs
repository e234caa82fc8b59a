// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Ledger.Domain.Usage;
using Ledger.Evidence.Disclosure;
using Ledger.Evidence.Divergences;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Certificates;

/// <summary>Some fields of a shipment, opened to an auditor under its certificate; the others are withheld.</summary>
/// <remarks>The form is that of <c>FORMATS.md</c> §12.</remarks>
/// <param name="Code">The certificate's code.</param>
/// <param name="Disclosed">The fields, under <see cref="ShipmentFields.Schema"/>.</param>
public sealed record OpeningFile(string Code, Disclosed Disclosed)
{
    private const string Format = "ledger-certificate-opening";

    /// <summary>Whether the bytes seem to be an opening's: it proves nothing.</summary>
    public static bool LooksLikeOne(ReadOnlySpan<byte> bytes) => SealedJson.Begins(bytes, Format);

    /// <summary>Writes the file; the same opening gives the same bytes.</summary>
    public byte[] Write() => SealedJson.Write(Format, json =>
    {
        json.WriteString("code", Code);
        json.WritePropertyName("disclosed");
        DisclosureJson.Write(json, Disclosed);
    });

    /// <summary>Reads a file that is in its one form and hashes to the digest that it ends with.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out OpeningFile? file, out string what) =>
        SealedJson.TryRead(
            bytes, Format, json => new(DisclosureJson.Text(json, "code"), DisclosureJson.Read(DisclosureJson.Must(json, "disclosed"))),
            read => read.Write(), out file, out what);

    /// <summary>Whether every field shown is what the certificate commits to, under the trust and at the time given. Total.</summary>
    /// <remarks>An auditor opens it long after the goods have passed: a certificate that has ended is judged by its last second, and the finding says that it has.</remarks>
    public static CertificateFinding Judge(ReadOnlyMemory<byte> bytes, CertificateTrust trust, ulong now)
    {
        if (!TryRead(bytes, out var file, out var what))
        {
            return new(CertificateVerdict.Invalid, Note.Of("opening-unreadable", ("what", what)), null);
        }

        var found = CertificateVerifier.Check(file.Code, trust, now);
        var isOver = string.Equals(found.Note.Code, CertificateVerifier.Expired, StringComparison.Ordinal);
        if (isOver)
        {
            found = CertificateVerifier.Check(file.Code, trust, found.Code!.Certificate.ValidUntil - 1);
        }

        return found.Verdict is CertificateVerdict.Invalid ? found
            : DisclosureVerifier.Verify(found.Code!.Certificate.FieldsRoot, file.Disclosed, [ShipmentFields.Schema]) is not DisclosureVerdict.Shown
                ? found with { Verdict = CertificateVerdict.Invalid, Note = Note.Of("opening-wrong") }
            : isOver ? Over(found, file.Disclosed.Fields.Length)
            : found.Verdict is CertificateVerdict.Valid ? found with { Note = Note.Of("opening-ok", ("count", file.Disclosed.Fields.Length)) }
            : found;
    }

    private static CertificateFinding Over(CertificateFinding found, int count)
    {
        var certificate = found.Code!.Certificate;
        return found.Verdict is CertificateVerdict.Valid
            ? found with
            {
                Verdict = CertificateVerdict.Expired,
                Note = Note.Of("opening-expired", ("count", count), ("validFrom", certificate.ValidFrom), ("validUntil", certificate.ValidUntil)),
            }
            : found with { Note = Note.Of("opening-expired-unpinned", ("signer", found.Code.Signer!.Value), ("validUntil", certificate.ValidUntil)) };
    }
}
