// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Licenses;
using Ledger.Domain.Payments;
using Ledger.Domain.Pools;
using Ledger.Ethereum;

namespace Ledger.Domain.Usage;

/// <summary>Whether a record other than a report is taken in.</summary>
public static class RecordDecision
{
    public static Decision Decide(RecordGround ground, IUsageRecord record, Signature signature) =>
        CheckPlace(ground, record.Place) ?? ground.Context.Check(record, signature) ?? CheckContent(ground, record)
        ?? ObservationEvidence.Check(record, ground.Evidence);

    private static Refusal? CheckPlace(RecordGround ground, RecordPlace place) =>
        place.License is { } license && ground.License.Origin is null ? new LicenseUnknown(license)
        : place.Pool is { } pool && ground.Pool.Formed is null ? new PoolUnknown(pool)
        : null;

    /// <summary>Whether what a record says fits what the log had before it; its key, its age and its place aside.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is a report: <see cref="ReportDecision"/> judges those.</exception>
    public static Refusal? CheckContent(RecordGround ground, IUsageRecord record) => record switch
    {
        Observation observation => ObservationDecision.Check(ground.Context, observation),
        StreamOpening opening => ground.File.Arrivals.IsEmpty
            ? new NeverLicensee(opening.Reporter, opening.Pool)
            : RecordText.Check("name", opening.Name),
        ReportVoid taken => CheckVoid(ground, taken),
        PeriodStatement statement => StatementDecision.Check(ground, statement),
        PaymentClaimed claim => PaymentDecision.Check(ground, claim),
        PaymentReceived receipt => PaymentDecision.Check(ground, receipt),
        PaymentDisputed dispute => PaymentDecision.Check(ground, dispute),
        AffiliateDeclaration declaration => CheckAffiliate(declaration),
        LicenseRequest request => RecordText.Check("products", request.Products)
            ?? RecordText.CheckTerritory(request.Territory)
            ?? RecordText.CheckOptional("message", request.Message),
        ShipmentCertificate certificate => CertificateDecision.Check(ground, certificate),
        _ => throw new ArgumentOutOfRangeException(nameof(record), record.Kind, "Reports are judged with their lines."),
    };

    private static Refusal? CheckVoid(RecordGround ground, ReportVoid taken)
    {
        if (ground.Records.VoidOf(taken.Report) is not null)
        {
            return new ReportVoidAlready(taken.Report);
        }

        var report = ground.Records.Report(taken.Report) ?? ground.Kept;
        return report is null || report.Reporter != taken.Reporter || report.License != taken.License ? new ReportNotOwn(taken.Report)
            : ground.Records.RelianceOn(report) is { } by ? new ReportReliedOn(taken.Report, by)
            : null;
    }

    private static Refusal? CheckAffiliate(AffiliateDeclaration declaration) =>
        (declaration.Affiliate.IsZero && declaration.AffiliateName.Length == 0 ? new AffiliateUnnamed() : null)
        ?? (declaration.Affiliate == declaration.Declarant ? new AffiliateSelf() : null)
        ?? RecordText.CheckOptional("affiliateName", declaration.AffiliateName)
        ?? RecordText.CheckCountry("country", declaration.Country)
        ?? CheckExtent(declaration);

    private static Refusal? CheckExtent(AffiliateDeclaration declaration) =>
        declaration.ControlBasisPoints > IntakeOptions.WholeInBasisPoints ? new ControlOutOfRange(declaration.ControlBasisPoints)
        : declaration.Until != 0 && declaration.Until <= declaration.From ? new SpanEmpty(declaration.From, declaration.Until)
        : null;
}
