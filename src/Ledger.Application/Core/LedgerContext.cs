// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Documents;
using Ledger.Application.Schedules;
using Ledger.Application.Setup;
using Ledger.Application.Texts;
using Ledger.Chain;
using Ledger.Chain.Deploy;
using Ledger.Chain.Embedded;
using Ledger.Chain.Follow;
using Ledger.Chain.Keys;
using Ledger.Chain.Nodes;
using Ledger.Chain.Rpc;
using Ledger.Domain.Pools;
using Ledger.Store;
using Microsoft.Extensions.Logging;

namespace Ledger.Application.Core;

/// <summary>The parts that every use case and loop shares.</summary>
internal sealed class LedgerContext
{
    private readonly CheckpointIndex _checkpoints = new();

    public required DataDirectory Directory { get; init; }

    public required DeploymentRecord Record { get; init; }

    public required LedgerContracts Contracts { get; init; }

    public required ILedgerStore Store { get; init; }

    /// <summary>The road for calls that strangers thought out.</summary>
    public required INodeTransport Transport { get; init; }

    /// <summary>The network's endpoints; null for the embedded chain, and where a test stands in for them.</summary>
    public NodePool? Nodes { get; init; }

    public required EthereumNode Node { get; init; }

    /// <summary>The embedded chain; null on a network.</summary>
    public required EmbeddedChain? Embedded { get; init; }

    public required KeyRing Keys { get; init; }

    public required DocumentVault Documents { get; init; }

    public required ApplicationOptions Options { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILoggerFactory Loggers { get; init; }

    public RefusalTexts Texts { get; } = new();

    /// <summary>The lists of patents behind the roots on chain.</summary>
    public PatentLists Lists => field ??= new PatentLists(Documents);

    /// <summary>The pools' charters and the rules in them.</summary>
    public CharterBook Charters => field ??= new CharterBook(Documents, Options);

    /// <summary>Wakes the loops when there is something to do.</summary>
    public WorkSignal Work { get; } = new();

    /// <summary>Which loops fail now.</summary>
    public FaultBook Faults { get; } = new();

    /// <summary>What stands until its cause is gone.</summary>
    public AlarmBook Alarms { get; } = new();

    /// <summary>Set once the writer must stop.</summary>
    public WriterHalt Halt { get; } = new();

    public Finality Finality => Record.IsEmbedded ? Finality.Immediate : Finality.AtDepth(Record.FinalityBlocks);

    /// <summary>Chain id and addresses, as the pure rooms take them.</summary>
    public ContractAddresses Addresses => new(Contracts.ChainId, Contracts.Parties, Contracts.Pools, Contracts.Licenses, Contracts.UsageLog);

    /// <summary>Keeps the log key of a pool to be; it lies under a name of its own, for the pool has no id yet.</summary>
    public void Keep(KeyFile logKey) => Keys.Add(logKey.WriteTo(Path.Combine(Directory.Keys, $"log-{Guid.CreateVersion7():N}.json"), KeyForm.Plain));

    /// <summary>What is known in a snapshot of the store.</summary>
    public Known On(IStoreReader reader) => new(reader, Contracts) { Checkpoints = _checkpoints };

    /// <summary>The present, UTC seconds: the host's clock, or while seeding the seeds' own.</summary>
    public ulong Now => checked((ulong)Time.GetUtcNow().ToUnixTimeSeconds());
}
