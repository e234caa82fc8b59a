// SPDX-License-Identifier: Apache-2.0

using Ledger.Evidence.Bundles;
using Ledger.Evidence.Model;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Tests.Verification;

/// <summary>What evidence says of the terms of each version: some of them, or that they were erased.</summary>
public sealed class TermsStepTests
{
    private static readonly EvidenceWorld World = new(amended: true);

    [Fact]
    public void Terms_of_either_version_are_judged_against_the_act_that_made_it()
    {
        var steps = Steps(new(World.First.ActId, World.Terms.Disclose(1)), new(World.Amendment!.ActId, World.AmendedTerms.Disclose(1, 2)));
        Assert.Equal(
            [("terms-ok", true, null), ("terms-amended-ok", true, World.Amendment.ActId.ToString())],
            steps.Select(step => (step.Note.Code, step.Ok, step.Of)));
        Assert.Equal("terms-root-other", Assert.Single(Steps(new VersionTerms(World.Amendment.ActId, World.Terms.Disclose(1)))).Note.Code);
        Assert.Equal("terms-version-unknown", Assert.Single(Steps(new VersionTerms(World.Second.ActId, World.Terms.Disclose(1)))).Note.Code);
    }

    [Fact]
    public void Erased_terms_are_withheld_by_the_demand_of_the_administrator_and_the_license_stays_valid()
    {
        var evidence = World.Evidence with { Terms = [new(World.First.ActId, null, World.Erase(World.Terms.Root))] };
        var bundle = EvidenceBundle.Write(evidence);
        var verification = EvidenceBundle.Verify(bundle, World.Trust);
        var step = Assert.Single(verification.Steps, step => step.Name == StepName.Terms);
        Assert.Equal((Verdict.Valid, "terms-withheld"), (verification.Verdict, step.Note.Code));
        Assert.Contains("withheld", step.Detail, StringComparison.Ordinal);
        Assert.True(EvidenceBundle.TryRead(bundle, out var read));
        Assert.Equal(evidence.Terms[0].Tombstone, read.Terms[0].Tombstone);
    }

    public static TheoryData<string, TermsTombstone> Forged => new()
    {
        { "of other terms", World.Erase(World.AmendedTerms.Root) },
        { "by a key of another", World.Erase(World.Terms.Root, EvidenceWorld.LicenseeRoot) },
        { "by a key that was retired", World.Erase(World.Terms.Root, EvidenceWorld.AdministratorKey) },
        { "of one who never administered the pool", World.Erase(World.Terms.Root, EvidenceWorld.LicenseeRoot, World.Licensee) },
        { "changed", World.Erase(World.Terms.Root) is var whole ? whole with { Erasure = whole.Erasure with { Reason = "another" } } : whole },
    };

    [Theory]
    [MemberData(nameof(Forged))]
    public void A_tombstone_that_is_none_is_red(string how, TermsTombstone tombstone)
    {
        var step = Assert.Single(Steps(new VersionTerms(World.First.ActId, null, tombstone)));
        Assert.True(step is { Ok: false, Note.Code: "terms-tombstone-wrong" }, how);
    }

    private static IEnumerable<VerificationStep> Steps(params VersionTerms[] terms) =>
        LicenseVerifier.Verify(World.Evidence with { Terms = [.. terms] }, World.Trust).Steps.Where(step => step.Name == StepName.Terms);
}
