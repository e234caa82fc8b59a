// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;

namespace Ledger.Domain.Payments;

/// <summary>Payments under a license are claimed by its licensee.</summary>
public sealed record PayerNotLicensee(PartyId Payer, LicenseId License) : UsageRefusal
{
    public override string Code => "payer-not-licensee";

    public override IReadOnlyDictionary<string, string> Args => Named(("payer", Payer), ("license", License));
}

/// <summary>A payment is of more than nothing.</summary>
public sealed record AmountZero() : UsageRefusal
{
    public override string Code => "amount-zero";
}

/// <summary>Nothing is paid or received before it happens.</summary>
public sealed record PaidInFuture(ulong Time, ulong Now) : UsageRefusal
{
    public override string Code => "paid-in-future";

    public override IReadOnlyDictionary<string, string> Args => Named(("time", Time), ("now", Now));
}

/// <summary>Payments are confirmed and disputed by the administrator of the pool.</summary>
public sealed record NotAdministrator(PartyId Party, PartyId Administrator) : UsageRefusal
{
    public override string Code => "not-administrator";

    public override IReadOnlyDictionary<string, string> Args => Named(("party", Party), ("administrator", Administrator));
}

/// <summary>No such claim is in the log under this license.</summary>
public sealed record ClaimUnknown(RecordId Claim) : UsageRefusal
{
    public override string Code => "claim-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("claim", Claim));
}

/// <summary>The claim is confirmed or disputed already.</summary>
public sealed record ClaimSettled(RecordId Claim, RecordId By) : UsageRefusal
{
    public override string Code => "claim-settled";

    public override IReadOnlyDictionary<string, string> Args => Named(("claim", Claim), ("by", By));
}

/// <summary>The deadline for disputing the claim has passed: it counts as paid.</summary>
public sealed record DisputeTooLate(RecordId Claim, ulong Deadline) : UsageRefusal
{
    public override string Code => "dispute-too-late";

    public override IReadOnlyDictionary<string, string> Args => Named(("claim", Claim), ("deadline", Deadline));
}
