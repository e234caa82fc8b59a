// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Setup;
using Ledger.Application.Tests.World;
using Ledger.Chain.Keys;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Application.Tests;

[Collection(SeededTemplate.Collection)]
public sealed class SeededWorldTests(SeededTemplate template)
{
    [Fact]
    public async Task The_pool_stands_with_its_administrator_its_founders_and_its_names()
    {
        await using var test = await TestLedger.StartAsync(template);
        var pool = await test.PoolAsync();
        Assert.Equal("GovernmentLed", pool.Governance);
        Assert.Equal(2004, pool.Formed);
        Assert.Equal("AVS 专利池（演示）", pool.Names["zh-CN"]);
        Assert.Equal(test.Party("administrator").Value, pool.Administrator.Id);
        Assert.Equal([test.Party("working-group").Value, test.Party("alliance").Value], pool.Founders.Select(founder => founder.Id));
        Assert.Equal(2, pool.Members);
        Assert.Equal(2, pool.Licenses);
        Assert.Equal(3, pool.Charter.Signatures.Count);
        await test.CheckAll();
    }

    [Fact]
    public async Task Members_are_the_two_licensors_and_founders_are_none()
    {
        await using var test = await TestLedger.StartAsync(template);
        var pool = await test.PoolAsync();
        var members = TestLedger.Must(await test.Ledger.Registry.MembersAsync(pool.Id, null, null, 10, CancellationToken.None));
        Assert.Equal(
            [test.Party("member-lantern").Value, test.Party("member-northstar").Value],
            members.Items.Select(member => member.Party.Id));
        Assert.Empty(TestLedger.Must(await test.Ledger.Registry.MembersAsync(pool.Id, 1, null, 10, CancellationToken.None)).Items);
    }

    [Fact]
    public async Task The_schedule_lists_three_patents_and_says_that_they_are_made_up()
    {
        await using var test = await TestLedger.StartAsync(template);
        var pool = await test.PoolAsync();
        var schedule = Assert.Single(TestLedger.Must(await test.Ledger.Registry.SchedulesAsync(pool.Id, null, 10, CancellationToken.None)).Items);
        var patents = TestLedger.Must(await test.Ledger.Schedules.PatentsAsync(pool.Id, null, null, null, 10, CancellationToken.None)).Items;
        Assert.Equal(3U, schedule.Patents);
        Assert.Equal(3, patents.Count);
        Assert.All(patents, patent => Assert.Contains("made up", patent.Source, StringComparison.Ordinal));
        Assert.Single(TestLedger.Must(await test.Ledger.Schedules.PatentsAsync(pool.Id, null, "US", null, 10, CancellationToken.None)).Items);
    }

    [Fact]
    public async Task Pages_of_patents_join_without_gap_or_overlap()
    {
        await using var test = await TestLedger.StartAsync(template);
        var pool = await test.PoolAsync();
        var first = TestLedger.Must(await test.Ledger.Schedules.PatentsAsync(pool.Id, null, null, null, 2, CancellationToken.None));
        var rest = TestLedger.Must(await test.Ledger.Schedules.PatentsAsync(pool.Id, null, null, first.Next, 2, CancellationToken.None));
        Assert.Equal(2, first.Items.Count);
        Assert.Single(rest.Items);
        Assert.Null(rest.Next);
    }

    [Fact]
    public async Task Both_licenses_are_in_force_and_show_no_terms()
    {
        await using var test = await TestLedger.StartAsync(template);
        var licenses = TestLedger.Must(await test.Ledger.Registry.LicensesAsync(null, null, "InForce", null, 10, CancellationToken.None)).Items;
        Assert.Equal(2, licenses.Count);
        Assert.All(licenses, license =>
        {
            Assert.False(license.TermsRoot.IsZero);
            Assert.Equal(license.Id, license.Head);
            Assert.Equal(2, license.Signatures.Count);
            Assert.True(license.Recorded.Final);
        });
    }

    [Fact]
    public async Task Seeding_began_eighteen_months_back_and_the_deployment_says_demo()
    {
        await using var test = await TestLedger.StartAsync(template);
        var pool = await test.PoolAsync();
        var deployment = await test.Ledger.Deployment.GetAsync("http://localhost/rpc", CancellationToken.None);
        Assert.True(deployment.Demo);
        Assert.Equal("embedded", deployment.Engine);
        Assert.InRange((template.MadeAt - DateTimeOffset.FromUnixTimeSeconds((long)pool.Charter.Recorded.Time)).TotalDays, 540, 550);
        Assert.Equal(4, deployment.Contracts.Count);
        Assert.Equal(pool.LogKey, Assert.Single(deployment.LogKeys).Address);
        Assert.Contains("LicenseGrant", deployment.Eip712.Types.Keys);
    }

    [Fact]
    public async Task Demo_keys_are_marked_and_name_their_party()
    {
        await using var test = await TestLedger.StartAsync(template);
        var keys = Directory.GetFiles(Path.Combine(test.Directory, "keys", "demo"), "*.json").Select(KeyFile.Read).ToList();
        Assert.Equal(7, keys.Count);
        Assert.All(keys, key => Assert.True(key.Signer.IsDemo && key.Party is not null));
        Assert.All(
            Directory.GetFiles(Path.Combine(test.Directory, "keys"), "*.json").Select(KeyFile.Read),
            key => Assert.False(key.Signer.IsDemo));
    }

    [Fact]
    public async Task A_whole_directory_is_not_made_again()
    {
        await using var test = await TestLedger.StartAsync(template);
        var again = await Initialization.RunAsync(
            new InitRequest(test.Directory), new ApplicationOptions(), TimeProvider.System, NullLoggerFactory.Instance, null, CancellationToken.None);
        Assert.IsType<DirectoryInitialized>(again.Refusal);
    }

    [Fact]
    public async Task Nobody_opens_a_directory_that_another_has()
    {
        await using var test = await TestLedger.StartAsync(template);
        var second = await OpenLedger.OpenAsync(
            test.Directory, new ApplicationOptions(), TimeProvider.System, NullLoggerFactory.Instance, Repository.Anvil, CancellationToken.None);
        Assert.IsType<DirectoryLocked>(second.Refusal);
    }

    [Fact]
    public async Task A_party_shows_its_profile_and_its_keys()
    {
        await using var test = await TestLedger.StartAsync(template);
        var party = TestLedger.Must(await test.Ledger.Registry.PartyAsync(test.Party("administrator").Value, CancellationToken.None));
        Assert.Equal("administrator", party.Role);
        Assert.Equal(["Root", "Contract", "Report", "Opinion", "Witness"], Assert.Single(party.Keys).Scopes);
    }
}
