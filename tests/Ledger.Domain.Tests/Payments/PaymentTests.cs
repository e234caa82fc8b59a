// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Payments;
using Ledger.Domain.Tests.Usage;
using Ledger.Domain.Usage;

namespace Ledger.Domain.Tests.Payments;

public sealed class PaymentTests
{
    private static readonly PaymentClaimed Claim = SomeUsage.Claim();
    private static readonly PaymentReceived Receipt = SomeUsage.Receipt(Claim.Id);
    private static readonly PaymentDisputed Dispute = SomeUsage.Dispute(Claim.Id);

    public static TheoryData<string?, Func<PaymentClaimed, PaymentClaimed>> Claims => new()
    {
        { null, claim => claim },
        { "payer-not-licensee", claim => claim with { Payer = Some.Holder } },
        { "period-empty", claim => claim with { PeriodEnd = claim.PeriodStart } },
        { "amount-zero", claim => claim with { Amount = 0 } },
        { "currency-unknown", claim => claim with { Currency = "XYZ" } },
        { "currency-unknown", claim => claim with { Currency = "cny" } },
        { "paid-in-future", claim => claim with { PaidAt = Some.Now + 2 } },
        { "text-invalid", claim => claim with { Reference = "" } },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public void A_licensee_claims_a_payment(string? code, Func<PaymentClaimed, PaymentClaimed> change) =>
        Assert.Equal(code, SomeUsage.Judge(change(Claim), []));

    [Fact]
    public void The_administrator_confirms_a_claim_once_also_after_a_dispute()
    {
        Assert.Null(SomeUsage.Judge(Receipt, [Claim]));
        Assert.Null(SomeUsage.Judge(Receipt, [Claim, Dispute]));
        Assert.Equal("claim-settled", SomeUsage.Judge(Receipt with { Salt = default }, [Claim, Receipt]));
        Assert.Equal("claim-unknown", SomeUsage.Judge(Receipt, []));
        Assert.Equal("not-administrator", SomeUsage.Judge(Receipt with { Administrator = Some.Holder }, [Claim]));
        Assert.Equal("amount-zero", SomeUsage.Judge(Receipt with { Amount = 0 }, [Claim]));
        Assert.Equal("paid-in-future", SomeUsage.Judge(Receipt with { ReceivedAt = Some.Now + 2 }, [Claim]));
    }

    [Fact]
    public void The_administrator_disputes_a_claim_within_the_deadline()
    {
        Assert.Null(SomeUsage.Judge(Dispute, [Claim]));
        Assert.Equal("claim-unknown", SomeUsage.Judge(Dispute, []));
        Assert.Equal("not-administrator", SomeUsage.Judge(Dispute with { Administrator = Some.Licensee }, [Claim]));
        Assert.Equal("claim-settled", SomeUsage.Judge(Dispute, [Claim, Receipt]));
        Assert.Equal("claim-settled", SomeUsage.Judge(Dispute with { Salt = default }, [Claim, Dispute]));
        Assert.Equal("text-invalid", SomeUsage.Judge(Dispute with { Reason = "" }, [Claim]));

        Assert.Null(SomeUsage.Judge(Dispute, [Claim], ground => ground with { DisputeBy = Some.Now + 2 })); // judged at Now + 1
        Assert.Equal("dispute-too-late", SomeUsage.Judge(Dispute, [Claim], ground => ground with { DisputeBy = Some.Now + 1 }));
    }

    [Fact]
    public void A_claim_that_nobody_disputes_in_time_counts_as_paid()
    {
        PaymentState Of(ulong? disputeBy, ulong now, params IUsageRecord[] log) => PaymentStates.Of(LicenseRecords.From(log), Claim.Id, disputeBy, now);
        Assert.Equal(PaymentState.Claimed, Of(null, 1_000, Claim));
        Assert.Equal(PaymentState.Claimed, Of(130, 129, Claim));
        Assert.Equal(PaymentState.Undisputed, Of(130, 130, Claim));
        Assert.Equal(PaymentState.Disputed, Of(130, 130, Claim, Dispute));
        Assert.Equal(PaymentState.Received, Of(130, 130, Claim, Dispute, Receipt));
    }
}
