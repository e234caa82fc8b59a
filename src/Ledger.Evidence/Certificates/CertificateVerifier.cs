// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Certificates;

/// <summary>What the reader of a code knows from elsewhere.</summary>
/// <param name="Keys">The administrator's keys; none where the reader has pinned none.</param>
/// <param name="ChainId">The chain that it must be of; null where any will do.</param>
/// <param name="UsageLog">The contract that it must be signed for; null where any will do.</param>
/// <param name="License">The license that it must speak of; null where any will do.</param>
public sealed record CertificateTrust(ImmutableHashSet<Address> Keys, ulong? ChainId = null, Address? UsageLog = null, LicenseId? License = null);

/// <summary>What a code, or an opening under one, comes to.</summary>
public enum CertificateVerdict
{
    /// <summary>It proves what it says, now.</summary>
    Valid,

    /// <summary>Something is wrong: nothing that it says may be believed.</summary>
    Invalid,

    /// <summary>All fits, but no key is pinned to say whose word it is.</summary>
    Unconfirmed,

    /// <summary>Of an opening alone: its certificate has ended, and the fields are what was attested then. Of a license now it says nothing.</summary>
    Expired,
}

/// <summary>What a code comes to.</summary>
/// <param name="Note">The first thing wrong, or what is right.</param>
/// <param name="Code">What was read; null where nothing could be. Of an invalid one, nothing that it says may be believed.</param>
public sealed record CertificateFinding(CertificateVerdict Verdict, Note Note, CertificateCode? Code);

/// <summary>Judges a code with nothing but itself, what is pinned, and the time. Total.</summary>
public static class CertificateVerifier
{
    /// <summary>The note of a code whose time is over: the last of all that is judged, so that of such a code all else is right.</summary>
    internal const string Expired = "certificate-expired";

    /// <param name="letters">What was scanned or pasted.</param>
    /// <param name="trust">What is known from elsewhere.</param>
    /// <param name="now">The reader's time (UTC seconds).</param>
    public static CertificateFinding Check(string letters, CertificateTrust trust, ulong now)
    {
        if (!CertificateCode.TryRead(letters, out var code, out var flaw))
        {
            return new(CertificateVerdict.Invalid, Note.Of(flaw), null);
        }

        if ((Flaw(code) ?? Foreign(code, trust) ?? Untimely(code.Certificate, now)) is { } wrong)
        {
            return new(CertificateVerdict.Invalid, wrong, code);
        }

        return trust.Keys.IsEmpty
            ? new(CertificateVerdict.Unconfirmed, Note.Of("certificate-key-unpinned", ("signer", code.Signer!.Value)), code)
            : new(CertificateVerdict.Valid, code.Unit is { } unit
                ? Note.Of("certificate-unit-ok", ("serial", unit.Serial), ("license", code.Certificate.License), ("blockTime", code.Certificate.BlockTime))
                : Note.Of("certificate-ok", ("license", code.Certificate.License), ("blockTime", code.Certificate.BlockTime)), code);
    }

    /// <summary>What is wrong with a code whoever reads it, and whenever; null where nothing is.</summary>
    internal static Note? Flaw(CertificateCode code) =>
        CertificateDecision.CheckForm(code.Certificate) is { } refusal ? Note.Of("certificate-form-wrong", ("code", refusal.Code))
        : code.Signer is null ? Note.Of("certificate-signature-wrong")
        : code.Unit is { } unit && !unit.IsUnder(code.Certificate.UnitsRoot) ? Note.Of("certificate-unit-wrong", ("serial", unit.Serial))
        : null;

    private static Note? Foreign(CertificateCode code, CertificateTrust trust) =>
        trust.ChainId is { } chain && chain != code.ChainId ? Note.Of("certificate-chain-other", ("chain", code.ChainId), ("wanted", chain))
        : trust.UsageLog is { } log && log != code.UsageLog ? Note.Of("certificate-contract-other", ("contract", code.UsageLog), ("wanted", log))
        : trust.License is { } license && license != code.Certificate.License
            ? Note.Of("certificate-license-other", ("license", code.Certificate.License), ("wanted", license))
        : !trust.Keys.IsEmpty && !trust.Keys.Contains(code.Signer!.Value) ? Note.Of("certificate-key-other", ("signer", code.Signer!.Value))
        : null;

    private static Note? Untimely(ShipmentCertificate certificate, ulong now) =>
        now < certificate.ValidFrom ? Note.Of("certificate-not-yet", ("validFrom", certificate.ValidFrom))
        : now >= certificate.ValidUntil ? Note.Of(Expired, ("validUntil", certificate.ValidUntil))
        : null;
}
