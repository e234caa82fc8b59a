// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Rpc;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Chain.Embedded;

/// <summary>A chain of one's own: anvil as the engine, this class as its only miner and its memory.</summary>
/// <remarks>
/// As a transport it answers like a node. A transaction waits in a queue here until <see cref="MineAsync"/>; it reaches the
/// engine only after the record that names it is durable. After a crash the records are replayed to equal hashes.
/// </remarks>
public sealed class EmbeddedChain : INodeTransport, IAsyncDisposable
{
    private EmbeddedChain(ulong chainId) => ChainId = chainId;

    public ulong ChainId { get; }

    /// <summary>The newest block: final, for its record and its hash are durable.</summary>
    public BlockRef Head { get; }

    /// <summary>The newest block's timestamp, in UTC seconds.</summary>
    public ulong HeadTime { get; }

    /// <summary>The number of transactions waiting for the next block.</summary>
    public int Queued { get; }

    /// <summary>The number of transactions on the chain so far.</summary>
    public ulong TransactionCount { get; }

    /// <summary>Makes a new chain in an empty directory, with a random chain id in [2³², 2⁵²), and starts it.</summary>
    /// <exception cref="ChainFault">The directory holds a chain already, or the engine does not start.</exception>
    public static Task<EmbeddedChain> CreateAsync(EmbeddedChainOptions options, EmbeddedGenesis genesis, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <summary>Starts the chain of a directory again: last snapshot, then the records since, to equal hashes.</summary>
    /// <exception cref="EmbeddedDivergenceException">A replayed block has another hash than its record.</exception>
    /// <exception cref="ChainFault">No chain there, in use by another process, or the engine does not start.</exception>
    public static Task<EmbeddedChain> OpenAsync(EmbeddedChainOptions options, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <summary>Whether the directory holds a chain.</summary>
    public static bool Exists(string directory) => throw new NotImplementedException(directory);

    /// <summary>Answers like a node; <c>eth_sendRawTransaction</c> queues; methods that would change the engine are refused.</summary>
    public Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <summary>Mines one block of the waiting transactions (as many as its gas holds), durable before it shows.</summary>
    /// <param name="timestamp">UTC seconds, later than the head's; raised to one second after it otherwise.</param>
    /// <param name="cancellation">Heeded until the record is written, not after.</param>
    public Task<MinedBlock> MineAsync(ulong timestamp, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Writes a snapshot of the state, so that a restart need not replay everything; the last two are kept.</summary>
    public Task SnapshotAsync(CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Completes when something waits for a block, or at once when something does.</summary>
    public Task WaitForWorkAsync(CancellationToken cancellation) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}

/// <summary>A mined block and what it holds.</summary>
/// <param name="Block">Number and hash.</param>
/// <param name="Time">UTC seconds.</param>
/// <param name="Transactions">The hashes in order.</param>
/// <param name="Refused">Transactions that the engine would not take, with its words; they are out of the queue.</param>
public sealed record MinedBlock(BlockRef Block, ulong Time, IReadOnlyList<Hash32> Transactions, IReadOnlyList<RefusedTransaction> Refused);

/// <summary>A queued transaction that the engine refused.</summary>
public sealed record RefusedTransaction(Hash32 Transaction, string Reason);

/// <summary>How a new chain begins.</summary>
/// <param name="Time">The genesis block's timestamp, in UTC seconds.</param>
/// <param name="Funded">The accounts that hold ether from the beginning: the relayer.</param>
public sealed record EmbeddedGenesis(ulong Time, IReadOnlyList<Address> Funded);

/// <summary>Where the chain lives and what runs it.</summary>
public sealed record EmbeddedChainOptions
{
    /// <summary>The directory of its records and snapshots.</summary>
    public required string Directory { get; init; }

    /// <summary>The engine's platform binary; null looks for it in <c>node_modules</c> from the program's directory upwards.</summary>
    public string? EnginePath { get; init; }

    /// <summary>The engine has to answer within this many milliseconds of its start.</summary>
    public int StartTimeoutMs { get; init; } = 30_000;

    /// <summary>The gas of a block.</summary>
    public ulong BlockGasLimit { get; init; } = 120_000_000;

    /// <summary>A snapshot is due after this many blocks.</summary>
    public int SnapshotEveryBlocks { get; init; } = 1_000;
}

/// <summary>The replayed chain is not the recorded one. The evidence stands for itself.</summary>
public sealed class EmbeddedDivergenceException(ulong number, Hash32 recorded, Hash32 replayed, string evidenceJson)
    : Exception($"Block {number} was recorded as {recorded}, but its replay gives {replayed}: the embedded chain's files or its engine were changed.")
{
    public ulong Number { get; } = number;

    public Hash32 Recorded { get; } = recorded;

    public Hash32 Replayed { get; } = replayed;

    /// <summary>The record, both hashes and the engine's block, as JSON.</summary>
    public string EvidenceJson { get; } = evidenceJson;
}
