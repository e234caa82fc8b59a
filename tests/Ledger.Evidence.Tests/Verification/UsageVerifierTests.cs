// SPDX-License-Identifier: Apache-2.0

using Ledger.Evidence.Model;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Tests.Verification;

public sealed class UsageVerifierTests
{
    private static readonly EvidenceWorld World = new();

    public static TheoryData<StepName, string, Func<UsageEvidence, UsageEvidence>> Wrong => new()
    {
        { StepName.Id, "report-elsewhere", usage => usage with { Report = usage.Report with { License = default } } },
        { StepName.Id, "report-elsewhere", usage => usage with { Report = usage.Report with { Reporter = default } } },
        { StepName.Id, "report-lines", usage => usage with { Lines = usage.Lines.RemoveAt(0) } },
        { StepName.Id, "report-lines", usage => usage with { Lines = usage.Lines.SetItem(1, usage.Lines[1] with { Quantity = 501 }) } },
        { StepName.Id, "report-lines", usage => usage with { Report = usage.Report with { TotalQuantity = 1 } } },
        { StepName.Signature, "promise-broken", usage => usage with { Signature = usage.PromiseSignature } },
        { StepName.Signature, "promise-broken", usage => usage with { PromiseSignature = usage.Signature } },
        { StepName.Signature, "promise-broken", usage => usage with { Promise = usage.Promise with { AnchorBy = 1 } } },
        { StepName.Signature, "promise-broken", usage => usage with { Promise = usage.Promise with { Pool = default } } },
        { StepName.Key, "key-not-held", usage => usage with { Signature = usage.PromiseSignature } },
        { StepName.Receipt, "checkpoint-missing", usage => usage with { Checkpoint = default } },
        { StepName.Completeness, "inclusion-wrong", usage => usage with { Path = [] } },
        { StepName.Completeness, "inclusion-wrong", usage => usage with { Path = [.. usage.Path.Reverse()] } },
        { StepName.Completeness, "inclusion-wrong", usage => usage with { Promise = usage.Promise with { Index = 1 } } },
        { StepName.Signature, "promise-epoch-unknown", usage => usage with { Promise = usage.Promise with { Epoch = 1 } } },
        { StepName.Header, "recent-block-missing", usage => usage with { Report = usage.Report with { RecentBlock = default } } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_report_fails_at_its_step(StepName step, string code, Func<UsageEvidence, UsageEvidence> spoil)
    {
        var spoilt = spoil(World.Evidence.Usage[0]);
        var verification = LicenseVerifier.Verify(World.Evidence with { Usage = [spoilt] }, World.Trust);
        Assert.Equal(Verdict.Invalid, verification.Verdict);
        Assert.Contains(
            verification.Steps, found => found.Name == step && found.Of == spoilt.Id.ToString() && !found.Ok && found.Note.Code == code);
    }

    [Fact]
    public void The_license_stays_judged_by_itself()
    {
        var spoilt = World.Evidence.Usage[0] with { Path = [] };
        var verification = LicenseVerifier.Verify(World.Evidence with { Usage = [spoilt] }, World.Trust);
        Assert.All(verification.Steps.Where(step => step.Of is null), step => Assert.True(step.Ok, step.Detail));
    }

    [Fact]
    public void A_checkpoint_that_no_report_names_is_spare()
    {
        var verification = LicenseVerifier.Verify(World.Evidence with { Usage = [] }, World.Trust);
        Assert.Equal("event-spare", verification.Failed?.Note.Code);
    }
}
