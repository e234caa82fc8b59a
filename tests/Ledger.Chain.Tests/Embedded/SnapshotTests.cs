// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using static Ledger.Chain.Tests.Embedded.EmbeddedChains;

namespace Ledger.Chain.Tests.Embedded;

/// <summary>What is written down of the embedded chain's state, so that a start replays little.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public async Task A_snapshot_and_the_records_after_it_give_equal_hashes()
    {
        using var directory = new TempDirectory();
        BlockRef head;
        ulong transactions;
        await using (var chain = await CreateAsync(directory))
        {
            await FillAsync(chain, 0, 6);
            await chain.SnapshotAsync(CancellationToken.None);
            await FillAsync(chain, 6, 5);
            (head, transactions) = (chain.Head, chain.TransactionCount);
        }

        await using var again = await OpenAsync(directory);

        Assert.Equal((head, transactions), (again.Head, again.TransactionCount));
        Assert.Equal(6UL, (await new EthereumNode(again).BlockAsync(6, CancellationToken.None))!.Ref.Number);
        await FillAsync(again, 11, 2);
    }

    [Fact]
    public async Task A_snapshot_holds_what_was_cleared_and_what_was_touched_in_vain()
    {
        using var directory = new TempDirectory();
        BlockRef head;
        await using (var chain = await CreateAsync(directory))
        {
            // Creation: slot 0 = 1; code: slot 0 = slot 0 xor 1. Then: cleared by a call, and an empty account called.
            byte[] toggling = [0x60, 1, 0x60, 0, 0x55, 0x68, 0x60, 1, 0x60, 0, 0x54, 0x18, 0x60, 0, 0x55, 0x60, 0, 0x52, 0x60, 9, 0x60, 23, 0xf3];
            var contract = Ledger.Chain.Deploy.Deployer.Created(TestKeys.Of(1).Address, 0);
            foreach (var raw in new[]
            {
                TestKeys.Transaction(TestKeys.Of(1), chain.ChainId, 0, data: toggling),
                TestKeys.Transaction(TestKeys.Of(1), chain.ChainId, 1, contract),
                TestKeys.Transaction(TestKeys.Of(1), chain.ChainId, 2, TestKeys.Of(77).Address),
            })
            {
                Assert.Null((await SendAsync(chain, raw)).Error);
                await chain.MineAsync(0, CancellationToken.None);
            }

            Assert.Equal(9, (await new EthereumNode(chain).CodeAsync(contract, null, CancellationToken.None)).Length);
            await chain.SnapshotAsync(CancellationToken.None);
            head = chain.Head;
        }

        await using var again = await OpenAsync(directory);
        Assert.Equal(head, again.Head);
        Assert.Contains("snapshot.3.json", File.ReadAllText($"/proc/{again.EngineProcessId}/cmdline"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_written_keeps_no_block_and_no_refusal_from_whoever_asked()
    {
        using var directory = new TempDirectory();
        BlockRef head;
        await using (var chain = await CreateAsync(directory, snapshotEvery: 2))
        {
            Directory.CreateDirectory(directory.File("snapshot.2.json.new"));
            await FillAsync(chain, 0, 1);
            Assert.Null((await SendAsync(chain, TestKeys.Transaction(TestKeys.Of(4), chain.ChainId, 0, TestKeys.Of(5).Address, value: 1))).Error);
            var mined = await chain.MineAsync(0, CancellationToken.None);
            Assert.Equal((2UL, 1), (mined.Block.Number, mined.Refused.Count));
            Assert.Contains("snapshot.2.json.new", chain.SnapshotTrouble, StringComparison.Ordinal);
            Assert.Null(chain.LastSnapshot);

            await FillAsync(chain, 1, 2);
            Assert.Equal((null, 4UL), (chain.SnapshotTrouble, chain.LastSnapshot?.Number));
            head = chain.Head;
            Directory.Delete(directory.File("snapshot.2.json.new"));
        }

        await using var again = await OpenAsync(directory);
        Assert.Equal(head, again.Head);
    }

    [Fact]
    public async Task The_last_two_snapshots_are_kept_and_a_spoilt_one_is_passed_over()
    {
        using var directory = new TempDirectory();
        BlockRef head;
        await using (var chain = await CreateAsync(directory))
        {
            for (var round = 0; round < 3; round++)
            {
                await FillAsync(chain, (ulong)round * 2, 2);
                await chain.SnapshotAsync(CancellationToken.None);
            }

            head = chain.Head;
        }

        Assert.Equal(["snapshot.4.json", "snapshot.6.json"], Directory.EnumerateFiles(directory.Path, "snapshot.*").Select(Path.GetFileName).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        var newest = directory.File("snapshot.6.json");
        File.WriteAllText(newest, File.ReadAllText(newest)[..1000]);

        await using var again = await OpenAsync(directory);
        Assert.Equal(head, again.Head);
    }

    [Fact]
    public async Task A_snapshot_whose_state_is_not_that_of_its_head_is_passed_over()
    {
        using var directory = new TempDirectory();
        BlockRef head;
        await using (var chain = await CreateAsync(directory))
        {
            await FillAsync(chain, 0, 3);
            await chain.SnapshotAsync(CancellationToken.None);
            head = chain.Head;
        }

        var snapshot = directory.File("snapshot.3.json");
        var text = File.ReadAllText(snapshot);
        var spoilt = text.Replace("\"nonce\":3", "\"nonce\":4", StringComparison.Ordinal);
        Assert.False(string.Equals(text, spoilt, StringComparison.Ordinal));
        File.WriteAllText(snapshot, spoilt);

        await using var again = await OpenAsync(directory);
        Assert.Equal(head, again.Head);
        Assert.Equal(3UL, await new EthereumNode(again).NonceAsync(TestKeys.Of(1).Address, withPending: false, CancellationToken.None));
    }
}
