// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Evidence.Model;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Tests.Verification;

/// <summary>Each record by itself: what is wrong with it fails at its own step.</summary>
public sealed class RecordVerifierTests
{
    private static readonly EvidenceWorld World = new();

    public static TheoryData<StepName, string, Func<RecordEvidence, RecordEvidence>> Wrong => new()
    {
        { StepName.Id, "record-elsewhere", shown => Report(shown, report => report with { License = default }) },
        { StepName.Id, "record-elsewhere", shown => Report(shown, report => report with { Reporter = default }) },
        { StepName.Id, "record-elsewhere", shown => shown with { Record = Some(new StreamOpening(default, World.Licensee, "plant", default, default)), Lines = [] } },
        { StepName.Id, "report-lines", shown => shown with { Lines = shown.Lines.RemoveAt(0) } },
        { StepName.Id, "report-lines", shown => shown with { Lines = shown.Lines.SetItem(1, shown.Lines[1] with { Quantity = 501 }) } },
        { StepName.Id, "report-lines", shown => Report(shown, report => report with { TotalQuantity = 1 }) },
        { StepName.Id, "report-lines", shown => Report(shown, report => report with { TotalNetValue = 1 }) },
        { StepName.Id, "report-lines", shown => Report(shown, report => report with { Currency = "EUR" }) },
        { StepName.Signature, "promise-broken", shown => shown with { Signature = shown.PromiseSignature } },
        { StepName.Signature, "promise-broken", shown => shown with { PromiseSignature = shown.Signature } },
        { StepName.Signature, "promise-broken", shown => shown with { Promise = shown.Promise with { AnchorBy = 1 } } },
        { StepName.Signature, "promise-broken", shown => shown with { Promise = shown.Promise with { Pool = default } } },
        { StepName.Key, "key-not-held", shown => shown with { Signature = shown.PromiseSignature } },
        { StepName.Receipt, "checkpoint-missing", shown => shown with { Checkpoint = default } },
        { StepName.Completeness, "inclusion-wrong", shown => shown with { Path = [] } },
        { StepName.Completeness, "inclusion-wrong", shown => shown with { Path = [.. shown.Path.Reverse()] } },
        { StepName.Completeness, "inclusion-wrong", shown => shown with { Promise = shown.Promise with { Index = 1 } } },
        { StepName.Signature, "promise-epoch-unknown", shown => shown with { Promise = shown.Promise with { Epoch = 1 } } },
        { StepName.Header, "recent-block-missing", shown => Report(shown, report => report with { RecentBlock = default }) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_record_fails_at_its_step(StepName step, string code, Func<RecordEvidence, RecordEvidence> spoil)
    {
        var spoilt = spoil(World.Evidence.Records[1]);
        var verification = LicenseVerifier.Verify(World.Evidence with { Records = World.Evidence.Records.SetItem(1, spoilt) }, World.Trust);
        Assert.Equal(Verdict.Invalid, verification.Verdict);
        Assert.Contains(
            verification.Steps, found => found.Name == step && found.Of == spoilt.Id.ToString() && !found.Ok && found.Note.Code == code);
    }

    [Fact]
    public void The_license_stays_judged_by_itself()
    {
        var spoilt = World.Evidence.Records[1] with { Path = [] };
        var verification = LicenseVerifier.Verify(World.Evidence with { Records = World.Evidence.Records.SetItem(1, spoilt) }, World.Trust);
        Assert.All(verification.Steps.Where(step => step.Of is null), step => Assert.True(step.Ok, step.Detail));
    }

    [Fact]
    public void A_checkpoint_that_no_record_names_is_spare()
    {
        var verification = LicenseVerifier.Verify(World.Evidence with { Records = [] }, World.Trust);
        Assert.Equal("event-spare", verification.Failed?.Note.Code);
    }

    private static IUsageRecord Some(IUsageRecord record) => record;

    private static RecordEvidence Report(RecordEvidence shown, Func<UsageReport, UsageReport> change) => shown with { Record = change((UsageReport)shown.Record) };
}
