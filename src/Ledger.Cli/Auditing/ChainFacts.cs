// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Cli.Api;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Evidence.Events;
using Ledger.Evidence.Model;

namespace Ledger.Cli.Auditing;

/// <summary>The chain's events as facts, each proven by the receipts of its block, whose header hashes to its name.</summary>
internal sealed class ChainFacts(ApiClient chain, EvidenceDeployment deployment)
{
    private readonly Dictionary<Hash32, BlockHeader?> _headers = [];
    private readonly ChainReceipts _receipts = new(chain);

    public ApiClient Chain => chain;

    public EvidenceDeployment Deployment => deployment;

    /// <summary>A subject's facts of some kinds, in their order. Whether any is left out, only the state tells.</summary>
    /// <param name="to">Number of the last block.</param>
    /// <exception cref="CliFailure">Fault: an answer is no event of these, or is not in the receipts of its block.</exception>
    public async Task<IEnumerable<Fact>> ReadAsync(Address contract, Hash32[] kinds, Hash32 subject, ulong to, CancellationToken cancel)
    {
        List<Fact> facts = [];
        foreach (var log in await ChainEvents.ReadAsync(chain, contract, [kinds.Select(kind => kind.ToString()).ToArray(), subject.ToString()], 0, to, cancel))
        {
            var block = new BlockRef(RpcQuantity.Read(log.GetProperty("blockNumber")), Id(log, "blockHash"));
            var entry = ChainEvents.Entry(log);
            if (await HeaderAsync(block.Hash, cancel) is not { } header || header.Number != block.Number || !header.LogsBloom.Covers(Bloom.Of([entry]))
                || !EventReader.TryRead(
                    deployment, entry, new FactPosition(block, header.Timestamp, Id(log, "transactionHash"), checked((uint)RpcQuantity.Read(log.GetProperty("logIndex")))), out var found) || found is not Fact fact
                || entry.Topics[1] != subject || !await _receipts.HoldAsync(header, fact.At.EventIndex, entry, cancel))
            {
                throw new CliFailure(ExitCode.Fault, "fault.node", ("answer", log.ToString()));
            }

            facts.Add(fact);
        }

        return facts.OrderBy(fact => fact.At);
    }

    /// <summary>A block's time, UTC seconds; null where the chain has no such block.</summary>
    public async Task<ulong?> TimeAsync(Hash32 block, CancellationToken cancel) => (await HeaderAsync(block, cancel))?.Timestamp;

    private async Task<BlockHeader?> HeaderAsync(Hash32 block, CancellationToken cancel)
    {
        if (!_headers.TryGetValue(block, out var header))
        {
            header = await ChainHeaders.OfAsync(chain, block, cancel);
            _headers.Add(block, header);
        }

        return header;
    }

    private static Hash32 Id(JsonElement log, string name) => Hash32.Parse(log.GetProperty(name).GetString()!);
}
