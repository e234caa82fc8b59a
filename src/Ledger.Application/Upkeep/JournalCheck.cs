// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Application.Usage;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Documents;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Usage;
using Ledger.Store;
using Ledger.Store.Facts;
using Ledger.Store.Journal;

namespace Ledger.Application.Upkeep;

/// <summary>Hashes every journaled record anew, down from its body, and the trees over them against the roots on chain.</summary>
internal sealed class JournalCheck(Ground ground, FlawBook book)
{
    private const ulong Batch = 100; // reports come with all their lines

    private readonly Dictionary<Hash32, IReadOnlySet<Address>> _keys = [];
    private readonly HashSet<Hash32> _erased = [];
    private readonly Eip712Domain _domain = ground.Contracts.Domain(ContractName.UsageLog);

    public long Records { get; private set; }

    /// <summary>Of how many records what came with them was erased.</summary>
    public long Erased { get; private set; }

    public long Checkpoints { get; private set; }

    public async Task RunAsync(IProgress<UpkeepStep>? progress, CancellationToken cancellation)
    {
        _erased.UnionWith(await ground.Store.ReadAsync(CustodyBook.AllErased, cancellation));
        var logs = await ground.Store.ReadAsync(Logs, cancellation);
        foreach (var (pool, epoch, size) in logs)
        {
            await LookAsync(pool, epoch, size, progress, cancellation);
        }

        var named = await ground.Store.ReadAsync(reader => reader.Journal.Named(), cancellation);
        book.Add(named.Except(logs.Select(log => (log.Pool, log.Epoch))).Select(stray => Flaw.LogBroken(stray.Pool, stray.Epoch, 0, 1)));
        await LookAtWitnessesAsync(cancellation);
    }

    /// <summary>
    /// The logs that the journal counts; and those of which it counts nothing though a checkpoint of theirs was sent from here: all their leaves
    /// are carried on from the epoch before, or lost. Where all was sent by others, another host keeps the log.
    /// </summary>
    private List<(Hash32 Pool, ulong Epoch, ulong Size)> Logs(IStoreReader reader)
    {
        var known = ground.On(reader);
        var logs = reader.Journal.Logs().ToList();
        var seen = logs.Select(log => (log.Pool, log.Epoch)).ToHashSet();
        for (var page = Page(0); page.Count > 0; page = Page(page[^1].Seq))
        {
            foreach (var checkpoint in page.Select(known.Decode).OfType<CheckpointAnchored>())
            {
                var log = (checkpoint.Act.Pool.Value, checkpoint.Act.Epoch);
                if (!seen.Contains(log) && reader.Outbox.Find(checkpoint.Recorded.ActId) is not null)
                {
                    seen.Add(log);
                    logs.Add((log.Value, log.Epoch, 0));
                }
            }
        }

        return logs;

        IReadOnlyList<FactRow> Page(long after) => reader.Facts.After(after, 1_000, nameof(CheckpointAnchored));
    }

    private async Task LookAtWitnessesAsync(CancellationToken cancellation)
    {
        for (long after = 0; ;)
        {
            var page = await ground.Store.ReadAsync(
                reader => reader.Witnesses.List(null, after, (int)Batch).Select(row => (row.Seq, row.Id, row.Pool, IsGood: IsWitness(reader, row))).ToList(), cancellation);
            if (page.Count == 0)
            {
                return;
            }

            book.Add(page.Where(one => !one.IsGood).Select(one => Flaw.WitnessChanged(one.Pool, one.Id)));
            after = page[^1].Seq;
        }
    }

    /// <summary>Whether a witness is what its id says, of a checkpoint that the chain has, by a key that its party had.</summary>
    private bool IsWitness(IStoreReader reader, WitnessRow row)
    {
        try
        {
            var witness = ActJson.Read<Witness>(row.Body);
            return (witness.Id, witness.Pool.Value, witness.Epoch, witness.Size, witness.Party.Value) == (row.Id, row.Pool, row.Epoch, row.Size, row.Party)
                && Signature.TryCreate(row.Signature, out var signature)
                && Secp256k1.TryRecover(witness.Digest(_domain), signature, out var key)
                && KeysOf(reader, row.Party).Contains(key)
                && ground.On(reader).Log(witness.Pool).Of(witness.Epoch, witness.Size)?.Act.Root == witness.Root;
        }
        catch (Exception damage) when (FlawBook.IsDamage(damage))
        {
            return false;
        }
    }

    private async Task LookAsync(Hash32 pool, ulong epoch, ulong size, IProgress<UpkeepStep>? progress, CancellationToken cancellation)
    {
        // What is carried on from the epoch before is looked at there.
        var tree = new MerkleTree(await ground.Store.ReadAsync(reader => UsageEpochs.Of(ground.On(reader), new PoolId(pool)).Carried(reader, epoch), cancellation));
        size = Math.Max(size, tree.Size);
        for (var from = tree.Size; from < size; from += Batch)
        {
            var start = from;
            await ground.Store.ReadAsync(
                reader =>
                {
                    foreach (var row in reader.Journal.Range(pool, epoch, start, Math.Min(start + Batch, size)))
                    {
                        if (row.Index == tree.Size)
                        {
                            tree.Append(Look(reader, row));
                        }
                    }

                    return true;
                },
                cancellation);
            Records = checked(Records + (long)(tree.Size - start));
            progress?.Report(new UpkeepStep(UpkeepStep.Journal, tree.Size, size));
            if (tree.Size < Math.Min(start + Batch, size))
            {
                break;
            }
        }

        var stray = await ground.Store.ReadAsync(reader => reader.Journal.At(pool, epoch, size), cancellation);
        if (tree.Size != size || stray is not null)
        {
            book.Add(Flaw.LogBroken(pool, epoch, size, stray is null ? tree.Size : size + 1));
        }

        await CompareAsync(pool, epoch, tree, cancellation);
        await ground.Store.ReadAsync(
            reader =>
            {
                TileCheck.Look(reader, book, pool, epoch, tree);
                return true;
            },
            cancellation);
    }

    /// <summary>The roots that the chain has, against the tree over what is kept.</summary>
    private Task<bool> CompareAsync(Hash32 pool, ulong epoch, MerkleTree tree, CancellationToken cancellation) => ground.Store.ReadAsync(
        reader =>
        {
            foreach (var checkpoint in ground.On(reader).Log(new PoolId(pool)).Down(epoch))
            {
                Checkpoints++;
                if (checkpoint.Act.Size > tree.Size)
                {
                    book.Add(Flaw.LogShort(pool, epoch, checkpoint.Act.Size, tree.Size));
                }
                else if (tree.RootAt(checkpoint.Act.Size) is var root && root != checkpoint.Act.Root)
                {
                    book.Add(Flaw.RootDiffers(pool, epoch, checkpoint.Act.Size, checkpoint.Act.Root, root));
                }
            }

            return true;
        },
        cancellation);

    /// <summary>The leaf as the record's own bytes give it; where they are no record at all, the leaf that is kept.</summary>
    private Hash32 Look(IStoreReader reader, JournalRow row)
    {
        try
        {
            var read = RecordJson.Read(row.Kind, row.Body);
            var signed = Signature.TryCreate(row.Signature, out var signature);
            var leaf = signed ? UsageLeaf.Hash(row.Kind, read.Id, signature) : Hash32.Zero;
            Complain(row, RecordJson.Message(read).AsSpan().SequenceEqual(row.Body), "body"); // a digit may say the same in two ways
            Complain(row, read.Id.Value == row.RecordId, "id");
            Complain(row, leaf == row.Leaf, "leaf");
            Complain(row, AreColumns(row, read), "columns");
            Complain(row, signed && Secp256k1.TryRecover(read.Digest(_domain), signature, out var key) && KeysOf(reader, read.Author.Value).Contains(key), "signature");
            var isErased = _erased.Contains(row.RecordId);
            Complain(row, isErased || read is not UsageReport report || AreLines(row, report), "lines");
            Complain(row, row.Attachment is null || read is not Observation seen || EvidenceJson.Holds(seen, row.Attachment), "evidence");
            Complain(row, !isErased || (row.Attachment is null && IsTombstone(reader, row)), "erasure");
            Erased += isErased ? 1 : 0;
            Complain(row, IsPromise(reader, row), "promise");
            return leaf;
        }
        catch (Exception damage) when (FlawBook.IsDamage(damage))
        {
            Complain(row, false, "body");
            return row.Leaf;
        }
    }

    private void Complain(JournalRow row, bool isGood, string what)
    {
        if (!isGood)
        {
            book.Add(Flaw.RecordChanged(row.Pool, row.Index, row.RecordId, what));
        }
    }

    private static bool AreColumns(JournalRow row, IUsageRecord read) => (row.Author, row.Concerns, row.Stream, row.Sequence)
        == (read.Author.Value, read.Concerns, (read as UsageReport)?.Stream.Value, (read as UsageReport)?.Sequence);

    /// <summary>Whether a signed demand of somebody who might make it stands for what was erased.</summary>
    private bool IsTombstone(IStoreReader reader, JournalRow row) =>
        Erasures.StoneOf(reader, row) is { Erasure: var erasure } stone
        && erasure.Record.Value == row.RecordId
        && RecordErasure.MayDemand(
            erasure.Party, row.Kind, new PartyId(row.Author), ground.On(reader).Pool(new PoolId(row.Pool)).Administrators.Exists(term => term.Administrator == erasure.Party))
        && ErasureDecision.IsSigned(erasure, ground.On(reader).Party(erasure.Party), stone.Signature, _domain, checked((ulong)stone.At));

    private static bool AreLines(JournalRow row, UsageReport report)
    {
        var lines = UsageIntake.Lines(row);
        return UsageLines.Fit(report, lines) && PackedLines.AreAsWritten(row.Attachment, lines);
    }

    private bool IsPromise(IStoreReader reader, JournalRow row)
    {
        var (promise, signature) = Journaling.ReadPromise(row);
        return (promise.Pool.Value, promise.Epoch, promise.Index, promise.Leaf) == (row.Pool, row.Epoch, row.Index, row.Leaf)
            && Journaling.WritePromise(promise, signature).AsSpan().SequenceEqual(row.Promise)
            && Secp256k1.TryRecover(promise.Digest(_domain), signature, out var signer)
            && ground.On(reader).Pool(promise.Pool).LogKeyOf(row.Epoch) == signer;
    }

    private IReadOnlySet<Address> KeysOf(IStoreReader reader, Hash32 party)
    {
        if (!_keys.TryGetValue(party, out var keys))
        {
            _keys.Add(party, keys = ground.On(reader).Party(new PartyId(party)).Keys.Keys.ToHashSet());
        }

        return keys;
    }
}
