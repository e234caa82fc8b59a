// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Projecting;
using Ledger.Application.Tests.World;
using Ledger.Application.Usage;
using Ledger.Domain;
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
/// <remarks>What nothing has changed since it was found right is not read again, until it is looked at whole in the end.</remarks>
internal sealed class SimChecks(SimChain chain, SimLedger ledger)
{
    /// <summary>Blocks of the store, and signed bytes, that were found right before.</summary>
    private readonly HashSet<Hash32> _known = [];

    private (CrashingStore? Store, long Writes, Hash32 Head) _last;

    /// <summary>Compares the store with the chain that it saw, and with what a rebuild makes of its own facts.</summary>
    /// <param name="whole">Whether everything is read again.</param>
    /// <returns>False where neither store nor chain has changed since the last time.</returns>
    public async Task<bool> CheckAsync(bool whole = false)
    {
        var now = (ledger.Store, ledger.Writes, chain.Head.Ref.Hash);
        if (whole)
        {
            _known.Clear();
        }
        else if (now == _last)
        {
            return false;
        }

        var context = ledger.Open.Context;
        await ledger.Store.ReadAsync(reader =>
        {
            Cursor(reader);
            Outbox(reader);
            Journal(reader);
            Logs(context, reader);
            Alerts(context, reader);
            return true;
        });
        if (!ledger.IsFull && !ledger.Store.IsBroken && (whole || (now.Store, now.Writes) != (_last.Store, _last.Writes)))
        {
            await ProjectionsAsync(); // it writes, though it keeps nothing
        }

        Effects();
        _last = now;
        return true;
    }

    public static string Text(ProjectionRow row) => $"{row.Kind} {row.Id} {row.FirstSeq} {row.Pool} {row.Party} {row.Tag} {Hex.Encode(row.Body.Span)}";

    private void Cursor(IStoreReader reader)
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

            if (!_known.Add(row.Ref.Hash) || row.Ref == reader.Blocks.First!.Ref)
            {
                break;
            }

            row = reader.Blocks.At(row.Ref.Number - 1) ?? throw new InvalidOperationException($"block {row.Ref.Number - 1} is missing");
            Assert.Equal(block.Header.ParentHash, row.Ref.Hash);
        }
    }

    private void Outbox(IStoreReader reader)
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
                var hash = Keccak256.Hash(attempt.Raw);
                Assert.Equal(hash, attempt.Hash);
                Assert.True(!_known.Add(hash) || (SignedTransaction1559.TryDecode(attempt.Raw, out var signed) && signed.Transaction.Nonce == attempt.Nonce));
            }

            foreach (var operation in reader.Operations.OfIntent(intent.Id))
            {
                Assert.Contains(operation.State, Allowed(intent.State));
            }
        }
    }

    /// <summary>One act, one block: nothing that we sent took effect twice on the node's own chain either.</summary>
    private void Effects()
    {
        var seen = new HashSet<Hash32>();
        Assert.All(chain.Blocks.SelectMany(block => block.Effects), effect => Assert.True(seen.Add(effect), $"{effect} took effect twice"));
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
        var anchored = reader.Projections.List(RowKinds.Checkpoint, new ProjectionFilter(), 0, int.MaxValue).Select(row => Folding.Read<FoldedCheckpoint>(row)).ToLookup(one => one.Epoch);
        Hash32[] leaves = [];
        foreach (var (pool, epoch, size) in Epochs(reader))
        {
            // What the seal of the epoch before left over comes first, in its order.
            leaves = epoch == 0 ? [] : leaves[(int)anchored[epoch - 1].Select(one => one.Size).DefaultIfEmpty().Max()..];
            var rows = reader.Journal.Range(pool, epoch, 0, size);
            Assert.Equal(rows.Select((_, i) => (ulong)(leaves.Length + i)), rows.Select(row => row.Index));
            Assert.All(rows, row => Assert.NotNull(row.Promise));
            leaves = [.. leaves, .. rows.Select(row => row.Leaf)];
            Assert.All(anchored[epoch], one => Assert.Equal(MerkleTree.Root(leaves.AsSpan(0, (int)one.Size)), one.Root));
        }
    }

    /// <summary>In the end the chain has every leaf: of each epoch what was there when it was sealed, of the last one all.</summary>
    /// <returns>How many leaves were carried on.</returns>
    public static int Anchored(SimChain chain, IStoreReader reader)
    {
        var (carried, sum) = (0UL, 0);
        var epochs = Epochs(reader).ToList();
        foreach (var (pool, epoch, own) in epochs)
        {
            var size = Math.Max(carried, own);
            var anchored = chain.Head.After.Checkpoints.GetValueOrDefault((pool, epoch)).Size;
            Assert.True(anchored <= size && (anchored == size || epoch < chain.Head.After.LogKeys[pool].Epoch), $"epoch {epoch}: {anchored} of {size} leaves are anchored");
            carried = size - anchored;
            sum += (int)carried;
        }

        Assert.Equal(0UL, carried);
        return sum;
    }

    /// <summary>The pool's log by epochs, of which one may have nothing of its own.</summary>
    private static IEnumerable<(Hash32 Pool, ulong Epoch, ulong Size)> Epochs(IStoreReader reader)
    {
        var logs = reader.Journal.Logs().OrderBy(log => log.Epoch).ToList();
        Assert.True(logs.Select(log => log.Pool).Distinct().Count() <= 1, "there is one pool");
        var checkpoints = reader.Projections.List(RowKinds.Checkpoint, new ProjectionFilter(), 0, int.MaxValue).Select(row => Folding.Read<FoldedCheckpoint>(row).Epoch);
        var last = logs.Select(log => log.Epoch).Concat(checkpoints).DefaultIfEmpty().Max();
        return logs.Count == 0 ? [] : Enumerable.Range(0, (int)last + 1).Select(epoch => (logs[0].Pool, (ulong)epoch, logs.Find(log => log.Epoch == (ulong)epoch).Size));
    }

    /// <summary>What is remembered of checkpoints from one snapshot to the next, over forks and writes undone, is what the facts fold to.</summary>
    private static void Logs(LedgerContext context, IStoreReader reader)
    {
        foreach (var pool in reader.Journal.Logs().Select(log => log.Pool).Distinct())
        {
            LogChecks.IsAsFolded(context.On(reader), new PoolId(pool));
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
            Assert.Equal(KeptRecords.FirstPast(context.On(reader), record)!.At.Block, block);
        }
    }

    /// <summary>Rebuilds within a transaction that is then undone, and compares byte for byte.</summary>
    private async Task ProjectionsAsync()
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

    private sealed class Undone(List<ProjectionRow> kept, List<ProjectionRow> rebuilt) : Exception
    {
        public List<ProjectionRow> Kept => kept;

        public List<ProjectionRow> Rebuilt => rebuilt;
    }
}
