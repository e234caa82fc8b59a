// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Usage;

/// <summary>Puts records into a pool's log and promises their anchoring, within one store transaction.</summary>
/// <remarks>The promise names the index that the transaction assigns; nobody sees it before the transaction is durable.</remarks>
internal sealed class Journaling(LedgerContext context)
{
    /// <summary>The limits of intake.</summary>
    public IntakeOptions Options { get; } = new((ulong)context.Options.MaxRecordAgeSeconds);

    /// <summary>What a record is judged against.</summary>
    public IntakeContext Intake(IStoreReader reader, PartyHistory signer, Hash32 recentBlock)
    {
        var block = reader.Blocks.Find(recentBlock);
        var isFinal = block is not null && reader.Blocks.Final is { } final && block.Ref.Number <= final.Number;
        return new IntakeContext(
            context.Contracts.Domain(ContractName.UsageLog),
            signer,
            isFinal ? block!.Time : null,
            reader.Blocks.Head?.Time ?? 0,
            Options);
    }

    /// <summary>What a record is judged against; its lodging is looked for only where without one its block is too old.</summary>
    public IntakeContext Intake(Known known, PoolId? pool, IUsageRecord record)
    {
        var intake = Intake(known.Store, known.Party(record.Author), record.RecentBlock);
        return intake.IsBackdated && pool is { } of ? intake with { Lodging = Lodging(known, of, Domain.Usage.Lodging.DigestOf(record)) } : intake;
    }

    /// <summary>The lodging of a digest for a pool's log; null where there is none.</summary>
    public Lodging? Lodging(Known known, PoolId pool, Hash32 digest) =>
        known.Lodged(pool, digest) is { } lodged ? new Lodging(lodged.At.Time, Grace(known, known.Pool(pool), lodged)) : null;

    /// <summary>The grace of the charter that stood where a digest was lodged.</summary>
    public PoolRule Grace(Known known, PoolHistory pool, Lodged lodged) => context.Charters.LodgeGrace(known, pool, lodged.At);

    /// <summary>Why the pool's log takes nothing in here; null where it does. Where the chain has leaves that the journal lost, the writer stands still from here on.</summary>
    public Refusal? Closed(IStoreReader reader, PoolId pool, UsageEpochs epochs)
    {
        if (context.Keys.Find(epochs.Present.LogKey) is null)
        {
            return new LogKeyElsewhere(pool);
        }

        if (epochs.Shortfall(reader, context.Keys) is not { } reason)
        {
            return null;
        }

        context.Halt.Set(reason);
        return context.Halt.Refusal;
    }

    /// <summary>Appends and promises; a record that is here already gives its first promise again.</summary>
    /// <param name="attachment">What the record commits to and came with, or null.</param>
    public JournalRow Append(IStoreWriter writer, PoolId pool, UsageEpochs epochs, IUsageRecord record, Signature signature, byte[]? attachment) =>
        writer.Journal.Find(record.Id.Value) ?? Append(writer, pool, epochs, [NewRecord.Of(record, record.Id, signature, attachment)])[0];

    /// <summary>Appends records that are not here yet, in their order, and promises each; gives the rows without their numbers.</summary>
    public IReadOnlyList<JournalRow> Append(IStoreWriter writer, PoolId pool, UsageEpochs epochs, IReadOnlyList<NewRecord> records)
    {
        var epoch = epochs.Present;
        var (first, now) = (epochs.Size(writer, epoch), checked((long)context.Now));
        var head = writer.Blocks.Head ?? throw new InvalidOperationException("Records need a followed chain.");
        var (key, domain) = (context.Keys.Find(epoch.LogKey)!, context.Contracts.Domain(ContractName.UsageLog));
        var (least, anchorBy) = (head.Time + (ulong)context.Options.AnchorGraceSeconds, AnchorBy(context, head.Time));
        var rows = new JournalRow[records.Count];
        void Fill(int i)
        {
            var (record, promise) = (records[i], new Promise(pool, epoch.Epoch, first + (ulong)i, records[i].Leaf, anchorBy));
            rows[i] = record.Draft is { } draft && draft.Key == epoch.LogKey && IsInTime(draft) && draft.Promise with { AnchorBy = anchorBy } == promise
                ? record.At(draft.Promise, draft.Written, head.Ref, now)
                : record.At(promise, WritePromise(promise, key.Sign(promise.Digest(domain))), head.Ref, now);
        }

        // A draft counts from the moment at which it was made; no block has come since that is later.
        bool IsInTime(PromiseDraft draft) => draft.Promise.AnchorBy >= least && draft.Promise.AnchorBy <= anchorBy;

        // Where the first draft fits, nearly all do. Else all are signed here: that is dear, and needs no order.
        if (records[0].Draft is { } drafted && drafted.Promise.Index == first && IsInTime(drafted))
        {
            for (var i = 0; i < rows.Length; i++)
            {
                Fill(i);
            }
        }
        else
        {
            Parallel.For(0, rows.Length, Fill);
        }

        writer.Journal.Append(rows);
        writer.Checkpoints.Want(pool.Value, epoch.Epoch, first + (ulong)rows.Length, now);
        return rows;
    }

    /// <summary>Until when a record is promised to be anchored, UTC seconds: from now on, or from the head on where the chain runs ahead of the clock.</summary>
    /// <remarks>A head that is old (the node stood still, the host catches up) would give promises that are broken when they are made.</remarks>
    /// <param name="headTime">The chain's time when it comes in.</param>
    public static ulong AnchorBy(LedgerContext context, ulong headTime) => Math.Max(headTime, context.Now) + (ulong)context.Options.AnchorGraceSeconds;

    /// <summary>A promise as it is kept with its record: its message, a line feed, the signature.</summary>
    public static byte[] WritePromise(Promise promise, Signature signature) => [.. ActJson.Message(promise), (byte)'\n', .. signature.ToArray()];

    /// <summary>The promise kept with a record.</summary>
    public static (Promise Promise, Signature Signature) ReadPromise(JournalRow row) => ReadPromise(KeptPromise(row));

    /// <summary>A promise as it is kept.</summary>
    public static (Promise Promise, Signature Signature) ReadPromise(byte[] kept)
    {
        var (message, signature) = SplitPromise(kept);
        return (ActJson.Read<Promise>(message.Span), signature);
    }

    /// <summary>The kept promise's message as it was written, and its signature.</summary>
    public static (ReadOnlyMemory<byte> Message, Signature Signature) SplitPromise(JournalRow row) => SplitPromise(KeptPromise(row));

    private static (ReadOnlyMemory<byte> Message, Signature Signature) SplitPromise(byte[] bytes)
    {
        var end = bytes.Length - Signature.Size - 1;
        return (bytes.AsMemory(0, end), Signature.TryCreate(bytes.AsSpan(end + 1), out var signature) ? signature : default);
    }

    private static byte[] KeptPromise(JournalRow row) =>
        row.Promise ?? throw new InvalidDataException($"Record {row.RecordId} was journaled without its promise.");

    public SignedPromiseView Show(JournalRow row)
    {
        var (promise, signature) = ReadPromise(row);
        return new SignedPromiseView(ActJson.TypedData(context.Contracts.Domain(ContractName.UsageLog), promise), signature.ToString());
    }
}
