// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Tests.Upkeep;
using Ledger.Application.Tests.World;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;

namespace Ledger.Application.Tests;

/// <summary>A log of some hundred records, whose tree lies in tiles.</summary>
[Collection(SeededTemplate.Collection)]
public sealed class TileTests(SeededTemplate template)
{
    private const int Many = 600;

    [Fact]
    public async Task After_a_restart_the_tree_stands_on_its_tiles_and_goes_on()
    {
        await using var test = await TestLedger.StartAsync(template);
        var ids = await test.FillAsync(Many);
        await test.AnchorAsync();
        Assert.Equal(2UL, await TilesAsync(test));
        await test.RestartAsync();
        await AssertProvenAsync(test, ids[0], ids[299], ids[^1]);
        ids.AddRange(await test.FillAsync(200));
        await test.AnchorAsync();
        Assert.Equal((600UL, 800UL), ((await test.PoolAsync()).Checkpoint!.OldSize, (await test.PoolAsync()).Checkpoint!.Size));
        Assert.Equal(3UL, await TilesAsync(test));
        await AssertProvenAsync(test, ids[0], ids[700]);
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
        await test.CheckAll();
    }

    [Theory]
    [InlineData("DELETE FROM tiles WHERE number = 0")]
    [InlineData("DELETE FROM tiles WHERE number = 1")]
    [InlineData("DELETE FROM tiles")]
    [InlineData("UPDATE tiles SET hashes = zeroblob(8192) WHERE number = 0")]
    [InlineData("UPDATE tiles SET root = zeroblob(32) WHERE number = 1")]
    [InlineData("UPDATE tiles SET root = zeroblob(32), hashes = zeroblob(8192)")]
    public async Task Tiles_that_are_damaged_or_missing_are_made_anew(string damage)
    {
        await using var test = await TestLedger.StartAsync(template);
        var ids = await test.FillAsync(Many);
        await test.AnchorAsync();
        await test.Ledger.DisposeAsync();
        Sql.Run(test.Directory, damage);
        var isGone = damage is "DELETE FROM tiles WHERE number = 1" or "DELETE FROM tiles"; // what was never made is no flaw
        Assert.Equal(!isGone, (await Upkept.FsckAsync(test.Directory, withChain: false)).Flaws.Any(flaw => flaw.Code is "fsck-tile-differs"));
        await test.ReopenAsync();
        await AssertProvenAsync(test, ids[0], ids[299], ids[^1]);
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
        ids.AddRange(await test.FillAsync(1));
        await test.AnchorAsync();
        Assert.Equal(601UL, (await test.PoolAsync()).Checkpoint!.Size);
    }

    [Fact]
    public async Task A_record_that_was_changed_before_its_checkpoint_is_never_anchored_also_after_a_restart()
    {
        await using var test = await TestLedger.StartAsync(template);
        await test.FillAsync(Many);
        await test.AnchorAsync();
        await test.FillAsync(300);
        await test.Ledger.DisposeAsync();
        Sql.Run(test.Directory, "DROP TRIGGER journal_change; UPDATE journal SET signature = zeroblob(65) WHERE leaf_index = 700");
        await test.ReopenAsync();
        await test.AnchorAsync();
        Assert.Equal(600UL, (await test.PoolAsync()).Checkpoint!.Size);
        Assert.Contains("Record 700", test.Ledger.Context.Halt.Reason, StringComparison.Ordinal);
        Assert.Contains((await Upkept.FsckAsync(test.Directory, withChain: false)).Flaws, flaw => flaw.Code is "fsck-record-changed" && flaw.Args["index"] is "700");
    }

    private static async Task<ulong> TilesAsync(TestLedger test)
    {
        var pool = (await test.PoolAsync()).Id;
        return await test.Ledger.Context.Store.ReadAsync(reader => reader.Tiles.Count(pool, 0, 0));
    }

    private static async Task AssertProvenAsync(TestLedger test, params Hash32[] records)
    {
        var checkpoint = (await test.PoolAsync()).Checkpoint!;
        foreach (var record in records)
        {
            var proof = TestLedger.Must(await test.Ledger.UsageProofs.ProveAsync(record, CancellationToken.None));
            Assert.Equal((checkpoint.Root, checkpoint.Size), (proof.Root, proof.TreeSize));
            Assert.True(InclusionProof.Verify(proof.Root, proof.TreeSize, proof.LeafIndex, proof.Leaf, [.. proof.Path]));
        }
    }
}
