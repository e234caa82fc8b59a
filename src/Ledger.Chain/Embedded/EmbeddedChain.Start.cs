// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Chain.Embedded;

public sealed partial class EmbeddedChain
{
    private const string RecordFileName = "blocks.log";
    private const string LockFileName = "lock";

    /// <summary>Whether the directory holds a chain.</summary>
    public static bool Exists(string directory) => File.Exists(Path.Combine(directory, ChainDescription.FileName));

    /// <summary>Makes a new chain in a directory, with a random chain id in [2³², 2⁵²), and starts it.</summary>
    /// <exception cref="ChainFault">The directory holds a chain already, or the engine does not start.</exception>
    public static async Task<EmbeddedChain> CreateAsync(EmbeddedChainOptions options, EmbeddedGenesis genesis, CancellationToken cancellation)
    {
        options = options with { Directory = Path.GetFullPath(options.Directory) };
        Directory.CreateDirectory(options.Directory);
        var @lock = Lock(options.Directory);
        BlockRecordFile? records = null;
        try
        {
            if (Exists(options.Directory))
            {
                throw Fault($"'{options.Directory}' holds a chain already.");
            }

            // The description comes last: only with it the chain exists. What an interrupted attempt left is overwritten.
            File.Delete(Path.Combine(options.Directory, RecordFileName));
            records = BlockRecordFile.Create(Path.Combine(options.Directory, RecordFileName));
            var description = ChainDescription.Draw(genesis, options.BlockGasLimit);
            description.Write(Path.Combine(options.Directory, ChainDescription.FileName));
            var chain = new EmbeddedChain(options, description, @lock, records);
            await chain.StartEngineAsync(cancellation);
            return chain;
        }
        catch
        {
            records?.Dispose();
            @lock.Dispose();
            throw;
        }
    }

    /// <summary>Starts the chain of a directory again: last snapshot, then the records since, to equal hashes.</summary>
    /// <exception cref="EmbeddedDivergenceException">A replayed block has another hash than its record.</exception>
    /// <exception cref="ChainFault">No chain there, in use by another process, damaged, or the engine does not start.</exception>
    public static async Task<EmbeddedChain> OpenAsync(EmbeddedChainOptions options, CancellationToken cancellation)
    {
        options = options with { Directory = Path.GetFullPath(options.Directory) };
        if (!Exists(options.Directory))
        {
            throw Fault($"'{options.Directory}' holds no embedded chain.");
        }

        var @lock = options.Seize ? Seize(options.Directory) : Lock(options.Directory);
        BlockRecordFile? records = null;
        try
        {
            var description = ChainDescription.Read(Path.Combine(options.Directory, ChainDescription.FileName));
            records = BlockRecordFile.OpenExisting(Path.Combine(options.Directory, RecordFileName));
            SnapshotFiles.RemoveHalfWritten(options.Directory);
            var chain = new EmbeddedChain(options, description, @lock, records);
            await chain.StartEngineAsync(cancellation);
            return chain;
        }
        catch
        {
            records?.Dispose();
            @lock.Dispose();
            throw;
        }
    }

    private static LockFile Lock(string directory) => LockFile.TryTake(Path.Combine(directory, LockFileName))
        ?? throw Fault($"The embedded chain in '{directory}' is in use by another process.");

    private static LockFile Seize(string directory)
    {
        var @lock = LockFile.Seize(Path.Combine(directory, LockFileName));
        LockFile.Renew(Path.Combine(directory, RecordFileName));
        return @lock;
    }

    /// <summary>Whoever lost the chain's place must not end its new owner's engine, nor write a record.</summary>
    private void RequireOurs()
    {
        if (!_lock.IsOurs)
        {
            _isBroken = true;
            throw new ChainFault(ChainFaultKind.Fenced, "Another process has taken the embedded chain over: this one mines nothing more.", isTransient: false);
        }
    }

    private static ChainFault Fault(string message) => new(ChainFaultKind.Embedded, message, isTransient: false);

    private async Task EnsureEngineAsync(CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        RequireOurs();
        if (_isBroken)
        {
            throw Fault("The embedded chain stands still: a record could not be made durable, or a replay differed. Start the host again.");
        }

        if (_process is null or { HasExited: true })
        {
            await _gate.CloseAsync();
            try
            {
                await RestartEngineAsync(cancellation);
            }
            finally
            {
                _gate.Open();
            }
        }
    }

    /// <summary>Starts the engine again in mid-flight. A divergence is then kept for whoever conducts, and a fault for everybody else.</summary>
    private async Task RestartEngineAsync(CancellationToken cancellation)
    {
        try
        {
            await StartEngineAsync(cancellation);
        }
        catch (EmbeddedDivergenceException diverged)
        {
            Divergence = diverged;
            throw new ChainFault(ChainFaultKind.Embedded, diverged.Message, isTransient: false, diverged);
        }
    }

    private async Task StartEngineAsync(CancellationToken cancellation)
    {
        try
        {
            do
            {
                await EndEngineAsync();
                RequireOurs();
                EngineProcess.EndStray(_options.Directory);
            }
            while (!await LoadAndReplayAsync(cancellation));
        }
        catch (Exception failure)
        {
            _isBroken |= failure is EmbeddedDivergenceException;
            await EndEngineAsync();
            throw;
        }
    }

    private async Task EndEngineAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await process.DisposeAsync();
        }
    }

    /// <summary>Starts the engine from the newest good snapshot and replays the records after it.</summary>
    /// <returns>False when the last record had to be made smaller: start again.</returns>
    private async Task<bool> LoadAndReplayAsync(CancellationToken cancellation)
    {
        var recordPath = Path.Combine(_options.Directory, RecordFileName);
        foreach (var (number, path) in SnapshotFiles.List(_options.Directory))
        {
            if (await TryLoadAsync(number, path, HashOf(recordPath, number), cancellation))
            {
                return await ReplayAsync(recordPath, cancellation);
            }
        }

        await LaunchAsync(snapshot: null, cancellation);
        return await ReplayAsync(recordPath, cancellation);
    }

    private async Task LaunchAsync(string? snapshot, CancellationToken cancellation)
    {
        _process = await _options.Launch(_options, _description.EngineArguments(_options.Directory, snapshot), cancellation);
        _engine = new Engine(_process.Transport, _options.Directory);
    }

    /// <summary>False for a snapshot that the engine refuses, that is not of the recorded chain, or whose state is not whole.</summary>
    private async Task<bool> TryLoadAsync(ulong number, string path, Hash32? recorded, CancellationToken cancellation)
    {
        if (recorded is null)
        {
            return false;
        }

        try
        {
            await LaunchAsync(path, cancellation);
            var head = await _engine.HeadAsync(cancellation);
            if (head.Ref.Number == number && head.Ref.Hash == recorded && await _engine.IsWholeAsync(head, cancellation))
            {
                return true;
            }
        }
        catch (ChainFault)
        {
            // The engine says no to the file; the snapshot before it or the records alone will do.
        }

        await EndEngineAsync();
        return false;
    }

    private async Task<bool> ReplayAsync(string recordPath, CancellationToken cancellation)
    {
        Passed(EmbeddedPoints.EngineLoaded);
        var head = await _engine.HeadAsync(cancellation);
        (Head, HeadTime, TransactionCount) = (head.Ref, head.Time, 0);
        _blocksSinceSnapshot = 0;
        _transactionsSinceSnapshot = 0;
        foreach (var (record, hash) in BlockRecordFile.Read(recordPath))
        {
            if (record.Number <= head.Ref.Number)
            {
                TransactionCount += (ulong)record.Transactions.Count;
                continue;
            }

            var mined = await _engine.MineAsync(record, cancellation);
            if (hash is null)
            {
                return Settle(record, mined);
            }

            if (mined.Block.Ref.Hash != hash)
            {
                throw new EmbeddedDivergenceException(ChainId, record, hash.Value, mined.Block);
            }

            Mined(mined.Block);
            Passed(EmbeddedPoints.BlockReplayed);
        }

        await _engine.TellTimeAsync(HeadTime, cancellation);
        return true;
    }

    private static Hash32? HashOf(string recordPath, ulong number)
    {
        foreach (var block in BlockRecordFile.Read(recordPath))
        {
            if (block.Record.Number == number)
            {
                return block.Hash;
            }
        }

        return null;
    }
}
