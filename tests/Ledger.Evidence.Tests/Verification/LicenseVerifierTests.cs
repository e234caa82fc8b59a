// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Licenses;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Tests.Verification;

public sealed class LicenseVerifierTests
{
    private static readonly EvidenceWorld World = new();

    [Fact]
    public void True_evidence_on_a_trusted_block_is_valid_step_by_step()
    {
        var verification = LicenseVerifier.Verify(World.Evidence, World.Trust);

        Assert.Equal("", string.Join('\n', verification.Steps.Where(step => !step.Ok).Select(step => step.Text + ": " + step.Detail)));
        Assert.Equal(Verdict.Valid, verification.Verdict);
        Assert.Equal(Standing.InForce, verification.Standing);
        Assert.Equal(
            "id signature key receipt header completeness standing",
            string.Join(' ', verification.Steps.Where(step => step.Of is null).Select(step => step.Text)));
        Assert.Equal(
            "id signature key receipt header completeness",
            string.Join(' ', verification.Steps.Where(step => step.Of is not null).Select(step => step.Text)));
    }
}
