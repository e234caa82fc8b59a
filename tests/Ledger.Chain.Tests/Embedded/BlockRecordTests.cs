// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Embedded;
using Ledger.Chain.Rpc;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Chain.Tests.Embedded;

/// <summary>What a crash, a full disk or a flipped bit leaves of the record file.</summary>
public sealed class BlockRecordTests : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _directory = new();
    private BlockRef _head;
    private string[] _lines = [];

    private string Records => _directory.File("blocks.log");

    public async Task InitializeAsync()
    {
        await using (var chain = await EmbeddedChain.CreateAsync(Options, new EmbeddedGenesis(1_700_000_000, []), CancellationToken.None))
        {
            for (ulong nonce = 0; nonce < 3; nonce++)
            {
                var raw = TestKeys.Transaction(TestKeys.Of(1), chain.ChainId, nonce, data: TestKeys.Logs(1));
                await chain.SendAsync([new RpcCall("eth_sendRawTransaction", $"[\"{Hex.Encode(raw)}\"]")], CancellationToken.None);
                await chain.MineAsync(0, CancellationToken.None);
            }

            _head = chain.Head;
        }

        _lines = File.ReadAllLines(Records);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Each_block_is_recorded_before_it_is_mined_and_hashed_after()
    {
        Assert.Equal(["B 1", "H 1", "B 2", "H 2", "B 3", "H 3"], _lines.Select(line => line[..3]), StringComparer.Ordinal);
        Assert.StartsWith($"H 3 {_head.Hash} ", _lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(40)]
    public async Task A_torn_hash_is_cut_off_and_had_again(int missing)
    {
        var text = File.ReadAllText(Records);
        File.WriteAllText(Records, text[..^missing]);
        await ReopensAsync(_head);
        Assert.Equal(text, File.ReadAllText(Records));
    }

    [Fact]
    public async Task A_torn_record_was_never_mined_and_is_cut_off()
    {
        File.AppendAllText(Records, "B 4 1800000000 0x02f8");
        await ReopensAsync(_head);
        Assert.Equal(_lines, File.ReadAllLines(Records), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_whole_last_line_with_a_wrong_check_counts_as_torn()
    {
        File.AppendAllText(Records, "B 4 1800000000 00000000\n");
        await ReopensAsync(_head);
        Assert.Equal(_lines, File.ReadAllLines(Records), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_block_recorded_but_not_mined_is_mined_at_the_start()
    {
        File.AppendAllText(Records, BlockRecords.Line("B 4 1800000000"));
        await using var chain = await EmbeddedChain.OpenAsync(Options, CancellationToken.None);
        Assert.Equal((4UL, 1_800_000_000UL), (chain.Head.Number, chain.HeadTime));
        Assert.StartsWith($"H 4 {chain.Head.Hash} ", File.ReadAllLines(Records)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_record_of_a_block_takes_the_place_of_the_first()
    {
        var raw = Hex.Encode(TestKeys.Transaction(TestKeys.Of(5), 1, 0));
        File.AppendAllText(Records, BlockRecords.Line($"B 4 1800000000 {raw}") + BlockRecords.Line("B 4 1800000000"));
        await using var chain = await EmbeddedChain.OpenAsync(Options, CancellationToken.None);
        Assert.Equal(4UL, chain.Head.Number);
        Assert.Equal(3UL, chain.TransactionCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task A_flipped_bit_before_the_end_is_damage_and_names_the_line(int line)
    {
        var flipped = _lines.ToArray();
        flipped[line] = flipped[line][..6] + (char)(flipped[line][6] ^ 1) + flipped[line][7..];
        File.WriteAllText(Records, string.Concat(flipped.Select(each => each + "\n")));
        var fault = await Assert.ThrowsAsync<ChainFault>(() => EmbeddedChain.OpenAsync(Options, CancellationToken.None));
        Assert.Contains($"Line {line + 1} ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_block_in_the_middle_is_damage()
    {
        File.WriteAllText(Records, string.Concat(_lines.Where(line => line[2] != '2').Select(each => each + "\n")));
        Assert.Contains("Line 3 ", (await Assert.ThrowsAsync<ChainFault>(() => EmbeddedChain.OpenAsync(Options, CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_left_out_transaction_is_a_divergence()
    {
        BlockRecords.Rewrite(Records, "B 2 ", entry => string.Join(' ', entry.Split(' ')[..3]));
        Assert.Equal(2UL, (await Assert.ThrowsAsync<EmbeddedDivergenceException>(() => EmbeddedChain.OpenAsync(Options, CancellationToken.None))).Number);
    }

    private EmbeddedChainOptions Options => new() { Directory = _directory.Path };

    private async Task ReopensAsync(BlockRef head)
    {
        await using var chain = await EmbeddedChain.OpenAsync(Options, CancellationToken.None);
        Assert.Equal(head, chain.Head);
    }
}
