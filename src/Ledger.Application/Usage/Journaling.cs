// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Parties;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Usage;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Usage;

/// <summary>Puts records into a pool's log and promises their anchoring, within one store transaction.</summary>
/// <remarks>The promise names the index that the transaction assigns; nobody sees it before the transaction is durable.</remarks>
internal sealed class Journaling(LedgerContext context)
{
    private const ulong SecondsOfDay = 24 * 3600;

    /// <summary>The limits of intake.</summary>
    public IntakeOptions Options { get; } = new((ulong)context.Options.MaxRecordAgeSeconds, (ulong)context.Options.PaymentDisputeDays * SecondsOfDay);

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

    /// <summary>Appends and promises; a record that is here already gives its first promise again.</summary>
    /// <param name="attachment">What the record commits to and came with, or null.</param>
    public JournalRow Append(IStoreWriter writer, PoolId pool, UsageEpochs epochs, IUsageRecord record, Signature signature, byte[]? attachment)
    {
        var id = record.Id;
        if (writer.Journal.Find(id.Value) is { } same)
        {
            return same;
        }

        var epoch = epochs.Present;
        var index = epochs.Size(writer, epoch);
        var leaf = UsageLeaf.Hash(record.Kind, id, signature);
        var head = writer.Blocks.Head ?? throw new InvalidOperationException("Records need a followed chain.");
        var promise = new Promise(pool, epoch.Epoch, index, leaf, head.Time + (ulong)context.Options.AnchorGraceSeconds);
        var promised = context.Keys.Find(epoch.LogKey)!.Sign(promise.Digest(context.Contracts.Domain(ContractName.UsageLog)));
        writer.Journal.Append(new JournalRow(
            0,
            pool.Value,
            epoch.Epoch,
            index,
            record.Kind,
            id.Value,
            leaf,
            record.Author.Value,
            record.Concerns,
            (record as UsageReport)?.Stream.Value,
            (record as UsageReport)?.Sequence,
            RecordJson.Message(record),
            signature.ToArray(),
            attachment,
            head.Ref,
            checked((long)context.Now),
            null));
        writer.Journal.KeepPromise(id.Value, [.. ActJson.Message(promise), (byte)'\n', .. promised.ToArray()]);
        writer.Checkpoints.Want(pool.Value, epoch.Epoch, index + 1, checked((long)context.Now));
        return writer.Journal.Find(id.Value)!;
    }

    /// <summary>The promise kept with a record.</summary>
    public static (Promise Promise, Signature Signature) ReadPromise(JournalRow row)
    {
        var bytes = row.Promise ?? throw new InvalidDataException($"Record {row.RecordId} was journaled without its promise.");
        var end = bytes.Length - Signature.Size - 1;
        return (ActJson.Read<Promise>(bytes.AsSpan(0, end)), Signature.TryCreate(bytes.AsSpan(end + 1), out var signature) ? signature : default);
    }

    public SignedPromiseView Show(JournalRow row)
    {
        var (promise, signature) = ReadPromise(row);
        return new SignedPromiseView(ActJson.TypedData(context.Contracts.Domain(ContractName.UsageLog), promise), signature.ToString());
    }
}
