// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.Domain.Licenses;
using Ledger.Domain.Payments;

namespace Ledger.Domain.Usage;

/// <summary>Whether a shipment's certificate may be stated.</summary>
public static class CertificateDecision
{
    /// <summary>How long after its block a certificate holds at most: thirty days.</summary>
    public const ulong LongestSeconds = 30 * 24 * 3600;

    /// <summary>The longest name of a product in bytes of UTF-8, so that a code fits on a carton.</summary>
    public const int LongestProduct = 64;

    /// <summary>What anybody can judge who has nothing but the certificate.</summary>
    public static Refusal? CheckForm(ShipmentCertificate certificate) => RecordText.Check("product", certificate.Product) ?? CheckLimits(certificate);

    /// <summary>The same, and what pool and license had before it.</summary>
    internal static Refusal? Check(RecordGround ground, ShipmentCertificate certificate) => CheckForm(certificate) ?? CheckStanding(ground, certificate);

    private static Refusal? CheckLimits(ShipmentCertificate certificate) =>
        Encoding.UTF8.GetByteCount(certificate.Product) > LongestProduct ? new CertificateProductTooLong(LongestProduct)
        : certificate.ValidUntil <= certificate.ValidFrom ? new SpanEmpty(certificate.ValidFrom, certificate.ValidUntil)
        : certificate.ValidFrom < certificate.BlockTime ? new CertificateBeforeBlock(certificate.ValidFrom, certificate.BlockTime)
        : certificate.ValidUntil - certificate.BlockTime > LongestSeconds
            ? new CertificateTooLong(certificate.ValidUntil - certificate.BlockTime, LongestSeconds)
        : null;

    private static Refusal? CheckStanding(RecordGround ground, ShipmentCertificate certificate) =>
        certificate.Administrator != ground.Pool.Administrator ? new NotAdministrator(certificate.Administrator, ground.Pool.Administrator)
        : ground.Context.RecentBlockTime is { } time && time != certificate.BlockTime ? new CertificateBlockTimeOther(certificate.BlockTime, time)
        : CheckLicenses(ground, certificate.BlockTime) ?? CheckLicenses(ground, ground.Context.Now);

    /// <summary>Each license from the certificate's up to the grant stands: at the block, and still when the certificate is handed in.</summary>
    private static Refusal? CheckLicenses(RecordGround ground, ulong time)
    {
        foreach (var license in ground.Licenses)
        {
            if (license.StandingAt(time) is var standing and not Standing.InForce)
            {
                return license == ground.License
                    ? new CertificateNotInForce(license.Origin?.Id ?? default, standing, time)
                    : new CertificateParentNotInForce(ground.License.Origin!.Id, license.Origin?.Id ?? default, standing, time);
            }
        }

        return null;
    }
}
