// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Domain.Parties;
using Ledger.Ethereum;

namespace Ledger.Domain.Tests.Acts;

public sealed class SignatureDecisionTests
{
    private static readonly SigningContext Context = new(Some.FormedPool());

    [Fact]
    public void Signatures_of_both_parties_in_order_are_permitted() =>
        Assert.True(Decide(Some.Grant(), Some.AdministratorKey.Sign(Some.Grant()), Some.LicenseeKey.Sign(Some.Grant())).IsPermitted);

    [Fact]
    public void Signatures_in_another_order_are_refused() =>
        Assert.IsType<KeyNotHeld>(Decide(Some.Grant(), Some.LicenseeKey.Sign(Some.Grant()), Some.AdministratorKey.Sign(Some.Grant())).Refusal);

    [Fact]
    public void A_missing_signature_is_refused() =>
        Assert.Equal(new SignaturesLength(65, 130), Decide(Some.Grant(), Some.AdministratorKey.Sign(Some.Grant())).Refusal);

    [Fact]
    public void A_signature_with_a_high_s_is_refused()
    {
        byte[] bytes = [.. Some.AdministratorKey.Sign(Some.Grant()).ToArray(), .. Some.LicenseeKey.Sign(Some.Grant()).ToArray()];
        bytes.AsSpan(65 + 32, 32).Fill(0xFE);
        Assert.Equal(new SignatureInvalid(1), Decide(Some.Grant(), bytes).Refusal);
    }

    [Fact]
    public void A_signature_over_another_act_is_refused()
    {
        var other = Some.Grant(Some.Hash("other"));
        Assert.IsType<KeyNotHeld>(Decide(Some.Grant(), Some.AdministratorKey.Sign(Some.Grant()), Some.LicenseeKey.Sign(other)).Refusal);
    }

    [Fact]
    public void A_signature_for_another_deployment_is_refused()
    {
        var foreign = Some.Domain(ContractName.Licenses);
        foreign = new(foreign.Name, foreign.Version, 1, foreign.VerifyingContract);
        var grant = Some.Grant();
        var run = SignatureRun.Of(Some.AdministratorKey.Sign(grant.Digest(foreign)), Some.LicenseeKey.Sign(grant.Digest(foreign)));
        Assert.IsType<KeyNotHeld>(Decide(grant, run).Refusal);
    }

    [Fact]
    public void A_party_that_took_its_signature_back_no_longer_signs()
    {
        var grant = Some.Grant();
        var voided = new ActVoided(Some.At(), new VoidAct(grant.ActId, Some.Licensee), default);
        var decision = SignatureDecision.Decide(
            grant, Some.Domain(ContractName.Licenses), RequiredSigners.For(grant, Context).Fixed,
            SignatureRun.Of(Some.AdministratorKey.Sign(grant), Some.LicenseeKey.Sign(grant)),
            party => party == Some.Licensee ? Some.Party(Some.LicenseeOpening).Apply(voided) : Some.Find(party), Some.Now);
        Assert.Equal(new ActIsVoid(grant.ActId, Some.Licensee), decision.Refusal);
    }

    [Fact]
    public void A_void_in_another_contract_is_no_void_here()
    {
        var grant = Some.Grant();
        var history = Some.Party(Some.LicenseeOpening)
            .Apply(new ActVoided(Some.At(), new VoidAct(grant.ActId, Some.Licensee) { Target = ContractName.Pools }, default));
        Assert.True(history.HasVoided(ContractName.Pools, grant.ActId));
        Assert.False(history.HasVoided(ContractName.Licenses, grant.ActId));
    }

    [Fact]
    public void An_unknown_party_signs_nothing()
    {
        var grant = Some.Grant() with { Licensee = new PartyId(Some.Hash("nobody")) };
        var run = SignatureRun.Of(Some.AdministratorKey.Sign(grant), Some.LicenseeKey.Sign(grant));
        Assert.Equal(new PartyUnknown(grant.Licensee), Decide(grant, run).Refusal);
    }

    [Fact]
    public void Only_the_root_key_opens_a_party()
    {
        var act = Some.LicenseeOpening;
        Assert.True(Decide(act, Some.LicenseeKey.Sign(act)).IsPermitted);
        Assert.Equal(
            new NotTheKey(Some.HolderKey.Address, Some.LicenseeKey.Address), Decide(act, Some.HolderKey.Sign(act)).Refusal);
    }

    private static Decision Decide(IAct act, params ReadOnlySpan<Signature> signatures) => Decide(act, SignatureRun.Of(signatures));

    private static Decision Decide(IAct act, SignatureRun run) => SignatureDecision.Decide(
        act, Some.Domain(act.Contract), RequiredSigners.For(act, Context).Fixed, run, Some.Find, Some.Now);
}
