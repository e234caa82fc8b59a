// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Tests.Upkeep;
using Ledger.Application.Tests.World;
using Ledger.Application.Usage;
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

    [Theory]
    [InlineData("DELETE FROM tiles")]
    [InlineData("DELETE FROM tiles WHERE number = 2")]
    [InlineData("UPDATE tiles SET hashes = zeroblob(8192)")]
    [InlineData("UPDATE tiles SET root = zeroblob(32), hashes = zeroblob(8192) WHERE number = 2")]
    [InlineData("UPDATE tiles SET (root, hashes) = (SELECT root, hashes FROM tiles AS other WHERE other.number = 0) WHERE number = 2")] // sound, but for another place
    public async Task Tiles_that_are_damaged_under_a_running_host_get_into_no_checkpoint_and_are_made_anew_once_they_are_read(string damage)
    {
        await using var test = await TestLedger.StartAsync(template);
        var ids = await DamageAsync(test, damage, isRead: false);
        await test.AnchorAsync();
        Assert.Equal(3, await SoundTilesAsync(test)); // the proof from the last checkpoint reads the third
        await AssertAnchoredAsync(test, ids);
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
        await test.CheckAll();
    }

    [Fact]
    public async Task A_tile_that_was_found_good_is_not_read_again_so_that_its_damage_touches_nothing_until_a_restart()
    {
        await using var test = await TestLedger.StartAsync(template);
        var ids = await DamageAsync(test, "UPDATE tiles SET root = zeroblob(32), hashes = zeroblob(8192)", isRead: true);
        await test.AnchorAsync();
        await AssertAnchoredAsync(test, ids);
        Assert.Contains((await Upkept.FsckAsync(test.Directory, withChain: false)).Flaws, flaw => flaw.Code is "fsck-tile-differs");
        await test.RestartAsync();
        await AssertAnchoredAsync(test, ids);
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
    }

    /// <summary>A log whose checkpoint ends within its third tile, and tiles on disk that are not those of its tree.</summary>
    /// <param name="isRead">Whether the host has read all of its tiles before, and holds them.</param>
    private static async Task<List<Hash32>> DamageAsync(TestLedger test, string damage, bool isRead)
    {
        var ids = await test.FillAsync(Many);
        await test.AnchorAsync();
        ids.AddRange(await test.FillAsync(300));
        var pool = (await test.PoolAsync()).Id;
        TestLedger.Must(await test.Ledger.Log.ConsistencyAsync(pool, 0, MerkleTile.Width, 2 * MerkleTile.Width, CancellationToken.None)); // the tree grows, and reads no tile
        if (isRead)
        {
            await AssertProvenAsync(test, ids[0], ids[299], ids[599]);
        }

        Assert.Equal((3UL, 3), (await TilesAsync(test), await SoundTilesAsync(test)));
        Sql.Run(test.Directory, damage);
        Assert.NotEqual(3, await SoundTilesAsync(test));
        return ids;
    }

    private static async Task AssertAnchoredAsync(TestLedger test, List<Hash32> ids)
    {
        var checkpoint = (await test.PoolAsync()).Checkpoint!;
        Assert.Equal(((ulong)Many, 900UL), (checkpoint.OldSize, checkpoint.Size));
        Assert.Equal(MerkleTree.Root(await LeavesAsync(test)), checkpoint.Root);
        Assert.Null(test.Ledger.Context.Halt.Reason);
        await AssertProvenAsync(test, ids[0], ids[299], ids[700], ids[^1]);
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

    /// <summary>How many tiles on disk are those of the tree over the records.</summary>
    private static async Task<int> SoundTilesAsync(TestLedger test)
    {
        var leaves = await LeavesAsync(test);
        var tiles = new MerkleEdge().Append(leaves);
        var pool = (await test.PoolAsync()).Id;
        return await test.Ledger.Context.Store.ReadAsync(reader => tiles.Count(tile =>
            reader.Tiles.Find(pool, 0, tile.Level, tile.Number) is { } held && held.Root == tile.Root && held.Hashes.SequenceEqual(tile.Hashes)));
    }

    private static async Task<Hash32[]> LeavesAsync(TestLedger test)
    {
        var pool = new PoolId((await test.PoolAsync()).Id);
        var context = test.Ledger.Context;
        return await context.Store.ReadAsync<Hash32[]>(reader => [.. UsageEpochs.Of(context.On(reader), pool).Range(reader, 0, 0, int.MaxValue).Select(row => row.Leaf)]);
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
