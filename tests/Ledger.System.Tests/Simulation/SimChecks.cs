// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Projecting;
using Ledger.Domain.Alerts;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Ethereum.Transactions;
using Ledger.Store;
using Ledger.Store.Alerts;
using Ledger.Store.Outbox;
using Ledger.Store.Projections;
using Ledger.Store.Proposals;

namespace Ledger.SystemTests.Simulation;

/// <summary>Everything that must hold after every step, whatever happened.</summary>
internal static class SimChecks
{
    /// <summary>Compares the store with the chain that it saw, and with what a rebuild makes of its own facts.</summary>
    /// <param name="known">Blocks of the store that were found right before: nothing below one of them is read again. Grows.</param>
    public static async Task CheckAllAsync(SimChain chain, SimLedger ledger, HashSet<Hash32> known)
    {
        var context = ledger.Open.Context;
        await ledger.Store.ReadAsync(reader =>
        {
            Cursor(chain, reader, known);
            Outbox(chain, reader);
            Journal(reader);
            Alerts(context, reader);
            return true;
        });
        if (!ledger.IsFull && !ledger.Store.IsBroken)
        {
            await ProjectionsAsync(ledger); // it writes, though it keeps nothing
        }
    }

    private static void Cursor(SimChain chain, IStoreReader reader, HashSet<Hash32> known)
    {
        if (reader.Blocks.Head is not { } head)
        {
            return;
        }

        var row = head;
        while (true)
        {
            var block = chain.Find(row.Ref.Hash);
            Assert.True(block is not null, $"block {row.Ref} never was on the chain");
            Assert.Equal(block.Header.Encode(), row.Header);
            var expected = block.Logs.Select((entry, i) => (i, entry)).Where(it => chain.Contracts.NameOf(it.entry.Log.Address) is not null).ToList();
            var facts = reader.Facts.InBlock(row.Ref.Hash);
            Assert.Equal(expected.Count, facts.Count);
            for (var i = 0; i < facts.Count; i++)
            {
                Assert.Equal((uint)expected[i].i, facts[i].EventIndex);
                Assert.Equal(expected[i].entry.Receipt.Transaction.Hash, facts[i].Transaction);
                Assert.Equal(expected[i].entry.Log.Topics, facts[i].Topics);
                Assert.Equal(expected[i].entry.Log.Data.ToArray(), facts[i].Data);
                Assert.False(facts[i].Retracted);
            }

            if (!known.Add(row.Ref.Hash) || row.Ref == reader.Blocks.First!.Ref)
            {
                break;
            }

            row = reader.Blocks.At(row.Ref.Number - 1) ?? throw new InvalidOperationException($"block {row.Ref.Number - 1} is missing");
            Assert.Equal(block.Header.ParentHash, row.Ref.Hash);
        }
    }

    private static void Outbox(SimChain chain, IStoreReader reader)
    {
        var held = new HashSet<(Address, ulong)>();
        foreach (var intent in Enum.GetValues<IntentState>().SelectMany(state => reader.Outbox.InState(state, int.MaxValue)))
        {
            var recorded = reader.Facts.Of(intent.Id).Where(fact => fact.Kind is not "unknown").ToList();
            Assert.True(recorded.Count <= 1, $"{intent.Kind} {intent.Id} is recorded twice");
            Assert.True(
                (intent.State is IntentState.Included or IntentState.Final) == (recorded.Count == 1),
                $"{intent.Kind} {intent.Id} is {intent.State}, but has {recorded.Count} facts");
            if (recorded is [var fact])
            {
                Assert.Equal(fact.Block, intent.Block);
                Assert.True(intent.State != IntentState.Final || reader.Blocks.Final!.Value.Number >= fact.Block.Number, $"{intent.Id} is final too early");
            }

            if (intent.Nonce is { } nonce && intent.State is IntentState.Signed)
            {
                Assert.True(held.Add((intent.Signer!.Value, nonce)), $"nonce {nonce} is held twice");
            }

            foreach (var attempt in reader.Outbox.Attempts(intent.Id))
            {
                Assert.Equal(Keccak256.Hash(attempt.Raw), attempt.Hash);
                Assert.True(SignedTransaction1559.TryDecode(attempt.Raw, out var signed) && signed.Transaction.Nonce == attempt.Nonce);
            }

            foreach (var operation in reader.Operations.OfIntent(intent.Id))
            {
                Assert.Contains(operation.State, Allowed(intent.State));
            }
        }

        // One act, one block: nothing that we sent took effect twice on the node's own chain either.
        var effects = chain.Blocks.SelectMany(block => block.Logs).Select(entry => Keccak256.Hash([.. entry.Log.Topics.SelectMany(topic => topic.ToArray()), .. entry.Log.Data.ToArray()]));
        Assert.Equal(effects.Count(), effects.Distinct().Count());
    }

    private static OperationState[] Allowed(IntentState state) => state switch
    {
        IntentState.Waiting => [OperationState.Accepted, OperationState.Submitted, OperationState.Retracted],
        IntentState.Signed => [OperationState.Accepted, OperationState.Submitted, OperationState.Retracted],
        IntentState.Included => [OperationState.Included],
        IntentState.Final => [OperationState.Final],
        _ => [OperationState.Failed],
    };

    private static void Journal(IStoreReader reader)
    {
        foreach (var (pool, epoch, size) in reader.Journal.Logs())
        {
            var rows = reader.Journal.Range(pool, epoch, 0, size);
            Assert.Equal((int)size, rows.Count);
            Assert.All(rows, row => Assert.NotNull(row.Promise));
            var leaves = rows.Select(row => row.Leaf).ToArray();
            foreach (var checkpoint in reader.Projections.List(RowKinds.Checkpoint, new ProjectionFilter(), 0, int.MaxValue))
            {
                var folded = Folding.Read<FoldedCheckpoint>(checkpoint);
                Assert.Equal(MerkleTree.Root(leaves.AsSpan(0, (int)folded.Size)), folded.Root);
            }
        }
    }

    private static void Alerts(LedgerContext context, IStoreReader reader)
    {
        foreach (var alert in reader.Alerts.List(null, null, 0, int.MaxValue).Where(alert => alert.Deciding is not null))
        {
            var block = alert.Deciding!.Value;
            Assert.Equal(block, reader.Blocks.At(block.Number)?.Ref);
            Assert.True(
                alert.State == (reader.Blocks.Final is { } final && final.Number >= block.Number ? AlertState.Final : AlertState.Raised),
                $"alert {alert.Id} is {alert.State}, decided in {block}, final is {reader.Blocks.Final}");
            if (alert.Rule == PromiseBroken.Rule)
            {
                continue; // a promise may be broken by a block that anchors nothing: SimPromises judges it
            }

            var record = reader.Journal.Find(Application.Alerts.AlertBody.Read(alert.Body).Records[0].Record)!;
            var deciding = context.On(reader).Log(new Domain.PoolId(record.Pool)).FirstPast(record.Epoch, record.Index)!;
            Assert.Equal(deciding.At.Block, block);
        }
    }

    /// <summary>Rebuilds within a transaction that is then undone, and compares byte for byte.</summary>
    private static async Task ProjectionsAsync(SimLedger ledger)
    {
        var context = ledger.Open.Context;
        var undone = await Assert.ThrowsAsync<Undone>(() => ledger.Store.Inner.WriteAsync<bool>(writer =>
        {
            var kept = writer.Projections.All().ToList();
            Folding.Rebuild(context.On(writer), writer);
            throw new Undone(kept, [.. writer.Projections.All()]);
        }));
        Assert.Equal(undone.Kept.Select(Text), undone.Rebuilt.Select(Text), StringComparer.Ordinal);
    }

    public static string Text(ProjectionRow row) => $"{row.Kind} {row.Id} {row.FirstSeq} {row.Pool} {row.Party} {row.Tag} {Hex.Encode(row.Body)}";

    private sealed class Undone(List<ProjectionRow> kept, List<ProjectionRow> rebuilt) : Exception
    {
        public List<ProjectionRow> Kept => kept;

        public List<ProjectionRow> Rebuilt => rebuilt;
    }
}
