// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Ledger.Domain.Acts;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Evidence.Certificates;

/// <summary>A signed certificate as a code on a carton says it, with the carton's own opening or without.</summary>
/// <remarks>The form is that of <c>FORMATS.md</c> §12.</remarks>
/// <param name="ChainId">The chain that has the license.</param>
/// <param name="UsageLog">The contract under whose domain it is signed.</param>
/// <param name="Certificate">What is stated.</param>
/// <param name="Signature">The administrator's.</param>
/// <param name="Unit">The unit that bears the code; null where it stands for the whole shipment.</param>
public sealed record CertificateCode(ulong ChainId, Address UsageLog, ShipmentCertificate Certificate, Signature Signature, UnitOpening? Unit = null)
{
    /// <summary>What every code begins with: its kind and version.</summary>
    public const string Prefix = "LC1:";

    /// <summary>The most bytes of a code before they become letters; its QR symbol then holds less than 1 KiB.</summary>
    public const int MaxBytes = 988;

    /// <summary>The most letters of a code.</summary>
    public const int MaxLetters = 4 + (MaxBytes / 2 * 3);

    /// <summary>The EIP-712 domain of the signature.</summary>
    public Eip712Domain Domain => new(nameof(ContractName.UsageLog), "1", ChainId, UsageLog);

    /// <summary>The key that signed; null where the signature is none of any key.</summary>
    public Address? Signer => Secp256k1.TryRecover(Certificate.Digest(Domain), Signature, out var signer) ? signer : null;

    /// <summary>The code's letters.</summary>
    /// <exception cref="ArgumentException">A text is empty, no text at all, or longer than 255 bytes.</exception>
    /// <exception cref="InvalidOperationException">The product or the serial number is too long for a code.</exception>
    public string Write()
    {
        var bytes = CertificateBytes.Write(this);
        return bytes.Length <= MaxBytes ? Prefix + Base45.Encode(bytes) : throw new InvalidOperationException($"A code has at most {MaxBytes} bytes.");
    }

    /// <summary>Reads letters that are a code's one form.</summary>
    /// <param name="letters">What was scanned or pasted.</param>
    /// <param name="code">The code.</param>
    /// <param name="flaw">The note's code of what is wrong; empty where nothing is.</param>
    public static bool TryRead(string letters, [NotNullWhen(true)] out CertificateCode? code, out string flaw)
    {
        code = null;
        flaw = letters.Length > MaxLetters ? "certificate-too-large"
            : !letters.StartsWith("LC", StringComparison.Ordinal) ? "certificate-none"
            : !letters.StartsWith(Prefix, StringComparison.Ordinal) ? "certificate-version-unknown"
            : !Base45.TryDecode(letters.AsSpan(Prefix.Length), out var bytes) ? "certificate-malformed"
            : CertificateBytes.TryRead(bytes, out code) ? ""
            : "certificate-malformed";
        return code is not null;
    }
}
