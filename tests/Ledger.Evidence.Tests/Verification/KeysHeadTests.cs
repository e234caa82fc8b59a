// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Evidence.Bundles;
using Ledger.Evidence.Model;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Tests.Verification;

/// <summary>Keys of parties who did not sign what made the license: the head that the chain has says whether an act on them is left out.</summary>
public sealed class KeysHeadTests
{
    private static readonly EvidenceWorld World = EvidenceWorld.Imported(retired: false);
    private static readonly EvidenceWorld Retired = EvidenceWorld.Imported(retired: true);

    [Fact]
    public void The_licensee_of_an_import_reports_by_a_key_whose_acts_are_shown_to_their_head()
    {
        var verification = EvidenceBundle.Verify(EvidenceBundle.Write(World.Evidence), World.Trust);
        Assert.Equal((Verdict.Valid, null), (verification.Verdict, verification.Failed?.Detail));
        Assert.Contains(verification.Steps, step => step is { Name: StepName.Key, Of: not null, Note.Code: "record-key-ok" });
    }

    [Fact]
    public void A_key_that_was_retired_before_is_none_and_no_host_can_hide_that()
    {
        Assert.Equal((Verdict.Invalid, "key-not-held"), Judge(Retired, Retired.Evidence));
        Assert.Equal((Verdict.Invalid, "keys-incomplete"), Judge(Retired, Hiding(Retired.Evidence)));
        Assert.Equal((Verdict.Unconfirmed, "keys-unshown"), Judge(Retired, Headless(Hiding(Retired.Evidence), Retired.Licensee)));
        Assert.Equal((Verdict.Invalid, "state-wrong"), Judge(Retired, Proven(Hiding(Retired.Evidence), heads => heads with { Nodes = [] })));
    }

    [Fact]
    public void Without_the_head_a_true_bundle_is_unconfirmed_and_what_fails_is_named_before_what_is_open()
    {
        var open = Headless(World.Evidence, World.Licensee);
        var verification = LicenseVerifier.Verify(open, World.Trust);
        Assert.Equal((Verdict.Unconfirmed, "keys-unshown"), (verification.Verdict, verification.Failed?.Note.Code));
        Assert.All(verification.Steps, step => Assert.Equal(step.Ok, step is not { Name: StepName.Key, Of: not null }));
        Assert.All(verification.Steps, step => Assert.Equal(!step.Ok, step.IsOpen));

        var wrong = open with { Records = open.Records.SetItem(1, open.Records[1] with { Path = [] }) };
        Assert.Equal((Verdict.Invalid, "inclusion-wrong"), Judge(World, wrong));
    }

    [Fact]
    public void Whoever_demanded_an_erasure_is_judged_by_the_head_too()
    {
        var party = World.Charter.Administrator;
        var erasure = new RecordErasure(World.Evidence.Records[1].Id, party, "asked for", EvidenceWorld.Begin + 4000, EvidenceWorld.Salt("erasure"));
        var signature = EvidenceWorld.AdministratorRoot.Sign(erasure.Digest(World.Deployment.DomainOf(Domain.Acts.ContractName.UsageLog)));
        var erased = World.Evidence.Records[1] with { Lines = [], Tombstone = new RecordTombstone(erasure, signature) };
        var evidence = World.Evidence with
        {
            Records = World.Evidence.Records.SetItem(1, erased),
            Terms = [new(World.License.Value, null, World.Erase(World.Terms.Root))],
        };

        Assert.Equal(["report-lines-erased", "terms-withheld"], Codes(evidence));
        Assert.Equal(["keys-unshown", "keys-unshown"], Codes(Headless(evidence, party)));
        Assert.Equal(["keys-incomplete", "keys-incomplete"], Codes(evidence with { Events = evidence.Events.RemoveAt(1) })); // the admission of the administrator's second key

        string[] Codes(LicenseEvidence shown) =>
        [
            .. LicenseVerifier.Verify(shown, World.Trust).Steps.Where(step => step.Of == erased.Id.ToString() && step.Name == StepName.Id || step.Name == StepName.Terms)
                .Select(step => step.Note.Code).Order(StringComparer.Ordinal),
        ];
    }

    private static (Verdict, string?) Judge(EvidenceWorld world, LicenseEvidence evidence)
    {
        var verification = LicenseVerifier.Verify(evidence, world.Trust);
        return (verification.Verdict, verification.Failed?.Note.Code);
    }

    /// <summary>Without the retirement of the licensee's key.</summary>
    private static LicenseEvidence Hiding(LicenseEvidence evidence) => evidence with { Events = evidence.Events.RemoveAt(Retired.LicenseesRetirementAt) };

    private static LicenseEvidence Headless(LicenseEvidence evidence, PartyId party) =>
        evidence with { State = evidence.State with { KeysHeads = evidence.State.KeysHeads.RemoveAll(head => head.Party == party) } };

    private static LicenseEvidence Proven(LicenseEvidence evidence, Func<KeysHeadProof, KeysHeadProof> spoil) =>
        evidence with { State = evidence.State with { KeysHeads = evidence.State.KeysHeads.SetItem(1, spoil(evidence.State.KeysHeads[1])) } };
}
