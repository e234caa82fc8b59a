// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Ledger.Chain.Deploy;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Tries;

namespace Ledger.SystemTests.Simulation;

/// <summary>What becomes of the transactions of blocks that a reorg takes away.</summary>
internal enum ReorgFate
{
    /// <summary>They stand in the new blocks, as near to their old places as can be.</summary>
    Keep,

    /// <summary>They go back to the pool, for later blocks.</summary>
    Move,

    /// <summary>The network forgets them.</summary>
    Drop,

    /// <summary>In the new blocks others stand in their places, with the same nonces.</summary>
    Replace,
}

/// <summary>A chain of one node: blocks, a pool, and reorgs on command.</summary>
internal sealed class SimChain
{
    private const ulong GasPerTransaction = 100_000;

    private readonly LedgerContracts _contracts;
    private readonly List<SimTransaction> _pool = [];
    private readonly Dictionary<Hash32, SimBlock> _all = [];
    private ulong _forks;

    public SimChain(LedgerContracts contracts, ulong time)
    {
        _contracts = contracts;
        Blocks = [Seal(null, [], SimState.Empty, time)];
    }

    public LedgerContracts Contracts => _contracts;

    /// <summary>The present chain; its index is the number.</summary>
    public ImmutableList<SimBlock> Blocks { get; private set; }

    public SimBlock Head => Blocks[^1];

    public IReadOnlyList<SimTransaction> Pool => _pool;

    public int Reorgs { get; private set; }

    /// <summary>The depth of the deepest reorg.</summary>
    public int Deepest { get; private set; }

    /// <summary>Every block that ever was, on whatever fork.</summary>
    public IEnumerable<SimBlock> Ever => _all.Values;

    /// <summary>Any block that ever was.</summary>
    public SimBlock? Find(Hash32 hash) => _all.GetValueOrDefault(hash);

    /// <summary>The blocks up to one of whatever fork, the first first.</summary>
    public IReadOnlyList<SimBlock> UpTo(Hash32 hash)
    {
        var blocks = new Stack<SimBlock>();
        for (var block = Find(hash); block is not null; block = Find(block.Header.ParentHash))
        {
            blocks.Push(block);
        }

        return [.. blocks];
    }

    /// <summary>Takes bytes into the pool; null, or the node's words of refusal.</summary>
    public string? Send(ReadOnlySpan<byte> raw)
    {
        if (!SimTransaction.TryRead(raw, out var transaction))
        {
            return "rlp: malformed transaction";
        }

        if (_pool.Any(waiting => waiting.Hash == transaction!.Hash))
        {
            return "already known";
        }

        if (transaction!.Body.Nonce < Head.After.Nonce(transaction.Sender))
        {
            return "nonce too low";
        }

        var rival = _pool.Find(waiting => waiting.Sender == transaction.Sender && waiting.Body.Nonce == transaction.Body.Nonce);
        if (rival is not null && transaction.Body.MaxFeePerGas <= rival.Body.MaxFeePerGas)
        {
            return "replacement transaction underpriced";
        }

        _pool.Remove(rival!);
        _pool.Add(transaction);
        return null;
    }

    /// <summary>The network loses a waiting transaction.</summary>
    public void Forget(Hash32 transaction) => _pool.RemoveAll(waiting => waiting.Hash == transaction);

    /// <summary>Mines a block of what can be executed, in the order of arrival.</summary>
    public SimBlock Mine(ulong time, int most = int.MaxValue)
    {
        var state = Head.After;
        var chosen = new List<SimTransaction>();
        while (chosen.Count < most && _pool.Find(next => !chosen.Contains(next) && next.Body.Nonce == NonceAfter(state, chosen, next.Sender)) is { } next)
        {
            chosen.Add(next);
        }

        return Append(chosen, time);
    }

    /// <summary>Replaces the newest blocks by one more than there were.</summary>
    /// <param name="rival">What stands in a transaction's place where it is replaced.</param>
    public void Reorg(int depth, ReorgFate fate, ulong time, Func<SimTransaction, SimTransaction>? rival = null)
    {
        Reorgs++;
        Deepest = Math.Max(Deepest, depth);
        var gone = Blocks.Skip(Blocks.Count - depth).ToList();
        Blocks = Blocks.RemoveRange(Blocks.Count - depth, depth);
        var orphans = gone.SelectMany(block => block.Receipts).Select(receipt => receipt.Transaction).ToList();
        if (fate == ReorgFate.Move)
        {
            _pool.InsertRange(0, orphans);
        }

        foreach (var block in gone)
        {
            var old = block.Receipts.Select(receipt => receipt.Transaction);
            Append(fate == ReorgFate.Keep ? [.. old] : fate == ReorgFate.Replace ? [.. old.Select(rival!)] : [], Math.Max(block.Header.Timestamp, Head.Header.Timestamp + 1));
        }

        Append([], Math.Max(time, Head.Header.Timestamp + 1));
    }

    private static ulong NonceAfter(SimState state, List<SimTransaction> chosen, Address sender) =>
        state.Nonce(sender) + (ulong)chosen.Count(transaction => transaction.Sender == sender);

    private SimBlock Append(IReadOnlyList<SimTransaction> transactions, ulong time)
    {
        time = Math.Max(time, Head.Header.Timestamp + 1);
        var state = Head.After;
        var receipts = new List<SimReceipt>();
        foreach (var transaction in transactions.Where(transaction => transaction.Body.Nonce == state.Nonce(transaction.Sender)))
        {
            var outcome = state.Execute(_contracts, transaction.Body.To, transaction.Body.Data.Span, time);
            state = outcome.After.Spend(transaction.Sender);
            receipts.Add(new SimReceipt(transaction, outcome.Revert is null, outcome.Logs));
        }

        var block = Seal(Head, receipts, state, time);
        Blocks = Blocks.Add(block);
        _pool.RemoveAll(waiting => waiting.Body.Nonce < state.Nonce(waiting.Sender));
        return block;
    }

    private SimBlock Seal(SimBlock? parent, IReadOnlyList<SimReceipt> receipts, SimState state, ulong time)
    {
        var gas = 0UL;
        var proper = receipts.Select(receipt => new Receipt(
            2, receipt.Succeeded, gas += GasPerTransaction, Bloom.Of(receipt.Logs), receipt.Logs)).ToList();
        var header = new BlockHeader
        {
            ParentHash = parent?.Ref.Hash ?? Hash32.Zero,
            OmmersHash = Hash32.Zero,
            Beneficiary = Address.Zero,
            StateRoot = Hash32.Zero,
            TransactionsRoot = Hash32.Zero,
            ReceiptsRoot = ReceiptsTrie.Root(proper),
            LogsBloom = Bloom.Of(receipts.SelectMany(receipt => receipt.Logs)),
            Difficulty = 0,
            Number = parent is null ? 0 : parent.Ref.Number + 1,
            GasLimit = 30_000_000,
            GasUsed = gas,
            Timestamp = time,
            ExtraData = default,
            MixHash = Keccak256.Hash(Encoding.ASCII.GetBytes($"fork {_forks++}")), // two blocks are never alike
            Nonce = 0,
            BaseFee = 7,
        };
        var block = new SimBlock(header, new BlockRef(header.Number, header.Hash()), receipts, state);
        _all.Add(block.Ref.Hash, block);
        return block;
    }
}
