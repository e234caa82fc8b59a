// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Domain.Parties;

namespace Ledger.Domain.Tests.Parties;

public sealed class RecoveryTests
{
    private const ulong Due = Some.Now + PendingRecovery.Delay;

    private static readonly PartyHistory Party = PartyHistory.Empty
        .Apply(new PartyOpened(Some.At(Some.Now - 10), Some.LicenseeOpening with { Guardian = Some.Address("guardian") }, default));

    private static readonly PartyHistory Waiting = Party.Apply(new RecoveryStarted(Some.At(), Some.RecoveryStart(), default));

    private static readonly RecoveryCompletion Completion = new(Some.Licensee, Waiting.RecoveryHead, default, Due, default);

    [Fact]
    public void A_recovery_waits_and_then_its_key_holds_every_scope_beside_the_others()
    {
        Assert.True(RecoveryDecision.Decide(Party, Some.RecoveryStart(), Some.Now).IsPermitted);
        Assert.Equal(new RecoveryWaits(Due, Due - 1), RecoveryDecision.Decide(Waiting, Completion, Due - 1).Refusal);
        Assert.True(RecoveryDecision.Decide(Waiting, Completion, Due).IsPermitted);

        var done = Waiting.Apply(new RecoveryCompleted(Some.At(Due), Some.Address("recovered key"), Completion, default));
        Assert.True(done.HoldsKey(Some.Address("recovered key"), KeyScopes.All, Due));
        Assert.True(done.HoldsKey(Some.LicenseeKey.Address, KeyScopes.All, Due));
        Assert.Equal((Completion.ActId, Completion.ActId), (done.RecoveryHead, done.KeysHead));
        Assert.Null(done.Recovery);
        Assert.Equal(new NoRecovery(Some.Licensee), RecoveryDecision.Decide(done, Completion with { Previous = done.RecoveryHead, PreviousKeys = done.KeysHead }, Due).Refusal);
    }

    [Fact]
    public void A_completion_moves_both_heads_or_neither()
    {
        Assert.IsType<HeadMoved>(RecoveryDecision.Decide(Waiting, Completion with { PreviousKeys = Some.Hash("x") }, Due).Refusal);
        Assert.IsType<HeadMoved>(RecoveryDecision.Decide(Waiting, Completion with { Previous = default }, Due).Refusal);
    }

    [Fact]
    public void A_cancelled_recovery_is_no_more()
    {
        var cancel = new RecoveryCancellation(Some.Licensee, Waiting.RecoveryHead, Some.Later, default);
        Assert.True(RecoveryDecision.Decide(Waiting, cancel, Some.Now).IsPermitted);
        Assert.Equal(new NoRecovery(Some.Licensee), RecoveryDecision.Decide(Party, cancel with { Previous = default }, Some.Now).Refusal);
        var cancelled = Waiting.Apply(new RecoveryCancelled(Some.At(), cancel, default));
        Assert.Null(cancelled.Recovery);
        Assert.Equal(cancel.ActId, cancelled.RecoveryHead);
    }

    [Fact]
    public void Only_a_key_held_before_the_recovery_started_cancels_it()
    {
        var cancel = new RecoveryCancellation(Some.Licensee, Waiting.RecoveryHead, Some.Later, default);
        var signer = Assert.Single(RequiredSigners.For(cancel, new(Party: Waiting)).Fixed);
        Assert.True(SignatureDecision.DecideSigner(cancel, signer, Some.LicenseeKey.Address, _ => Waiting, Some.Now).IsPermitted);

        var late = Waiting.Apply(new KeyAdmitted(
            Some.At(), new KeyAdmission(Some.Licensee, Some.Address("late"), KeyScopes.All, 0, default, Some.Later, default), default));
        Assert.Equal(
            new KeyNotOlder(Some.Address("late"), Some.Now, Some.Now),
            SignatureDecision.DecideSigner(cancel, signer, Some.Address("late"), _ => late, Some.Now).Refusal);
    }

    [Fact]
    public void A_wrong_start_is_refused()
    {
        Assert.Equal(new PartyUnknown(Some.Licensee), RecoveryDecision.Decide(PartyHistory.Empty, Some.RecoveryStart(), Some.Now).Refusal);
        Assert.Equal(new GuardianMissing(Some.Licensee), RecoveryDecision.Decide(Some.Party(Some.LicenseeOpening), Some.RecoveryStart(), Some.Now).Refusal);
        Assert.Equal(new KeyMissing(), RecoveryDecision.Decide(Party, Some.RecoveryStart() with { NewKey = default }, Some.Now).Refusal);
        Assert.IsType<KeyKnown>(RecoveryDecision.Decide(Party, Some.RecoveryStart() with { NewKey = Some.LicenseeKey.Address }, Some.Now).Refusal);
        Assert.IsType<HeadMoved>(RecoveryDecision.Decide(Waiting, Some.RecoveryStart("other"), Some.Now).Refusal);
    }

    [Fact]
    public void A_flagged_key_ends_with_its_block_and_what_it_signed_before_stays()
    {
        var party = Party.Apply(new KeyAdmitted(
            Some.At(), new KeyAdmission(Some.Licensee, Some.Address("second"), KeyScopes.All, 0, default, Some.Later, default), default));
        var flag = new KeyCompromise(Some.Licensee, Some.LicenseeKey.Address, Some.Now - 5, party.KeysHead, Some.Later, default);
        Assert.True(PartyDecision.Decide(party, flag, Some.Now + 5).IsPermitted);
        var flagged = party.Apply(new KeyCompromised(Some.At(Some.Now + 5), flag, default));
        Assert.True(flagged.HoldsKey(flag.Key, KeyScopes.All, Some.Now + 4));
        Assert.False(flagged.HoldsKey(flag.Key, KeyScopes.None, Some.Now + 5));
        Assert.Equal(flag.ActId, flagged.Keys[flag.Key].Compromised?.Act.ActId);

        Assert.IsType<AlreadyCompromised>(PartyDecision.Decide(flagged, flag with { Previous = flagged.KeysHead }, Some.Now + 6).Refusal);
        Assert.IsType<KeyUnknown>(PartyDecision.Decide(party, flag with { Key = Some.Address("stranger") }, Some.Now + 5).Refusal);
        Assert.IsType<LostInFuture>(PartyDecision.Decide(party, flag with { Since = Some.Now + 6 }, Some.Now + 5).Refusal);
        Assert.IsType<LastRootKey>(PartyDecision.Decide(Party, flag with { Previous = default }, Some.Now + 5).Refusal);
    }

    [Fact]
    public void A_flag_on_a_key_that_ended_earlier_leaves_its_end()
    {
        var admission = new KeyAdmission(Some.Licensee, Some.Address("second"), KeyScopes.Report, 0, default, Some.Later, default);
        var party = Party.Apply(new KeyAdmitted(Some.At(), admission, default))
            .Apply(new KeyRetired(Some.At(Some.Now + 1), new KeyRetirement(Some.Licensee, admission.Key, admission.ActId, Some.Later, default), default));
        var flag = new KeyCompromise(Some.Licensee, admission.Key, 0, party.KeysHead, Some.Later, default);
        Assert.Equal(Some.Now + 1, party.Apply(new KeyCompromised(Some.At(Some.Now + 9), flag, default)).Keys[admission.Key].Until);
    }
}
