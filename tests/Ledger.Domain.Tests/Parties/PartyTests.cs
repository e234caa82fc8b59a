// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Domain.Parties;
using Ledger.Ethereum;

namespace Ledger.Domain.Tests.Parties;

public sealed class PartyTests
{
    private static readonly PartyHistory Party = Some.Party(Some.LicenseeOpening);
    private static readonly Address NewKey = Some.Address("new key");

    [Theory]
    [InlineData(0, 100, true)] // admitted after the span's begin, gone before its end
    [InlineData(0, 9, false)]
    [InlineData(0, 10, true)]
    [InlineData(19, 100, true)]
    [InlineData(20, 100, false)]
    [InlineData(12, 13, true)]
    [InlineData(13, 12, false)]
    public void A_key_holds_within_a_span_that_has_a_second_in_common_with_its_hold(ulong from, ulong to, bool holds)
    {
        var hold = new KeyHold(NewKey, KeyScopes.Report, 10, 20, null!);
        Assert.Equal(holds, hold.HoldsWithin(KeyScopes.Report, from, to));
        Assert.False(hold.HoldsWithin(KeyScopes.Contract, from, to));
        Assert.False((hold with { Until = 10 }).HoldsWithin(KeyScopes.Report, from, to)); // over in the second in which it began
    }

    [Fact]
    public void The_first_root_key_holds_every_scope_from_the_recording_block_on()
    {
        Assert.True(Party.HoldsKey(Some.LicenseeKey.Address, KeyScopes.All, Some.Now));
        Assert.False(Party.HoldsKey(Some.LicenseeKey.Address, KeyScopes.Root, Some.Now - 1));
    }

    [Fact]
    public void A_key_holds_until_the_second_before_its_end()
    {
        var party = Admit(Admission() with { ValidUntil = Some.Now + 10 }, Some.Now);
        Assert.True(party.HoldsKey(NewKey, KeyScopes.Report, Some.Now + 9));
        Assert.False(party.HoldsKey(NewKey, KeyScopes.Report, Some.Now + 10));
    }

    [Fact]
    public void A_key_holds_only_its_scopes()
    {
        var party = Admit(Admission(), Some.Now);
        Assert.True(party.HoldsKey(NewKey, KeyScopes.Report, Some.Now));
        Assert.False(party.HoldsKey(NewKey, KeyScopes.Report | KeyScopes.Contract, Some.Now));
        Assert.False(party.HoldsKey(Some.Address("stranger"), KeyScopes.None, Some.Now));
    }

    [Fact]
    public void A_retired_key_no_longer_holds_in_the_block_that_retires_it_and_held_before()
    {
        var admission = Admission();
        var retirement = new KeyRetirement(Some.Licensee, NewKey, admission.ActId, Some.Later, default);
        var party = Admit(admission, Some.Now).Apply(new KeyRetired(Some.At(Some.Now + 5), retirement, default));
        Assert.True(party.HoldsKey(NewKey, KeyScopes.Report, Some.Now + 4));
        Assert.False(party.HoldsKey(NewKey, KeyScopes.Report, Some.Now + 5));
        Assert.Equal(retirement.ActId, party.KeysHead);
    }

    [Fact]
    public void The_opening_is_no_head_and_every_key_act_is()
    {
        Assert.True(Party.KeysHead.IsZero);
        Assert.Equal(Admission().ActId, Admit(Admission(), Some.Now).KeysHead);
    }

    [Fact]
    public void A_history_keeps_its_facts_and_passes_over_those_of_others()
    {
        var party = Admit(Admission(), Some.Now).Apply(new Ledger.Domain.Pools.PoolFormed(Some.At(), Some.Charter, default));
        Assert.Equal(2, party.Facts.Count);
        Assert.Equal(PartyHistory.From(party.Facts).Keys, party.Keys);
    }

    [Fact]
    public void A_party_is_opened_once()
    {
        Assert.True(PartyDecision.Decide(PartyHistory.Empty, Some.LicenseeOpening).IsPermitted);
        Assert.Equal(new PartyExists(Some.Licensee), PartyDecision.Decide(Party, Some.LicenseeOpening).Refusal);
        Assert.Equal(new KeyMissing(), PartyDecision.Decide(PartyHistory.Empty, Some.LicenseeOpening with { RootKey = default }).Refusal);
    }

    [Fact]
    public void A_good_admission_is_permitted() => Assert.True(PartyDecision.Decide(Party, Admission(), Some.Now).IsPermitted);

    [Fact]
    public void An_admission_to_no_party_is_refused() =>
        Assert.Equal(new PartyUnknown(Some.Licensee), PartyDecision.Decide(PartyHistory.Empty, Admission(), Some.Now).Refusal);

    [Fact]
    public void An_admission_after_its_deadline_is_refused()
    {
        Assert.True(PartyDecision.Decide(Party, Admission(), Some.Later).IsPermitted);
        Assert.Equal(new ActExpired(Some.Later, Some.Later + 1), PartyDecision.Decide(Party, Admission(), Some.Later + 1).Refusal);
    }

    [Fact]
    public void An_admission_on_another_head_is_refused() => Assert.Equal(
        new HeadMoved(Some.Hash("old"), default),
        PartyDecision.Decide(Party, Admission() with { Previous = Some.Hash("old") }, Some.Now).Refusal);

    [Fact]
    public void A_key_is_admitted_once_in_its_life()
    {
        Assert.Equal(
            new KeyKnown(Some.Licensee, Some.LicenseeKey.Address),
            PartyDecision.Decide(Party, Admission() with { Key = Some.LicenseeKey.Address }, Some.Now).Refusal);
        Assert.Equal(new KeyMissing(), PartyDecision.Decide(Party, Admission() with { Key = default }, Some.Now).Refusal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    [InlineData(255)]
    public void Scopes_that_are_none_or_unknown_are_refused(byte scopes) => Assert.Equal(
        new ScopesInvalid((KeyScopes)scopes),
        PartyDecision.Decide(Party, Admission() with { Scopes = (KeyScopes)scopes }, Some.Now).Refusal);

    [Fact]
    public void A_key_that_would_end_at_once_is_refused() => Assert.Equal(
        new KeyTermEmpty(Some.Now, Some.Now),
        PartyDecision.Decide(Party, Admission() with { ValidUntil = Some.Now }, Some.Now).Refusal);

    [Fact]
    public void The_last_root_key_without_an_end_stays()
    {
        var retirement = new KeyRetirement(Some.Licensee, Some.LicenseeKey.Address, default, Some.Later, default);
        Assert.Equal(new LastRootKey(Some.Licensee, Some.LicenseeKey.Address), PartyDecision.Decide(Party, retirement, Some.Now).Refusal);

        var bounded = Admission() with { Scopes = KeyScopes.Root, ValidUntil = Some.Later };
        var withBounded = Admit(bounded, Some.Now);
        Assert.IsType<LastRootKey>(PartyDecision.Decide(withBounded, retirement with { Previous = bounded.ActId }, Some.Now).Refusal);

        var endless = Admission() with { Scopes = KeyScopes.Root };
        Assert.True(PartyDecision.Decide(Admit(endless, Some.Now), retirement with { Previous = endless.ActId }, Some.Now).IsPermitted);
    }

    [Fact]
    public void A_key_that_no_longer_holds_is_not_retired() => Assert.Equal(
        new KeyNotHeld(Some.Licensee, NewKey, KeyScopes.None),
        PartyDecision.Decide(Party, new KeyRetirement(Some.Licensee, NewKey, default, Some.Later, default), Some.Now).Refusal);

    [Fact]
    public void A_signature_is_taken_back_once()
    {
        var undo = new VoidAct(Some.Hash("act"), Some.Licensee);
        Assert.True(VoidDecision.Decide(Party, undo).IsPermitted);
        Assert.Equal(new PartyUnknown(Some.Licensee), VoidDecision.Decide(PartyHistory.Empty, undo).Refusal);
        Assert.Equal(
            new AlreadyVoid(undo.Voided, Some.Licensee), VoidDecision.Decide(Party.Apply(new ActVoided(Some.At(), undo, default)), undo).Refusal);
    }

    private static KeyAdmission Admission() => new(Some.Licensee, NewKey, KeyScopes.Report, 0, default, Some.Later, default);

    private static PartyHistory Admit(KeyAdmission act, ulong time) => Party.Apply(new KeyAdmitted(Some.At(time), act, default));
}
