// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Domain.Usage;

namespace Ledger.Application.Tests;

/// <summary>Reports under an amended license: what counts are the terms in effect in the report's period, not the newest ones.</summary>
[Collection(SeededTemplate.Collection)]
public sealed class AmendedUsageTests(SeededTemplate template)
{
    /// <summary>Days from now from which the license is for China alone.</summary>
    [Theory]
    [InlineData(200, "")]
    [InlineData(-200, "territory")]
    public async Task An_amendment_narrows_what_is_reported_of_the_time_from_which_it_has_effect(int days, string outside)
    {
        await using var test = await TestLedger.StartAsync(template);
        var now = (ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds();
        var license = await NewLicenseAsync(test, now);
        var amended = (ulong)((long)now + (days * 86_400L));
        await test.RecordAsync("Amendment", new { license, effectiveAt = amended }, TermsTests.Terms("CN", 0), "administrator", "licensee-harbor");

        UsageLine[] lines = [UsageLine.Of("Box", PatentAct.Sale, "CN", "CN", 5, Records.Salt()), UsageLine.Of("Box", PatentAct.Sale, "CN", "VN", 7, Records.Salt())];
        var report = await test.ReportAsync("licensee-harbor", lines) with { License = new(license), PeriodStart = now - 86_400, PeriodEnd = now };
        var receipt = TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(
            test.Sign(report, lines, "licensee-harbor"), Caller.Host, RefusalTexts.Chinese, CancellationToken.None));
        var shown = TestLedger.Must(await test.Ledger.UsageIntake.LinesAsync(receipt.ReportId, null, 10, RefusalTexts.English, CancellationToken.None)).Items;

        Assert.Empty(shown[0].Outside);
        Assert.Equal(outside, string.Join(',', shown[1].Outside.Select(why => why.Term)));
        Assert.Equal(outside.Length > 0 ? ["/lines/1 VN 不在许可地域之内：CN。"] : [], receipt.Warnings.Select(warning => $"{warning.Pointer} {warning.Detail}"));
        await test.CheckAll();
    }

    /// <summary>A license of a year for the whole world, with no calendar.</summary>
    private static async Task<Ethereum.Hash32> NewLicenseAsync(TestLedger test, ulong now)
    {
        var first = await test.LicenseAsync("licensee-harbor");
        return (await test.RecordAsync(
            "LicenseGrant",
            new { pool = first.Pool, licensee = first.Licensee, schedule = first.Schedule, startsAt = now - (360 * 86_400UL) },
            TermsTests.Terms("worldwide", 0),
            "administrator",
            "licensee-harbor")).Id;
    }
}
