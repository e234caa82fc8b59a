// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Payments;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Merkle;
using Ledger.Evidence.Model;
using Ledger.Evidence.Storage;
using Ledger.Evidence.Usage;

namespace Ledger.Evidence.Tests;

/// <summary>The usage log of that world: one report in one epoch, five over three epochs, or records of every kind.</summary>
internal sealed partial class EvidenceWorld
{
    private Hash32 _logKeysHead;
    private readonly ulong _promisedFor;
    private int _epochs;
    private RecordId _lastReport;

    /// <summary>The log keys after the charter's, where the log key changed twice.</summary>
    public static TestKey[] LaterLogKeys { get; } = [new("second log"), new("third log")];

    /// <summary>Where the log key changed: a change of another pool's, and where it would stand among the events.</summary>
    public (int Position, EventProof Proof) ForeignChange { get; private set; }

    /// <summary>The opening of a stream, and so many reports in it, the first of them the third leaf.</summary>
    private ImmutableArray<RecordEvidence> Report(int count)
    {
        const int Before = 2;
        var (other, opening) = (Others(Before + 2), Sign(Opening));
        List<SignedRecord> records = [opening, .. Enumerable.Range(1, count).Select(i => SignReport((ulong)i))];
        int[] places = [0, .. Enumerable.Range(Before, count)];
        var promises = records.Zip(places, (one, place) => Promise(one, 0, (ulong)place)).ToList();
        Hash32[] leaves = [opening.Leaf, other[1], .. records.Skip(1).Select(one => one.Leaf), other[3]];
        LodgeBefore(records[^1]);
        var (tree, checkpoint) = (new MerkleTree(leaves), Anchor(LogKey, leaves));
        LodgeAfter(records[^1]);
        return [.. records.Select((one, i) => Prove(one, promises[i], places[i], tree, checkpoint))];
    }

    /// <summary>
    /// One epoch with records of every kind that evidence holds: three reports, the first corrected by the third and the second taken
    /// back, as is one that the log does not have; the period's statement and its repetition; claims confirmed, disputed and open.
    /// </summary>
    private ImmutableArray<RecordEvidence> RecordEveryKind()
    {
        var (domain, recent) = (License, _chain.Head.Hash());
        SignedRecord opening = Sign(Opening), first = SignReport(1), second = SignReport(2), third = SignReport(3, first.Record.Id);
        var statement = new PeriodStatement(
            domain, Licensee, Begin, Begin + 100, new HashList([third.Record.Id.Value]), 1, 3, 1507, 0, "", default, recent, Salt("statement"));
        PaymentClaimed confirmed = Claim("confirmed"), disputed = Claim("disputed"), open = Claim("open");
        SignedRecord[] records =
        [
            opening, first, second, third,
            Sign(new ReportVoid(domain, Licensee, second.Record.Id, recent, Salt("void"))),
            Sign(new ReportVoid(domain, Licensee, new RecordId(Salt("a fork")), recent, Salt("void of a fork"))),
            Sign(statement),
            Sign(statement with { Supersedes = statement.Id, Salt = Salt("statement again") }),
            Sign(confirmed), Sign(disputed), Sign(open),
            Sign(new PaymentReceived(domain, Charter.Administrator, confirmed.Id, 1000, "CNY", Begin + 200, recent, Salt("receipt")), AdministratorRoot),
            Sign(new PaymentDisputed(domain, Charter.Administrator, disputed.Id, "nothing came", recent, Salt("dispute")), AdministratorRoot),
        ];
        return ProveAll(records);
    }

    private ImmutableArray<RecordEvidence> ProveAll(IReadOnlyList<SignedRecord> records)
    {
        var promises = records.Select((one, place) => Promise(one, 0, (ulong)place)).ToList();
        Hash32[] leaves = [.. records.Select(one => one.Leaf)];
        var (tree, checkpoint) = (new MerkleTree(leaves), Anchor(LogKey, leaves));
        return [.. records.Select((one, i) => Prove(one, promises[i], i, tree, checkpoint))];
    }

    /// <summary>
    /// Reports of three epochs: of the first, that was sealed at four leaves; promised there and carried to the second, or, past
    /// its seal at two leaves as well, to the third; promised in the second and carried; and of the third.
    /// </summary>
    private ImmutableArray<RecordEvidence> ReportOverEpochs()
    {
        SignedRecord opening = Sign(Opening), first = SignReport(1), second = SignReport(2), third = SignReport(3);
        SignedRecord fourth = SignReport(4), fifth = SignReport(5);
        var other = Others(5);
        (Promise, Signature) inFirst = Promise(first, 0, 2), inSecond = Promise(second, 0, 5), inThird = Promise(third, 0, 6);
        Hash32[] leaves = [opening.Leaf, other[1], first.Leaf, other[3]];
        var (tree, checkpoint) = (new MerkleTree(leaves), Anchor(LogKey, leaves));
        var (begin, one) = (Prove(opening, Promise(opening, 0, 0), 0, tree, checkpoint), Prove(first, inFirst, 2, tree, checkpoint));
        Rekey(LogKey, LaterLogKeys[0]);
        var inFourth = Promise(fourth, 1, 3);
        leaves = [other[4], second.Leaf];
        var two = Prove(second, inSecond, 1, new(leaves), Anchor(LaterLogKeys[0], leaves));
        var foreign = new LogKeyChange(new PoolId(Salt("another pool")), 3, LogKey.Address, false, default, ulong.MaxValue, Salt("change"));
        Rekey(LaterLogKeys[0], LaterLogKeys[1], TestLogs.Of(Deployment, foreign, Sign(foreign, AdministratorRoot, LogKey)));
        ForeignChange = (_events.Count - 1, _events[^1]);
        _events.RemoveAt(ForeignChange.Position);
        leaves = [third.Leaf, fourth.Leaf, fifth.Leaf];
        (tree, checkpoint) = (new MerkleTree(leaves), Anchor(LaterLogKeys[1], leaves));
        return
        [
            begin, one, two, Prove(third, inThird, 0, tree, checkpoint), Prove(fourth, inFourth, 1, tree, checkpoint),
            Prove(fifth, Promise(fifth, 2, 2), 2, tree, checkpoint),
        ];
    }

    private static Hash32[] Others(int count) => [.. Enumerable.Range(0, count).Select(i => MerkleHash.Leaf(Salt("other " + i)))];

    private StreamOpening Opening => new(Charter.Id, Licensee, "plant", _chain.Head.Hash(), Salt("opening"));

    private PaymentClaimed Claim(string word) => new(License, Licensee, Begin, Begin + 100, 1000, "CNY", Begin + 200, word, _chain.Head.Hash(), Salt(word));

    private SignedRecord SignReport(ulong sequence, RecordId supersedes = default)
    {
        ImmutableArray<UsageLine> lines =
        [
            UsageLine.Of("D9 player", PatentAct.Manufacture, "CN", "CN", 1000, Salt("line 0")),
            UsageLine.Of("D9 player", PatentAct.Export, "CN", "DE", 500, Salt("line 1")),
            UsageLine.Of("X1 set-top box", PatentAct.Sale, "CN", "CN", 7, Salt("line 2")),
        ];
        var report = new UsageReport(
            License, Licensee, Opening.Id, sequence, _lastReport, supersedes, Begin, Begin + 100, UsageLines.Root(lines), 3, 1507, 0, "",
            _chain.Head.Hash(), Salt("report"));
        _lastReport = report.Id;
        return Sign(report, lines: lines);
    }

    private SignedRecord Sign(IUsageRecord record, TestKey? key = null, ImmutableArray<UsageLine>? lines = null)
    {
        var signature = (key ?? Reporting).Sign(record.Digest(Deployment.DomainOf(ContractName.UsageLog)));
        return new(record, signature, lines ?? [], UsageLeaf.Hash(record.Kind, record.Id, signature));
    }

    private (Promise, Signature) Promise(SignedRecord of, ulong epoch, ulong index)
    {
        var promise = new Promise(Charter.Id, epoch, index, of.Leaf, _time + _promisedFor);
        return (promise, (epoch == 0 ? LogKey : LaterLogKeys[epoch - 1]).Sign(promise.Digest(Deployment.DomainOf(ContractName.UsageLog))));
    }

    /// <summary>Anchors the present epoch's tree.</summary>
    private Checkpoint Anchor(TestKey key, Hash32[] leaves)
    {
        var checkpoint = new Checkpoint(Charter.Id, (ulong)Math.Max(0, _epochs - 1), (ulong)leaves.Length, MerkleTree.Root(leaves));
        Record(TestLogs.Of(Deployment, checkpoint, 0, Sign(checkpoint, key)));
        _chain.Store(Contracts.UsageLog, StorageSlots.LogSize(Charter.Id, checkpoint.Epoch), Number(checkpoint.Size));
        return checkpoint;
    }

    private void Rekey(TestKey old, TestKey next, params LogEntry[] others)
    {
        _epochs = Math.Max(1, _epochs) + 1;
        var change = new LogKeyChange(Charter.Id, (ushort)(_epochs - 1), next.Address, false, _logKeysHead, ulong.MaxValue, Salt("change"));
        Record([TestLogs.Of(Deployment, change, Sign(change, AdministratorRoot, next, old)), .. others]);
        _chain.Store(Contracts.Pools, StorageSlots.LogKeysHead(Charter.Id), _logKeysHead = change.ActId);
    }

    private static RecordEvidence Prove(SignedRecord one, (Promise Act, Signature Signature) promise, int index, MerkleTree tree, Checkpoint checkpoint) => new(
        one.Record, one.Signature, one.Lines, promise.Act, promise.Signature, [.. InclusionProof.Make(tree, (ulong)index, tree.Size)], checkpoint.ActId);

    private static Hash32 Number(ulong value)
    {
        var word = new byte[Hash32.Size];
        BinaryPrimitives.WriteUInt64BigEndian(word.AsSpan(24), value);
        return new(word);
    }

    private sealed record SignedRecord(IUsageRecord Record, Signature Signature, ImmutableArray<UsageLine> Lines, Hash32 Leaf);
}
