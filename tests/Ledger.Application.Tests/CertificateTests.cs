// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Application.Tests;

[Collection(SeededTemplate.Collection)]
public sealed class CertificateTests(SeededTemplate template)
{
    [Fact]
    public async Task A_sublicense_whose_parent_is_suspended_gets_no_certificate_until_the_parent_is_reinstated()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (parent, now) = ((await test.LicenseAsync("licensee-harbor")).Id, (ulong)test.Clock.GetUtcNow().ToUnixTimeSeconds());
        var sublicense = (await test.RecordAsync(
            "Sublicense", new { parent, sublicensee = test.Party("alliance").Value, startsAt = now }, null, "licensee-harbor", "alliance")).Id;
        await AtAsync(test, now + 60);
        TestLedger.Must(await CertifyAsync(test, sublicense));
        var young = await CertificateAsync(test, sublicense); // its block is from before the suspension

        await test.RecordAsync("Suspension", new { license = parent, effectiveAt = now + 600 }, null, "administrator");
        await AtAsync(test, now + 1_200);
        Assert.Equal("Suspended", TestLedger.Must(await test.Ledger.Registry.LicenseAsync(sublicense, CancellationToken.None)).Standing);
        foreach (var certificate in new[] { young, await CertificateAsync(test, sublicense) })
        {
            var refusal = Assert.IsType<CertificateParentNotInForce>(
                (await test.Ledger.RecordIntake.SubmitAsync(test.Sign(certificate, "administrator"), CancellationToken.None)).Refusal);
            Assert.Equal((new LicenseId(sublicense), new LicenseId(parent), Standing.Suspended), (refusal.License, refusal.Parent, refusal.Standing));
        }

        Assert.IsType<CertificateNotInForce>((await CertifyAsync(test, parent)).Refusal);
        await test.RecordAsync("Reinstatement", new { license = parent, effectiveAt = now + 1_800 }, null, "administrator");
        await AtAsync(test, now + 2_400);
        var taken = TestLedger.Must(await CertifyAsync(test, sublicense));
        foreach (var language in RefusalTexts.Languages)
        {
            var graph = TestLedger.Must(await test.Ledger.Graphs.DrawAsync(Caller.Host, taken.RecordId, null, language, CancellationToken.None));
            Assert.Equal($"record:{taken.RecordId}", graph.Root);
            Assert.DoesNotContain(graph.Nodes.SelectMany(node => node.Words.Append(node.Title)), word => word.StartsWith("graph/", StringComparison.Ordinal));
        }

        await test.CheckAll();
    }

    private static async Task<ShipmentCertificate> CertificateAsync(TestLedger test, Hash32 license)
    {
        var (block, time) = await test.Ledger.Context.Store.ReadAsync(reader => (reader.Blocks.Final!.Value.Hash, reader.Blocks.Find(reader.Blocks.Final!.Value.Hash)!.Time));
        return new ShipmentCertificate(
            new LicenseId(license), test.Party("administrator"), "D9 player", time, time + 86_400, Records.Salt(), Records.Salt(), time, block, Records.Salt());
    }

    private static async Task<Outcome<Views.RecordReceipt>> CertifyAsync(TestLedger test, Hash32 license) =>
        await test.Ledger.RecordIntake.SubmitAsync(test.Sign(await CertificateAsync(test, license), "administrator"), CancellationToken.None);

    private static async Task AtAsync(TestLedger test, ulong time)
    {
        test.Clock.Move(DateTimeOffset.FromUnixTimeSeconds((long)time) - test.Clock.GetUtcNow());
        await test.SettleAsync();
    }
}
