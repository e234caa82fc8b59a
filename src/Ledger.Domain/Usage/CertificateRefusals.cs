// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Licenses;

namespace Ledger.Domain.Usage;

/// <summary>A product's name must fit into a code.</summary>
public sealed record CertificateProductTooLong(int MaxBytes) : UsageRefusal
{
    public override string Code => "certificate-product-too-long";

    public override IReadOnlyDictionary<string, string> Args => Named(("maxBytes", MaxBytes));
}

/// <summary>A certificate holds no earlier than the block that it speaks of.</summary>
public sealed record CertificateBeforeBlock(ulong ValidFrom, ulong BlockTime) : UsageRefusal
{
    public override string Code => "certificate-before-block";

    public override IReadOnlyDictionary<string, string> Args => Named(("validFrom", ValidFrom), ("blockTime", BlockTime));
}

/// <summary>A certificate ends within thirty days of its block: a standing grows old.</summary>
public sealed record CertificateTooLong(ulong Seconds, ulong MaxSeconds) : UsageRefusal
{
    public override string Code => "certificate-too-long";

    public override IReadOnlyDictionary<string, string> Args => Named(("seconds", Seconds), ("maxSeconds", MaxSeconds));
}

/// <summary>The block that the certificate names has another time.</summary>
public sealed record CertificateBlockTimeOther(ulong BlockTime, ulong Actual) : UsageRefusal
{
    public override string Code => "certificate-block-time-other";

    public override IReadOnlyDictionary<string, string> Args => Named(("blockTime", BlockTime), ("actual", Actual));
}

/// <summary>At that block, or when the certificate was handed in, the license was not in force.</summary>
/// <param name="At">UTC seconds.</param>
public sealed record CertificateNotInForce(LicenseId License, Standing Standing, ulong At) : UsageRefusal
{
    public override string Code => "certificate-not-in-force";

    public override IReadOnlyDictionary<string, string> Args => Named(("license", License), ("standing", Standing), ("at", At));
}

/// <summary>A license that the sublicense stands on was not in force then: a sublicense is no better than its parents.</summary>
/// <param name="Parent">The first of its parents that fails.</param>
/// <param name="At">UTC seconds.</param>
public sealed record CertificateParentNotInForce(LicenseId License, LicenseId Parent, Standing Standing, ulong At) : UsageRefusal
{
    public override string Code => "certificate-parent-not-in-force";

    public override IReadOnlyDictionary<string, string> Args =>
        Named(("license", License), ("parent", Parent), ("standing", Standing), ("at", At));
}
