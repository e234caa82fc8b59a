// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Documents;
using Ledger.Domain.Parties;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Events;
using Ledger.Evidence.Storage;

namespace Ledger.Cli.Auditing;

/// <summary>Whose keys held when, folded from the chain's own events; that none was left out is told by the slot of the keys' head.</summary>
internal sealed class SigningKeys(ChainFacts facts)
{
    private static readonly Hash32[] _keyActs =
        [EventTopics.PartyOpened, EventTopics.KeyAdmitted, EventTopics.KeyRetired, EventTopics.KeyCompromised, EventTopics.RecoveryCompleted];

    private readonly Dictionary<PartyId, (PartyHistory History, bool IsWhole)> _parties = [];
    private readonly HashSet<PartyId> _accused = [];

    /// <summary>What speaks against the record's key: null when it was its author's, for reports, at some time between the block that the record names and the one that anchored it.</summary>
    /// <remarks>A party of whose keys an act was left out is named once.</remarks>
    /// <param name="anchored">The number of the block whose checkpoint first passes the record's leaf; the greatest where there is none yet.</param>
    public async Task<LogFlaw?> JudgeAsync(IUsageRecord record, Address key, ulong anchored, CancellationToken cancel)
    {
        var (history, isWhole) = await PartyAsync(record.Author, cancel);
        return !isWhole ? _accused.Add(record.Author) ? LogFlaw.KeysIncomplete : null
            : history.Keys.TryGetValue(key, out var hold)
                && Held(hold, hold.Until is null ? 0 : await facts.TimeAsync(record.RecentBlock, cancel), anchored) ? null
            : LogFlaw.KeyNotHeld;
    }

    /// <summary>Whether a key that may sign for its party signed the demand; never of a party of whose keys an act was left out.</summary>
    public async Task<bool> SignedAsync(IErasureDemand erasure, Signature signature, Eip712Domain domain, CancellationToken cancel)
    {
        var (history, isWhole) = await PartyAsync(erasure.Party, cancel);
        return isWhole && ErasureDecision.WasSigned(erasure, history, signature, domain);
    }

    /// <summary>Whether a hold has the scope and touches the span in which the record was signed.</summary>
    /// <param name="since">Time of the block that the record names, UTC seconds; null where the chain has no such block.</param>
    /// <param name="anchored">Number of the block that ends the span.</param>
    public static bool Held(KeyHold hold, ulong? since, ulong anchored) =>
        hold.By.At.Block.Number <= anchored && since is { } from && hold.HoldsWithin(KeyScopes.Report, from, ulong.MaxValue);

    /// <summary>Whether key acts lead, each from the one before, from the party's opening to the head that the chain's state has.</summary>
    /// <remarks>An act's id is the hash of its content, and names the act before: so the head binds them all.</remarks>
    public static bool IsWhole(PartyHistory history, PartyId party, Hash32 head)
    {
        if (history.Facts is not [PartyOpened { Act: var opened }, ..] || opened.Id != party)
        {
            return false;
        }

        var last = Hash32.Zero;
        foreach (var act in history.Facts.Skip(1).Select(fact => fact.Recorded))
        {
            if ((act.SecondPrevious ?? act.Previous) != last) // a recovery's completion names the keys' head second
            {
                return false;
            }

            last = act.ActId;
        }

        return last == head;
    }

    /// <summary>Up to the newest block: a party may have admitted a key since the last final one.</summary>
    private async Task<(PartyHistory History, bool IsWhole)> PartyAsync(PartyId party, CancellationToken cancel)
    {
        if (!_parties.TryGetValue(party, out var known))
        {
            var state = await ProvenState.NewestAsync(facts.Chain, cancel);
            var contract = facts.Deployment.Contracts.Parties;
            var history = PartyHistory.From(await facts.ReadAsync(contract, _keyActs, party.Value, state.Header.Number, cancel));
            known = (history, IsWhole(history, party, await state.ReadAsync(contract, StorageSlots.KeysHead(party), cancel)));
            if (!known.IsWhole && (await ChainHeaders.AtAsync(facts.Chain, state.Header.Number, cancel))?.Hash() != state.Block)
            {
                throw new CliFailure(ExitCode.Unconfirmed, "audit.moved");
            }

            _parties.Add(party, known);
        }

        return known;
    }
}
