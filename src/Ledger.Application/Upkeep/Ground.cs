// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Documents;
using Ledger.Application.Setup;
using Ledger.Chain;
using Ledger.Chain.Deploy;
using Ledger.Chain.Keys;
using Ledger.Chain.Rpc;
using Ledger.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Application.Upkeep;

/// <summary>What is looked over: a store that stands still, the secrets, and a scratch directory to work in.</summary>
/// <param name="Scratch">Holds the chain's files, where it is embedded, and nothing of value.</param>
/// <param name="Store">A copy, or a store that no host has open.</param>
internal sealed record Ground(DataDirectory Scratch, DeploymentRecord Record, ILedgerStore Store, SecretFile Secrets, DocumentVault Vault, TimeProvider Time)
{
    private readonly CheckpointIndex _checkpoints = new();

    public LedgerContracts Contracts { get; } = Record.Addresses();

    public Known On(IStoreReader reader) => new(reader, Contracts) { Checkpoints = _checkpoints };

    /// <summary>The parts that projecting needs, over another store; no chain is behind it.</summary>
    public LedgerContext Over(ILedgerStore store)
    {
        var transport = new NoChain();
        return new LedgerContext
        {
            Directory = Scratch,
            Record = Record,
            Contracts = Contracts,
            Store = store,
            Transport = transport,
            Node = new EthereumNode(transport),
            Embedded = null,
            Keys = new KeyRing(),
            Documents = Vault,
            Options = new ApplicationOptions(),
            Time = Time,
            Loggers = NullLoggerFactory.Instance,
        };
    }

    private sealed class NoChain : INodeTransport
    {
        public Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation) =>
            throw new ChainFault(ChainFaultKind.Unreachable, "Nothing that is looked over asks a chain.", isTransient: false);
    }
}
