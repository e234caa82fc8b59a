// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.Domain;
using Ledger.Domain.Documents;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Certificates;
using Ledger.Evidence.Disclosure;

namespace Ledger.Evidence.Tests.Certificates;

/// <summary>A certified shipment of three cartons.</summary>
internal static class SomeShipment
{
    public const ulong BlockTime = 1_700_000_000;
    public const ulong Now = BlockTime + 3_600;
    public const ulong ChainId = 4_294_967_297;

    public static TestKey Key { get; } = new("administrator");

    public static Address UsageLog { get; } = new TestKey("usage log").Address;

    public static LicenseId License { get; } = new(Word("license"));

    public static UnitTree Units { get; } = new(["A0001", "A0002", "B/7"], Word("units").ToArray());

    public static DisclosureTree Fields { get; } = new(
        ShipmentFields.Schema,
        [
            FieldValue.Of("Kaufhaus GmbH"), FieldValue.Of("DE"), FieldValue.Of("PO-77"), FieldValue.Of(3000m), FieldValue.Absent, FieldValue.Of(19.5m),
            FieldValue.Of("EUR"),
        ],
        Word("fields").ToArray());

    public static ShipmentCertificate Certificate { get; } = new(
        License, new(Word("administrator")), "D9 player", BlockTime, BlockTime + 86_400, Units.Root, Fields.Root, BlockTime, Word("block"), Word("salt"));

    public static CertificateTrust Pinned { get; } = new([Key.Address], ChainId, UsageLog, License);

    public static CertificateCode Whole { get; } = Sign(Certificate);

    public static CertificateCode Carton { get; } = Whole with { Unit = Units.Open("A0002") };

    public static CertificateCode Sign(ShipmentCertificate certificate, TestKey? key = null, ulong chainId = ChainId)
    {
        var unsigned = new CertificateCode(chainId, UsageLog, certificate, default);
        return unsigned with { Signature = (key ?? Key).Sign(certificate.Digest(unsigned.Domain)) };
    }

    public static CertificateFinding Check(string letters, CertificateTrust? trust = null, ulong now = Now) => CertificateVerifier.Check(letters, trust ?? Pinned, now);

    public static Hash32 Word(string text) => Keccak256.Hash(Encoding.UTF8.GetBytes(text));
}
