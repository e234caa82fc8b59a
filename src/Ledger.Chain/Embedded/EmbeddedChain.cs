// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Ledger.Chain.Rpc;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Chain.Embedded;

/// <summary>A chain of one's own: anvil as the engine, this class as its only miner and its memory.</summary>
/// <remarks>
/// As a transport it answers like a node. A transaction waits in a queue here until <see cref="MineAsync"/>; it reaches the
/// engine only after the record that names it is durable. After a crash the records are replayed to equal hashes.
/// </remarks>
public sealed partial class EmbeddedChain : INodeTransport, IAsyncDisposable
{
    private readonly EmbeddedChainOptions _options;
    private readonly ChainDescription _description;
    private readonly LockFile _lock;
    private readonly BlockRecordFile _records;
    private readonly TransactionQueue _queue;
    private readonly SemaphoreSlim _mining = new(1, 1);
    private readonly BlockGate _gate = new();
    private IEngineProcess? _process;
    private Engine _engine = null!;
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _blocksSinceSnapshot;
    private int _transactionsSinceSnapshot;
    private bool _isBroken;
    private bool _isDisposed;

    private EmbeddedChain(EmbeddedChainOptions options, ChainDescription description, LockFile @lock, BlockRecordFile records)
    {
        (_options, _description, _lock, _records) = (options, description, @lock, records);
        _queue = new TransactionQueue(description.ChainId, description.BlockGasLimit);
    }

    public ulong ChainId => _description.ChainId;

    /// <summary>The newest block: final, for its record and its hash are durable.</summary>
    public BlockRef Head { get; private set; }

    /// <summary>The newest block's timestamp, in UTC seconds.</summary>
    public ulong HeadTime { get; private set; }

    /// <summary>The snapshot that this process took last; null before the first.</summary>
    public SnapshotNote? LastSnapshot { get; private set; }

    /// <summary>Why the newest snapshot could not be taken, while blocks went on; null where it was, or before the first.</summary>
    public string? SnapshotTrouble { get; private set; }

    /// <summary>The number of transactions that wait for a block.</summary>
    public int Queued => _queue.Count;

    /// <summary>The number of transactions on the chain so far.</summary>
    public ulong TransactionCount { get; private set; }

    /// <summary>That the engine had to be started again and its replay differed: nothing more is mined. Null as long as all is well.</summary>
    public EmbeddedDivergenceException? Divergence { get; private set; }

    /// <summary>The process id of the engine: for diagnosis, and for tests that end it.</summary>
    public int EngineProcessId => _process?.ProcessId ?? 0;

    /// <summary>Mines one block of the waiting transactions (as many as its gas holds), durable before it shows.</summary>
    /// <param name="timestamp">UTC seconds, later than the head's; raised to one second after it otherwise.</param>
    /// <param name="cancellation">Heeded until the record is written, not after.</param>
    /// <exception cref="ChainFault">
    /// The record could not be made durable, or the engine failed, or it was started again and differs (<see cref="Divergence"/>).
    /// In the first and the last case the chain stands still from then on.
    /// </exception>
    public async Task<MinedBlock> MineAsync(ulong timestamp, CancellationToken cancellation)
    {
        await _mining.WaitAsync(cancellation);
        try
        {
            await EnsureEngineAsync(cancellation);
            var picked = _queue.Pick(await NextNoncesAsync(_engine, cancellation));
            var record = new BlockRecord(Head.Number + 1, Math.Max(timestamp, HeadTime + 1), [.. picked.Select(transaction => transaction.Raw)]);
            cancellation.ThrowIfCancellationRequested();
            Keep(() => _records.Append(record));
            Passed(EmbeddedPoints.RecordKept);
            var (block, refused) = await MineRecordAsync(record);
            _queue.Remove(picked.Select(transaction => transaction.Hash).ToHashSet());
            if (_blocksSinceSnapshot >= _options.SnapshotEveryBlocks || _transactionsSinceSnapshot >= 10 * _options.SnapshotEveryBlocks)
            {
                await TrySnapshotAsync();
            }

            return new MinedBlock(block.Ref, block.Time, block.Transactions, refused);
        }
        finally
        {
            _mining.Release();
        }
    }

    /// <summary>Writes a snapshot of the state, so that a restart need not replay everything; the last two are kept.</summary>
    public async Task SnapshotAsync(CancellationToken cancellation)
    {
        await _mining.WaitAsync(cancellation);
        try
        {
            await EnsureEngineAsync(cancellation);
            await TakeSnapshotAsync(cancellation);
        }
        finally
        {
            _mining.Release();
        }
    }

    /// <summary>Whether some waiting transaction could go into a block now. One that waits for a nonce before its own could not.</summary>
    public async Task<bool> HasWorkAsync(CancellationToken cancellation) =>
        Queued > 0 && _queue.Pick(await GuardedAsync(engine => NextNoncesAsync(engine, cancellation), cancellation)).Count > 0;

    /// <summary>Completes when some transaction could go into a block now.</summary>
    public async Task WaitForWorkAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var arrived = Volatile.Read(ref _arrived).Task;
            if (await HasWorkAsync(cancellation))
            {
                return;
            }

            await arrived.WaitAsync(cancellation);
        }
    }

    /// <summary>Stops the engine, with a snapshot where it saves the next start work; leaves the files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await _mining.WaitAsync();
        if (_process is { HasExited: false } && !_isBroken && _lock.IsOurs && (_blocksSinceSnapshot >= 32 || _transactionsSinceSnapshot >= 200))
        {
            await TrySnapshotAsync();
        }

        await EndEngineAsync();
        _records.Dispose();
        _lock.Dispose();
        _mining.Dispose();
    }

    private async Task<(NodeBlock Block, IReadOnlyList<RefusedTransaction> Refused)> MineRecordAsync(BlockRecord record)
    {
        IReadOnlyList<RefusedTransaction> refused = [];
        await _gate.CloseAsync();
        try
        {
            try
            {
                var mined = await _engine.MineAsync(record, CancellationToken.None);
                Passed(EmbeddedPoints.BlockMined);
                refused = mined.Refused;
                if (Settle(record, mined))
                {
                    return (mined.Block, refused);
                }
            }
            catch (ChainFault) when (!_isBroken)
            {
                // The engine died, or nobody knows how far it came.
            }

            // Its successor replays everything, this record too.
            await RestartEngineAsync(CancellationToken.None);
            var block = await _engine.HeadAsync(CancellationToken.None);
            var lost = record.Transactions.Select(raw => Keccak256.Hash(raw)).Except(block.Transactions);
            return (block, [.. lost.Select(hash => refused.FirstOrDefault(each => each.Transaction == hash) ?? new RefusedTransaction(hash, "refused by the engine"))]);
        }
        finally
        {
            _gate.Open();
        }
    }

    /// <summary>Makes the mined block's hash durable, and before it a smaller record where the engine refused some.</summary>
    /// <returns>False where the smaller record has to be mined afresh, by an engine that never saw what is left out.</returns>
    private bool Settle(BlockRecord record, EngineBlock mined)
    {
        if (mined.Refused.Count > 0)
        {
            var refused = mined.Refused.Select(each => each.Transaction).ToHashSet();
            Keep(() => _records.Append(record with { Transactions = [.. record.Transactions.Where(raw => !refused.Contains(Keccak256.Hash(raw)))] }));
            Passed(EmbeddedPoints.SmallerRecordKept);
        }
        else if (!mined.Block.Transactions.SequenceEqual(record.Transactions.Select(raw => Keccak256.Hash(raw))))
        {
            throw new ChainFault(ChainFaultKind.Embedded, $"The engine mined block {record.Number} in another order than the record's.", isTransient: false);
        }

        if (mined.IsClean)
        {
            Keep(() => _records.Append(record.Number, mined.Block.Ref.Hash));
            Passed(EmbeddedPoints.HashKept);
            Mined(mined.Block);
        }

        return mined.IsClean;
    }

    private void Mined(NodeBlock block)
    {
        Head = block.Ref;
        HeadTime = block.Time;
        TransactionCount += (ulong)block.Transactions.Count;
        _blocksSinceSnapshot++;
        _transactionsSinceSnapshot += block.Transactions.Count;
        Interlocked.Exchange(ref _arrived, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    /// <summary>
    /// After a failed write or sync nobody knows what is on the disk: nothing more is mined until a restart reads it. Nor is anything once
    /// another process took the chain's place: it copied the records only after it had, so what was written by then is in its copy.
    /// </summary>
    private void Keep(Action write)
    {
        try
        {
            write();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _isBroken = true;
            throw new ChainFault(ChainFaultKind.Embedded, $"The embedded chain's record cannot be made durable: {failure.Message}", isTransient: false);
        }

        RequireOurs();
    }

    /// <summary>The records alone are enough: one that fails makes the next start longer, and comes again when the next is due.</summary>
    private async Task TrySnapshotAsync()
    {
        try
        {
            await TakeSnapshotAsync(CancellationToken.None);
        }
        catch (Exception failure) when (failure is ChainFault or IOException or UnauthorizedAccessException)
        {
            SnapshotTrouble = failure.Message;
            _blocksSinceSnapshot = 0;
            _transactionsSinceSnapshot = 0;
        }
    }

    private async Task TakeSnapshotAsync(CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var state = await _engine.DumpAsync(cancellation);
        Passed(EmbeddedPoints.StateDumped);
        var bytes = await SnapshotFiles.WriteAsync(_options.Directory, Head.Number, state, cancellation);
        LastSnapshot = new SnapshotNote(Head.Number, bytes, Stopwatch.GetElapsedTime(began));
        SnapshotTrouble = null;
        _blocksSinceSnapshot = 0;
        _transactionsSinceSnapshot = 0;
        Passed(EmbeddedPoints.SnapshotNoted);
    }

    private void Passed(string point) => EmbeddedPoints.Pass(point, _options.Directory);

    private async Task<Dictionary<Address, ulong>> NextNoncesAsync(Engine engine, CancellationToken cancellation)
    {
        var nonces = new Dictionary<Address, ulong>();
        foreach (var sender in _queue.Senders())
        {
            nonces[sender] = await engine.NonceAsync(sender, cancellation);
        }

        return nonces;
    }
}
