// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Chain.Embedded;

/// <summary>How a new chain begins.</summary>
/// <param name="Time">The genesis block's timestamp, in UTC seconds.</param>
/// <param name="Funded">The accounts that hold ether from the beginning: the relayer.</param>
public sealed record EmbeddedGenesis(ulong Time, IReadOnlyList<Address> Funded);

/// <summary>Where the chain lives and what runs it.</summary>
public sealed record EmbeddedChainOptions
{
    /// <summary>The directory of its records and snapshots.</summary>
    public required string Directory { get; init; }

    /// <summary>Take the chain's place from a process that stands still: whatever it does once it wakes, it mines nothing more here.</summary>
    public bool Seize { get; init; }

    /// <summary>The engine's platform binary; null looks for it in <c>node_modules</c> from the program's directory upwards.</summary>
    public string? EnginePath { get; init; }

    /// <summary>The engine has to listen within this many milliseconds of its start.</summary>
    public int StartTimeoutMs { get; init; } = 60_000;

    /// <summary>The gas of a block; fixed when the chain is made.</summary>
    public ulong BlockGasLimit { get; init; } = 120_000_000;

    /// <summary>A snapshot is due after this many blocks, or ten times as many transactions.</summary>
    public int SnapshotEveryBlocks { get; init; } = 500;

    /// <summary>Starts an engine with its arguments, until it listens. A simulation puts an engine of its own here.</summary>
    internal Func<EmbeddedChainOptions, IReadOnlyList<string>, CancellationToken, Task<IEngineProcess>> Launch { get; init; } = EngineProcess.StartAsync;
}
