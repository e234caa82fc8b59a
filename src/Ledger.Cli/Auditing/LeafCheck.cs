// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Usage;

namespace Ledger.Cli.Auditing;

/// <summary>What is wrong with a log.</summary>
internal enum LogFlaw
{
    /// <summary>The stream ends, or skips, before a leaf that the chain has.</summary>
    LeafMissing,

    /// <summary>The leaf's record has no body, and no signed erasure stands for it.</summary>
    BodyMissing,

    /// <summary>The body has another id than the record's.</summary>
    RecordOther,

    /// <summary>No key comes out of the signature.</summary>
    SignatureWrong,

    /// <summary>Body and signature make another leaf.</summary>
    LeafOther,

    /// <summary>The report's lines are not those that it commits to.</summary>
    LinesOther,

    /// <summary>The observation's evidence is not what it commits to.</summary>
    EvidenceOther,

    /// <summary>The demand that stands for what was erased is another record's, or not signed by one who may make it.</summary>
    ErasureOther,

    /// <summary>The signing key was not its author's, for reports, when the record was made.</summary>
    KeyNotHeld,

    /// <summary>The promise is missing, or is for another leaf.</summary>
    PromiseOther,

    /// <summary>The promise is signed by another key than the log key of its epoch.</summary>
    PromiseKeyOther,

    /// <summary>The leaf stands elsewhere than where it was promised, or where the seals since carried it.</summary>
    PromisePlaceOther,

    /// <summary>The stream goes on past the size at which the chain sealed the epoch.</summary>
    LeafPastSeal,

    /// <summary>The leaves up to a checkpoint's size have another root than the chain has.</summary>
    RootOther,

    /// <summary>The record belongs to another pool's log: it names that pool, or a license that is none of this pool's.</summary>
    PlaceOther,

    /// <summary>The node left out an act on the author's keys: those shown do not lead to the head that the chain's state has.</summary>
    KeysIncomplete,

    /// <summary>The node left out the pool's formation or a change of its log key.</summary>
    EpochsIncomplete,

    /// <summary>The node left out a checkpoint: those shown do not lead to size and root that the chain's state has.</summary>
    CheckpointsIncomplete,
}

/// <summary>A flaw and where it is.</summary>
internal sealed record LogFinding(LogFlaw Flaw, ulong Epoch, ulong Index, Hash32? Record)
{
    /// <summary>The party or pool of whose acts one was left out; null for other flaws.</summary>
    public Hash32? Subject { get; init; }
}

/// <summary>What a leaf came to.</summary>
/// <param name="Leaf">The leaf hash that body and signature make; null where there is none.</param>
/// <param name="Flaw">What is wrong; null for nothing.</param>
/// <param name="Author">Who signed the record, by its own word; null where it cannot be read.</param>
internal readonly record struct LeafVerdict(Hash32? Leaf, LogFlaw? Flaw, PartyId? Author = null);

/// <summary>Judges one leaf of the stream by its own bytes and the keys that the chain has.</summary>
internal sealed class LeafCheck(Hash32 pool, Eip712Domain domain, SigningKeys keys, PoolLog log, LogSeals seals)
{
    /// <summary>How many leaves have a sound tombstone for what came with their records.</summary>
    public ulong Erased { get; private set; }

    /// <summary>Judges one leaf as the host shows it.</summary>
    /// <param name="anchored">Number of the block whose checkpoint first passes the leaf; the greatest where there is none yet.</param>
    public async Task<LeafVerdict> JudgeAsync(LogLeafView shown, ulong anchored, CancellationToken cancel)
    {
        if (shown.Body is not { } body || !Enum.TryParse<RecordKind>(shown.Kind, out var kind) || !Enum.IsDefined(kind) || ReadBody(kind, body) is not { } record)
        {
            return new(null, LogFlaw.BodyMissing);
        }

        if (!Signature.TryParse(shown.Signature, out var signature) || !Secp256k1.TryRecover(record.Digest(domain), signature, out var key))
        {
            return new(null, LogFlaw.SignatureWrong);
        }

        var leaf = UsageLeaf.Hash(kind, record.Id, signature);
        return new(
            leaf,
            record.Id.Value != shown.Record ? LogFlaw.RecordOther
            : leaf != shown.Leaf ? LogFlaw.LeafOther
            : !await log.TakesAsync(record, cancel) ? LogFlaw.PlaceOther
            : await keys.JudgeAsync(record, key, anchored, cancel)
                ?? await JudgeCompanyAsync(record, shown, cancel) ?? JudgePromise(shown, leaf),
            record.Author);
    }

    /// <summary>What came with the record, or the demand that stands in its place.</summary>
    private async Task<LogFlaw?> JudgeCompanyAsync(IUsageRecord record, LogLeafView shown, CancellationToken cancel)
    {
        if (shown.Erased is { } erased)
        {
            var isSound = shown.Lines is null && shown.Evidence is null && await IsErasureAsync(record, erased, cancel);
            Erased += isSound ? 1UL : 0;
            return isSound ? null : LogFlaw.ErasureOther;
        }

        return record is UsageReport report && !Holds(report, shown.Lines) ? LogFlaw.LinesOther
            : shown.Evidence is { } evidence && !(record is Observation observation && Holds(observation, evidence)) ? LogFlaw.EvidenceOther
            : null;
    }

    /// <summary>Whether the demand is of this record, and signed by whoever might make it, by the chain's keys at the time that it names.</summary>
    private async Task<bool> IsErasureAsync(IUsageRecord record, ErasedView erased, CancellationToken cancel)
    {
        try
        {
            var erasure = TypedDataJson.ReadMessage<RecordErasure>(erased.Erasure, "");
            return erasure.Record == record.Id
                && RecordErasure.MayDemand(erasure.Party, record.Kind, record.Author, log.Pool.Administrators.Exists(term => term.Administrator == erasure.Party))
                && Signature.TryParse(erased.Signature, out var signature)
                && await keys.SignedAsync(erasure, signature, domain, cancel);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static IUsageRecord? ReadBody(RecordKind kind, JsonElement body)
    {
        try
        {
            return RecordMessages.Read(kind, body);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool Holds(UsageReport report, IReadOnlyList<JsonElement>? shown)
    {
        try
        {
            return UsageLines.Fit(report, [.. (shown ?? []).Select(line => TypedDataJson.ReadMessage<UsageLine>(line, ""))]);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Whether the evidence is what was signed; it may be left out, and then the root alone stands.</summary>
    private static bool Holds(Observation observation, IReadOnlyList<JsonElement> shown)
    {
        try
        {
            return ObservationEvidence.Root([.. shown.Select(piece => TypedDataJson.ReadMessage<EvidenceItem>(piece, ""))]) == observation.EvidenceRoot;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private LogFlaw? JudgePromise(LogLeafView shown, Hash32 leaf)
    {
        try
        {
            return shown.Promise is not { } message || TypedDataJson.ReadMessage<Promise>(message, "") is not { } promise || promise.Pool.Value != pool || promise.Leaf != leaf
                || !Signature.TryParse(shown.PromiseSignature, out var signature) || !Secp256k1.TryRecover(promise.Digest(domain), signature, out var signer) ? LogFlaw.PromiseOther
                : signer != log.Pool.LogKeyOf(promise.Epoch) ? LogFlaw.PromiseKeyOther
                : !seals.Puts(promise, shown) ? LogFlaw.PromisePlaceOther
                : null;
        }
        catch (FormatException)
        {
            return LogFlaw.PromiseOther;
        }
    }
}
