// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Application.Upkeep;

/// <summary>What <c>fsck</c> found: a stable code and the place; its text says what to do. The kinds below are all there are.</summary>
public sealed record Flaw : Statement
{
    private readonly IReadOnlyDictionary<string, string> _args;

    private Flaw(string code, bool isWrong, IReadOnlyDictionary<string, string> args) => (Code, IsWrong, _args) = (code, isWrong, args);

    public override string Code { get; }

    public override IReadOnlyDictionary<string, string> Args => _args;

    /// <summary>Whether something is wrong; else it is missing, or could not be looked at.</summary>
    public bool IsWrong { get; }

    /// <summary>SQLite itself complains about the file.</summary>
    public static Flaw StoreDamaged(string reason) => Wrong("fsck-store-damaged", ("reason", reason));

    /// <summary>Bytes that were good once cannot be read.</summary>
    public static Flaw Unreadable(string part, string reason) => Wrong("fsck-unreadable", ("part", part), ("reason", reason));

    /// <summary>A kept block is not what its header's hash says.</summary>
    public static Flaw BlockChanged(BlockRef block) => Wrong("fsck-block-changed", ("block", block.Number), ("hash", block.Hash));

    /// <summary>A kept block does not follow on what was kept before it, or is marked as retracted or not against that order.</summary>
    public static Flaw BlockMisplaced(BlockRef block) => Wrong("fsck-block-misplaced", ("block", block.Number), ("hash", block.Hash));

    /// <summary>A fact is not what its act's id and its block's bloom say.</summary>
    public static Flaw FactChanged(long fact, BlockRef block, string kind) =>
        Wrong("fsck-fact-changed", ("fact", fact), ("block", block.Number), ("kind", kind));

    /// <summary>A fact is not found under a subject that it concerns.</summary>
    public static Flaw FactMisfiled(long fact, BlockRef block, string kind) =>
        Wrong("fsck-fact-misfiled", ("fact", fact), ("block", block.Number), ("kind", kind));

    /// <summary>The chain has another block at that height.</summary>
    public static Flaw BlockDiffers(BlockRef ours, Hash32? theirs) =>
        Wrong("fsck-block-differs", ("block", ours.Number), ("hash", ours.Hash), ("theirs", theirs?.ToString() ?? "-"));

    /// <summary>The chain's events of a block are not the facts kept of it.</summary>
    public static Flaw FactDiffers(BlockRef block, uint index) => Wrong("fsck-fact-differs", ("block", block.Number), ("index", index));

    /// <summary>The embedded chain's records are damaged.</summary>
    public static Flaw RecordsDamaged(string reason) => Wrong("fsck-records-damaged", ("reason", reason));

    /// <summary>The embedded chain's replay gives another block than recorded.</summary>
    public static Flaw ReplayDiffers(ulong block) => Wrong("fsck-replay-differs", ("block", block));

    /// <summary>A fact names a transaction that the recorded block does not have.</summary>
    public static Flaw TransactionUnrecorded(long fact, BlockRef block) =>
        Wrong("fsck-transaction-unrecorded", ("fact", fact), ("block", block.Number));

    /// <summary>A row that the facts do not give.</summary>
    public static Flaw RowSpare(string kind, Hash32 id) => Wrong("fsck-row-spare", ("kind", kind), ("id", id));

    /// <summary>A row that the facts give is missing.</summary>
    public static Flaw RowMissing(string kind, Hash32 id) => Wrong("fsck-row-missing", ("kind", kind), ("id", id));

    /// <summary>A row is another than the facts give.</summary>
    public static Flaw RowChanged(string kind, Hash32 id) => Wrong("fsck-row-changed", ("kind", kind), ("id", id));

    /// <summary>A raised alert is missing, spare or another than facts and journal give.</summary>
    public static Flaw AlertDiffers(Hash32 alert) => Wrong("fsck-alert-differs", ("alert", alert));

    /// <summary>A record is not what its id, leaf, signature or lines say.</summary>
    /// <param name="what">id, leaf, columns, signature, lines, evidence, erasure or promise.</param>
    public static Flaw RecordChanged(Hash32 pool, ulong index, Hash32 record, string what) =>
        Wrong("fsck-record-changed", ("pool", pool), ("index", index), ("record", record), ("what", what));

    /// <summary>An outside signature is not what its id says, or of no checkpoint that the chain has.</summary>
    public static Flaw WitnessChanged(Hash32 pool, Hash32 witness) => Wrong("fsck-witness-changed", ("pool", pool), ("witness", witness));

    /// <summary>A report that was refused and is kept is not what its id, signature or columns say.</summary>
    /// <param name="what">body, id, columns or signature.</param>
    public static Flaw SuspectChanged(Hash32 pool, Hash32 report, string what) =>
        Wrong("fsck-suspect-changed", ("pool", pool), ("report", report), ("what", what));

    /// <summary>A log has a hole, or counts another number of records than it has.</summary>
    public static Flaw LogBroken(Hash32 pool, ulong epoch, ulong size, ulong found) =>
        Wrong("fsck-log-broken", ("pool", pool), ("epoch", epoch), ("size", size), ("found", found));

    /// <summary>The journal gives another root than the chain has.</summary>
    public static Flaw RootDiffers(Hash32 pool, ulong epoch, ulong size, Hash32 anchored, Hash32 computed) =>
        Wrong("fsck-root-differs", ("pool", pool), ("epoch", epoch), ("size", size), ("anchored", anchored), ("computed", computed));

    /// <summary>The chain has more leaves than the journal has records.</summary>
    public static Flaw LogShort(Hash32 pool, ulong epoch, ulong anchored, ulong size) =>
        Wrong("fsck-log-short", ("pool", pool), ("epoch", epoch), ("anchored", anchored), ("size", size));

    /// <summary>A tile of a log's tree is missing, spare, or another than the records give.</summary>
    public static Flaw TileDiffers(Hash32 pool, ulong epoch, int level, ulong number) =>
        Wrong("fsck-tile-differs", ("pool", pool), ("epoch", epoch), ("level", level), ("number", number));

    /// <summary>A document's bytes do not open, or do not give its root.</summary>
    public static Flaw DocumentChanged(Hash32 document, string kind) => Wrong("fsck-document-changed", ("document", document), ("kind", kind));

    /// <summary>A document is marked as erased without a party's signed demand.</summary>
    public static Flaw TombstoneChanged(Hash32 document) => Wrong("fsck-tombstone-changed", ("document", document));

    /// <summary>An entry of a document's custody is not what its hash says.</summary>
    public static Flaw CustodyChanged(Hash32 document, long entry) => Wrong("fsck-custody-changed", ("document", document), ("entry", entry));

    /// <summary>A document was erased, and its secret is still here.</summary>
    public static Flaw SecretLeft(Hash32 document) => Wrong("fsck-secret-left", ("document", document));

    /// <summary>A line of the secrets is damaged.</summary>
    public static Flaw SecretDamaged(int line) => Wrong("fsck-secret-damaged", ("line", line));

    /// <summary>A document that was kept here cannot be opened any more: its secret or its row is gone, and nobody erased it.</summary>
    public static Flaw DocumentMissing(Hash32 document, string kind) => Gap("fsck-document-missing", ("document", document), ("kind", kind));

    /// <summary>A document opens, but is of a kind that no root is known to be made of.</summary>
    public static Flaw DocumentKindUnknown(Hash32 document, string kind) => Gap("fsck-document-kind-unknown", ("document", document), ("kind", kind));

    /// <summary>The chain itself was not asked.</summary>
    public static Flaw ChainUnread(string reason) => Gap("fsck-chain-unread", ("reason", reason));

    /// <summary>Alerts were not compared: a list of patents that decides them cannot be opened.</summary>
    public static Flaw AlertsUncompared() => Gap("fsck-alerts-uncompared");

    private static Flaw Wrong(string code, params ReadOnlySpan<(string Name, object Value)> args) => new(code, isWrong: true, Named(args));

    private static Flaw Gap(string code, params ReadOnlySpan<(string Name, object Value)> args) => new(code, isWrong: false, Named(args));
}
