// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Cli.Commands;
using Ledger.Domain;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Evidence.Events;
using Ledger.Evidence.Model;

namespace Ledger.Cli.Auditing;

/// <summary>Whose keys held when, folded from the chain's own events up to one block; the host's word counts for nothing here.</summary>
internal sealed class SigningKeys
{
    private static readonly string[] _keyActs =
    [
        .. new[]
        {
            EventTopics.PartyOpened, EventTopics.KeyAdmitted, EventTopics.KeyRetired, EventTopics.KeyCompromised, EventTopics.RecoveryCompleted,
        }.Select(topic => topic.ToString()),
    ];

    private readonly Session _session;
    private readonly EvidenceDeployment _deployment;
    private readonly ulong _head;
    private readonly Dictionary<PartyId, PartyHistory> _parties = [];
    private readonly Dictionary<Hash32, ulong?> _times = [];

    private SigningKeys(Session session, EvidenceDeployment deployment, ulong head) => (_session, _deployment, _head) = (session, deployment, head);

    /// <summary>The pool's formation and changes of its log key, up to the last final block.</summary>
    public PoolHistory Pool { get; private set; } = PoolHistory.Empty;

    /// <param name="head">The newest block: a party may have admitted a key since the last final one.</param>
    public static async Task<SigningKeys> OpenAsync(
        Session session, EvidenceDeployment deployment, Hash32 pool, ulong final, ulong head, CancellationToken cancel)
    {
        var keys = new SigningKeys(session, deployment, head);
        string[] kinds = [EventTopics.PoolFormed.ToString(), EventTopics.LogKeyChanged.ToString()];
        keys.Pool = PoolHistory.From(await keys.ReadAsync(deployment.Contracts.Pools, kinds, pool, final, cancel));
        return keys;
    }

    /// <summary>Whether the key was its author's, for reports, at some time between the block that a record names and the one that anchored it.</summary>
    /// <param name="anchored">The number of the block whose checkpoint first passes the record's leaf; the greatest where there is none yet.</param>
    public async Task<bool> HeldAsync(IUsageRecord record, Address key, ulong anchored, CancellationToken cancel)
    {
        if (!_parties.TryGetValue(record.Author, out var party))
        {
            party = PartyHistory.From(await ReadAsync(_deployment.Contracts.Parties, _keyActs, record.Author.Value, _head, cancel));
            _parties.Add(record.Author, party);
        }

        return party.Keys.TryGetValue(key, out var hold)
            && Held(hold, hold.Until is null ? 0 : await TimeAsync(record.RecentBlock, cancel), anchored);
    }

    /// <summary>Whether a hold has the scope and touches the span in which the record was signed.</summary>
    /// <param name="since">Time of the block that the record names, UTC seconds; null where the chain has no such block.</param>
    /// <param name="anchored">Number of the block that ends the span.</param>
    public static bool Held(KeyHold hold, ulong? since, ulong anchored) =>
        hold.Scopes.HasFlag(KeyScopes.Report) && hold.By.At.Block.Number <= anchored && since is { } from && (hold.Until is not { } until || from < until);

    private async Task<IEnumerable<Fact>> ReadAsync(Address contract, string[] kinds, Hash32 subject, ulong to, CancellationToken cancel)
    {
        List<Fact> facts = [];
        foreach (var log in await ChainEvents.ReadAsync(_session, contract, [kinds, subject.ToString()], 0, to, cancel))
        {
            var block = new BlockRef(ChainEvents.Quantity(log.GetProperty("blockNumber")), Id(log, "blockHash"));
            var at = new FactPosition(block, await TimeAsync(block.Hash, cancel) ?? 0, Id(log, "transactionHash"), checked((uint)ChainEvents.Quantity(log.GetProperty("logIndex"))));
            var entry = new LogEntry(
                Address.Parse(log.GetProperty("address").GetString()!),
                [.. log.GetProperty("topics").EnumerateArray().Select(topic => Hash32.Parse(topic.GetString()!))],
                Hex.Decode(log.GetProperty("data").GetString()!));
            if (!EventReader.TryRead(_deployment, entry, at, out var fact) || entry.Topics[1] != subject)
            {
                throw new CliFailure(ExitCode.Fault, "fault.node", ("answer", log.ToString()));
            }

            facts.Add(fact);
        }

        return facts.OrderBy(fact => fact.At);
    }

    private async Task<ulong?> TimeAsync(Hash32 block, CancellationToken cancel)
    {
        if (!_times.TryGetValue(block, out var time))
        {
            var found = await _session.Api.AskChainAsync("eth_getBlockByHash", [block.ToString(), false], cancel);
            time = found.ValueKind is JsonValueKind.Object ? ChainEvents.Quantity(found.GetProperty("timestamp")) : null;
            _times.Add(block, time);
        }

        return time;
    }

    private static Hash32 Id(JsonElement log, string name) => Hash32.Parse(log.GetProperty(name).GetString()!);
}
