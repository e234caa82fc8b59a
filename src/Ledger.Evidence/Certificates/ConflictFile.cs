// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Ledger.Evidence.Disclosure;
using Ledger.Evidence.Divergences;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Certificates;

/// <summary>Two codes that open one serial number under two certificates valid at once: one unit cannot be in two shipments.</summary>
/// <remarks>The form is that of <c>FORMATS.md</c> §12. It stands alone: it accuses who signed, without asking anybody.</remarks>
/// <param name="First">The code whose certificate has the lower id.</param>
/// <param name="Second">The other.</param>
public sealed record ConflictFile(string First, string Second)
{
    private const string Format = "ledger-certificate-conflict";

    /// <summary>Whether the bytes seem to be a conflict's: it proves nothing.</summary>
    public static bool LooksLikeOne(ReadOnlySpan<byte> bytes) => SealedJson.Begins(bytes, Format);

    /// <summary>Of two codes, in whatever order they were found.</summary>
    public static ConflictFile Of(CertificateCode one, CertificateCode other) =>
        one.Certificate.Id.Value.CompareTo(other.Certificate.Id.Value) <= 0 ? new(one.Write(), other.Write()) : new(other.Write(), one.Write());

    /// <summary>Writes the file; the same conflict gives the same bytes.</summary>
    public byte[] Write() => SealedJson.Write(Format, json =>
    {
        json.WriteString("first", First);
        json.WriteString("second", Second);
    });

    /// <summary>Reads a file that is in its one form and hashes to the digest that it ends with.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out ConflictFile? file, out string what) =>
        SealedJson.TryRead(bytes, Format, json => new(DisclosureJson.Text(json, "first"), DisclosureJson.Text(json, "second")), read => read.Write(), out file, out what);

    /// <summary>Whether the file shows what it says; the note names whom it accuses. Total.</summary>
    public static (bool IsShown, Note Note) Judge(ReadOnlyMemory<byte> bytes)
    {
        if (!TryRead(bytes, out var file, out var what))
        {
            return (false, Note.Of("conflict-unreadable", ("what", what)));
        }

        return !CertificateCode.TryRead(file.First, out var first, out var flaw) || !CertificateCode.TryRead(file.Second, out var second, out flaw)
            ? (false, Note.Of(flaw))
            : Judge(first, second);
    }

    /// <summary>Whether two codes conflict.</summary>
    public static (bool IsShown, Note Note) Judge(CertificateCode first, CertificateCode second)
    {
        var wrong = (CertificateVerifier.Flaw(first) ?? CertificateVerifier.Flaw(second))
            ?? (first.Unit is null || second.Unit is null ? Note.Of("conflict-unit-missing")
            : first.ChainId != second.ChainId || first.UsageLog != second.UsageLog || first.Certificate.License != second.Certificate.License
                || !string.Equals(first.Certificate.Product, second.Certificate.Product, StringComparison.Ordinal) ? Note.Of("conflict-goods-other")
            : !string.Equals(first.Unit.Serial, second.Unit.Serial, StringComparison.Ordinal)
                ? Note.Of("conflict-serial-other", ("first", first.Unit.Serial), ("second", second.Unit.Serial))
            : first.Certificate.Id == second.Certificate.Id ? Note.Of("conflict-same")
            : first.Certificate.ValidUntil <= second.Certificate.ValidFrom || second.Certificate.ValidUntil <= first.Certificate.ValidFrom
                ? Note.Of("conflict-apart")
            : null);
        return wrong is null
            ? (true, Note.Of("conflict-ok", ("serial", first.Unit!.Serial), ("license", first.Certificate.License), ("first", first.Signer!.Value), ("second", second.Signer!.Value)))
            : (false, wrong);
    }
}
