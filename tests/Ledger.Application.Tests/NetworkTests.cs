// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using System.Text.Json;
using Ledger.Application.Proposing;
using Ledger.Application.Setup;
using Ledger.Application.Tests.World;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Application.Tests;

public sealed class NetworkTests
{
    private const int Finality = 5;

    [Fact]
    public async Task A_reorg_of_the_checkpoints_block_retracts_the_alert_and_raises_it_again()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var test = await TestLedger.StartAsync(node, Finality);
        await node.MineAsync(Finality + 1);
        await test.SettleAsync();
        TestLedger.Must(await test.Ledger.RecordIntake.ObserveAsync(test.Sign(await test.ObservationAsync()), Caller.Host, CancellationToken.None));
        Assert.Equal("provisional", await StateAsync(test));

        await test.AnchorAsync();
        Assert.Equal("raised", await StateAsync(test));
        var before = (await test.PoolAsync()).Checkpoint!.Recorded;
        Assert.False(before.Final);
        await node.MineAsync(2);
        await test.SettleAsync();
        await test.CheckAll();

        await node.ReorgAsync(3);
        await test.FollowAsync();
        Assert.Null((await test.PoolAsync()).Checkpoint);
        Assert.Equal("provisional", await StateAsync(test));

        await test.SettleAsync();
        await node.MineAsync(1); // what lies in the node's pool again waits for its next block
        await test.SettleAsync();
        Assert.Equal("raised", await StateAsync(test));
        var after = (await test.PoolAsync()).Checkpoint!.Recorded;
        Assert.NotEqual(before.BlockHash, after.BlockHash);
        await test.CheckAll();

        await node.MineAsync(Finality + 1);
        await test.SettleAsync();
        Assert.Equal("final", await StateAsync(test));
        await test.CheckAll();
    }

    [Fact]
    public async Task A_report_that_names_a_block_is_taken_once_that_block_is_final()
    {
        const string Harbor = "licensee-harbor";
        await using var node = await DevelopmentNode.StartAsync();
        await using var test = await TestLedger.StartAsync(node, Finality);
        await node.MineAsync(Finality + 1);
        await test.SettleAsync();
        var lines = Records.Lines(1);
        var report = await test.ReportAsync(Harbor, lines);
        report = report with { RecentBlock = await test.Ledger.Context.Store.ReadAsync(reader => reader.Blocks.Head!.Ref.Hash) };
        var request = test.Sign(report, lines, Harbor);

        Assert.Equal(new RecentBlockUnknown(report.RecentBlock), (await test.Ledger.UsageIntake.SubmitAsync(request, CancellationToken.None)).Refusal);
        await node.MineAsync(Finality + 1);
        await test.SettleAsync();
        TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(request, CancellationToken.None));
    }

    [Fact]
    public async Task A_reorg_of_a_grant_takes_the_license_back_and_records_it_once_more()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var test = await TestLedger.StartAsync(node, Finality);
        var proposal = await LicenseTests.ProposeSecondAsync(test);
        var ready = await test.SignAsync(proposal, "administrator", "licensee-harbor");
        await test.SettleAsync();
        Assert.Equal("included", await OperationAsync(test, ready.Operation!));

        await node.ReorgAsync(1);
        await test.FollowAsync();
        Assert.Equal("retracted", await OperationAsync(test, ready.Operation!));
        Assert.Equal(2, (await test.PoolAsync()).Licenses);

        await test.SettleAsync();
        await node.MineAsync(1);
        await test.SettleAsync();
        Assert.Equal("included", await OperationAsync(test, ready.Operation!));
        await node.MineAsync(Finality + 1);
        await test.SettleAsync();
        Assert.Equal("final", await OperationAsync(test, ready.Operation!));
        Assert.Equal(3, (await test.PoolAsync()).Licenses);
        await test.CheckAll();
    }

    [Fact]
    public async Task A_reorg_deeper_than_finality_halts_the_writer_and_leaves_a_divergence_file()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var test = await TestLedger.StartAsync(node, Finality);
        await node.MineAsync(12);
        await test.SettleAsync();
        await node.ReorgAsync(10);
        await test.SettleAsync();

        var health = await test.Ledger.Deployment.HealthAsync(CancellationToken.None);
        Assert.False(health.Ready);
        var refused = await test.Ledger.RecordIntake.ObserveAsync(test.Sign(await test.ObservationAsync()), Caller.Host, CancellationToken.None);
        Assert.IsType<LedgerHalted>(refused.Refusal);
        var file = Assert.Single(Directory.GetFiles(test.Directory, "divergence-*.json"));
        var evidence = JsonElement.Parse(await File.ReadAllBytesAsync(file));
        Assert.NotEqual(evidence.GetProperty("ours").GetProperty("hash").GetString(), evidence.GetProperty("theirs").GetProperty("hash").GetString());
        foreach (var side in new[] { "ours", "theirs" })
        {
            var header = Ethereum.Hex.Decode(evidence.GetProperty(side).GetProperty("header").GetString());
            Assert.Equal(evidence.GetProperty(side).GetProperty("hash").GetString(), Ethereum.Keccak256.Hash(header).ToString());
        }

        await test.RestartAsync();
        Assert.False((await test.Ledger.Deployment.HealthAsync(CancellationToken.None)).Ready);
    }

    [Fact]
    public async Task A_ledger_far_behind_takes_range_after_range_with_one_commit()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var test = await TestLedger.StartAsync(node, Finality);
        var before = await CursorAsync(test);
        await node.MineAsync(400);

        // The first step writes one range; what the second writes was read meanwhile, in ranges of twice as many blocks each.
        await test.FollowAsync(steps: 2);
        Assert.InRange(await CursorAsync(test) - before, 256UL, 400UL);
        await test.FollowAsync();
        Assert.Equal(before + 400, await CursorAsync(test));
        await test.CheckAll();
    }

    [Fact]
    public async Task A_restart_in_the_middle_of_a_retraction_still_knows_what_was_final()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var test = await TestLedger.StartAsync(node, Finality);
        await node.MineAsync(12);
        await test.SettleAsync();
        var head = (await test.Ledger.Context.Node.HeadAsync(CancellationToken.None)).Ref.Number;
        await node.ReorgAsync(3);
        await test.FollowAsync(steps: 2);
        Assert.Equal(head - 2, await CursorAsync(test));

        // Five blocks below the cursor nothing is final by depth alone; five below the head that was, everything is.
        await test.Ledger.DisposeAsync();
        await node.ReorgAsync(Finality + 2);
        await test.RestartAsync();

        Assert.False((await test.Ledger.Deployment.HealthAsync(CancellationToken.None)).Ready);
        Assert.Equal(Path.Combine(test.Directory, $"divergence-{head - Finality}.json"), Assert.Single(Directory.GetFiles(test.Directory, "divergence-*.json")));
        Assert.Equal(head - 2, await CursorAsync(test));
    }

    [Fact]
    public async Task Without_demo_a_network_gets_no_seeds_and_an_account_without_funds_is_named()
    {
        await using var node = await DevelopmentNode.StartAsync();
        using var temp = new TempDirectory();
        var outcome = await Initialization.RunAsync(
            new InitRequest(temp["data"], Repository.Seeds, node.Url, Finality),
            new ApplicationOptions(),
            TimeProvider.System,
            NullLoggerFactory.Instance,
            null,
            CancellationToken.None);
        var refusal = Assert.IsType<RelayerUnfunded>(outcome.Refusal);
        Assert.Equal(refusal.Account, Chain.Keys.KeyFile.Read(Path.Combine(temp["data"], "keys", "relayer.json")).Signer.Address);
        Assert.False(Directory.Exists(Path.Combine(temp["data"], "keys", "demo")));
    }

    [Fact]
    public async Task Another_chain_behind_the_same_address_is_refused()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var other = await DevelopmentNode.StartAsync();
        await using var test = await TestLedger.StartAsync(node, Finality);
        await test.Ledger.DisposeAsync();
        new DataDirectory(test.Directory).WriteDeployment(test.Ledger.Record with { Node = other.Url });
        var opened = await OpenLedger.OpenAsync(
            test.Directory, new ApplicationOptions(), TimeProvider.System, NullLoggerFactory.Instance, null, CancellationToken.None);
        Assert.True(opened.Refusal is NetworkMismatch or CodeMismatch, $"{opened.Refusal}"); // two development nodes may share their genesis
    }

    private static Task<ulong> CursorAsync(TestLedger test) =>
        test.Ledger.Context.Store.ReadAsync(reader => reader.Blocks.Head!.Ref.Number);

    private static async Task<string> StateAsync(TestLedger test) =>
        Assert.Single((await test.Ledger.Alerts.ListAsync(null, null, null, 10, "en", CancellationToken.None)).Items).State;

    private static async Task<string> OperationAsync(TestLedger test, string id) =>
        TestLedger.Must(await test.Ledger.Operations.GetAsync(id, "en", CancellationToken.None)).State;
}
