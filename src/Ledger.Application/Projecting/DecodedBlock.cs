// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Chain;
using Ledger.Chain.Deploy;
using Ledger.Chain.Follow;
using Ledger.Domain;
using Ledger.Store.Facts;

namespace Ledger.Application.Projecting;

/// <summary>A block as read, with all of it that needs no store: decoded, and filed under its subjects' keys.</summary>
internal sealed class DecodedBlock
{
    private DecodedBlock(Advance step, IReadOnlyList<Fact?> facts, IReadOnlyList<NewFact> rows) => (Step, Facts, Rows) = (step, facts, rows);

    public Advance Step { get; }

    /// <summary>What the logs say, one for one; null where this version cannot read one.</summary>
    public IReadOnlyList<Fact?> Facts { get; }

    /// <summary>The logs on their way into the store, one for one.</summary>
    public IReadOnlyList<NewFact> Rows { get; }

    public BlockRow Block => new(Step.Block, Step.Header.ParentHash, Step.Time, Step.Header.Encode());

    public static DecodedBlock Of(LedgerContracts contracts, Advance step)
    {
        var facts = new Fact?[step.Logs.Count];
        var rows = new NewFact[step.Logs.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var log = step.Logs[i];
            _ = FactDecoder.TryDecode(contracts, step.Header, log, out facts[i]);
            rows[i] = new NewFact(
                log.Index, log.Transaction, log.Entry.Address, log.Entry.Topics, log.Entry.Data.ToArray(), facts[i]?.Name ?? UnknownEvents.Kind, Keys(facts[i]));
        }

        return new DecodedBlock(step, facts, rows);
    }

    /// <summary>The keys under which a fact is found: its subjects' and its act's id.</summary>
    private static Ethereum.Hash32[] Keys(Fact? fact) => fact is null ? [] : [.. fact.Subjects.Select(StoreKeys.Of), fact.Recorded.ActId];
}
