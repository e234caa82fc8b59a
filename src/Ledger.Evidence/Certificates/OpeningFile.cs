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
    public static CertificateFinding Judge(ReadOnlyMemory<byte> bytes, CertificateTrust trust, ulong now)
    {
        if (!TryRead(bytes, out var file, out var what))
        {
            return new(Verdict.Invalid, Note.Of("opening-unreadable", ("what", what)), null);
        }

        var found = CertificateVerifier.Check(file.Code, trust, now);
        return found.Verdict is Verdict.Invalid ? found
            : DisclosureVerifier.Verify(found.Code!.Certificate.FieldsRoot, file.Disclosed, [ShipmentFields.Schema]) is DisclosureVerdict.Shown
                ? found with { Note = found.Verdict is Verdict.Valid ? Note.Of("opening-ok", ("count", file.Disclosed.Fields.Length)) : found.Note }
                : found with { Verdict = Verdict.Invalid, Note = Note.Of("opening-wrong") };
    }
}
