// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Domain.Parties;
using Ledger.Domain.Usage;

namespace Ledger.Domain.Tests.Usage;

public sealed class SuspectReasonTests
{
    public static TheoryData<Refusal, SuspectReason?> Refusals => new()
    {
        { new SequenceTaken(default, 1, 2), SuspectReason.Fork },
        { new SequenceSkipped(default, 3, 2), SuspectReason.Gap },
        { new PreviousMismatch(default, new RecordId(Some.Hash("x"))), SuspectReason.Gap },
        { new PreviousMismatch(new RecordId(Some.Hash("x")), default), null },
        { new RecordBackdated(1, 2), SuspectReason.StaleBlock },
        { new KeyNotHeld(Some.Licensee, Some.LicenseeKey.Address, KeyScopes.Report), SuspectReason.KeyScope },
        { new StreamOfAnother(default, Some.Holder), SuspectReason.AnothersStream },
        { new LinesRootMismatch(default, default), null },
        { new RecentBlockUnknown(default), null },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_a_reporters_own_key_signed_is_kept_where_it_proves_something(Refusal refusal, SuspectReason? reason)
    {
        Assert.Equal(reason, SuspectReasons.Of(refusal, Some.Party(Some.LicenseeOpening), Some.LicenseeKey.Address));
        Assert.Null(SuspectReasons.Of(refusal, Some.Party(Some.LicenseeOpening), Some.HolderKey.Address));
    }
}
