// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Domain.Payments;

/// <summary>Whether a payment's claim, confirmation or dispute is taken in.</summary>
internal static class PaymentDecision
{
    public static Refusal? Check(RecordGround ground, PaymentClaimed claim) =>
        (ground.License.Holdings.Exists(holding => holding.Licensee == claim.Payer) ? null : new PayerNotLicensee(claim.Payer, claim.License))
        ?? (claim.PeriodEnd > claim.PeriodStart ? null : new PeriodEmpty(claim.PeriodStart, claim.PeriodEnd))
        ?? CheckMoney(claim.Amount, claim.Currency, claim.PaidAt, ground.Context.Now)
        ?? RecordText.Check("reference", claim.Reference);

    /// <summary>What was disputed may arrive later: a dispute does not stand against the confirmation.</summary>
    public static Refusal? Check(RecordGround ground, PaymentReceived receipt) =>
        CheckAdministrator(ground, receipt.Administrator)
        ?? CheckClaim(ground.Records, receipt.Claim)
        ?? (ground.Records.ReceiptOf(receipt.Claim) is { } earlier ? new ClaimSettled(receipt.Claim, earlier.Id) : null)
        ?? CheckMoney(receipt.Amount, receipt.Currency, receipt.ReceivedAt, ground.Context.Now);

    public static Refusal? Check(RecordGround ground, PaymentDisputed dispute) =>
        CheckAdministrator(ground, dispute.Administrator)
        ?? CheckClaim(ground.Records, dispute.Claim)
        ?? ((ground.Records.ReceiptOf(dispute.Claim)?.Id ?? ground.Records.DisputeOf(dispute.Claim)?.Id) is { } by ? new ClaimSettled(dispute.Claim, by) : null)
        ?? (ground.DisputeBy is { } deadline && ground.Context.Now >= deadline
            ? new DisputeTooLate(dispute.Claim, deadline)
            : null)
        ?? RecordText.Check("reason", dispute.Reason);

    private static NotAdministrator? CheckAdministrator(RecordGround ground, PartyId party) =>
        party == ground.Pool.Administrator ? null : new NotAdministrator(party, ground.Pool.Administrator);

    private static ClaimUnknown? CheckClaim(ILicenseLog records, RecordId claim) => records.Claim(claim) is not null ? null : new ClaimUnknown(claim);

    private static Refusal? CheckMoney(UInt256 amount, string currency, ulong time, ulong now) =>
        amount == UInt256.Zero ? new AmountZero()
        : !new Currency(currency).IsKnown ? new CurrencyUnknown(currency)
        : time > now ? new PaidInFuture(time, now)
        : null;
}
