// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Merkle;
using Ledger.Evidence.Model;
using Ledger.Evidence.Storage;
using Ledger.Evidence.Usage;

namespace Ledger.Evidence.Tests;

/// <summary>The usage log of that world: one report in one epoch, or five over three epochs.</summary>
internal sealed partial class EvidenceWorld
{
    private Hash32 _logKeysHead;
    private int _epochs;

    /// <summary>The log keys after the charter's, where the log key changed twice.</summary>
    public static TestKey[] LaterLogKeys { get; } = [new("second log"), new("third log")];

    /// <summary>Where the log key changed: a change of another pool's, and where it would stand among the events.</summary>
    public (int Position, EventProof Proof) ForeignChange { get; private set; }

    /// <summary>So many reports, the first of them the third leaf.</summary>
    private ImmutableArray<UsageEvidence> Report(int count)
    {
        const int Before = 2;
        var other = Others(Before + 2);
        var signed = Enumerable.Range(0, count).Select(i => Sign((ulong)i)).ToList();
        var promises = signed.Select((one, i) => Promise(one, 0, (ulong)(Before + i))).ToList();
        Hash32[] leaves = [other[0], other[1], .. signed.Select(one => one.Leaf), other[3]];
        var (tree, checkpoint) = (new MerkleTree(leaves), Anchor(LogKey, leaves));
        return [.. signed.Select((one, i) => Prove(one, promises[i], Before + i, tree, checkpoint))];
    }

    /// <summary>
    /// Reports of three epochs: of the first, that was sealed at four leaves; promised there and carried to the second, or, past
    /// its seal at two leaves as well, to the third; promised in the second and carried; and of the third.
    /// </summary>
    private ImmutableArray<UsageEvidence> ReportOverEpochs()
    {
        var (first, second, third) = (Sign(0), Sign(1), Sign(2));
        var (fourth, fifth, other) = (Sign(3), Sign(4), Others(5));
        (Promise, Signature) inFirst = Promise(first, 0, 2), inSecond = Promise(second, 0, 5), inThird = Promise(third, 0, 6);
        Hash32[] leaves = [other[0], other[1], first.Leaf, other[3]];
        var one = Prove(first, inFirst, 2, new(leaves), Anchor(LogKey, leaves));
        Rekey(LogKey, LaterLogKeys[0]);
        var inFourth = Promise(fourth, 1, 3);
        leaves = [other[4], second.Leaf];
        var two = Prove(second, inSecond, 1, new(leaves), Anchor(LaterLogKeys[0], leaves));
        var foreign = new LogKeyChange(new PoolId(Salt("another pool")), 3, LogKey.Address, false, default, ulong.MaxValue, Salt("change"));
        Rekey(LaterLogKeys[0], LaterLogKeys[1], TestLogs.Of(Deployment, foreign, Sign(foreign, AdministratorRoot, LogKey)));
        ForeignChange = (_events.Count - 1, _events[^1]);
        _events.RemoveAt(ForeignChange.Position);
        leaves = [third.Leaf, fourth.Leaf, fifth.Leaf];
        var (tree, last) = (new MerkleTree(leaves), Anchor(LaterLogKeys[1], leaves));
        return
        [
            one, two, Prove(third, inThird, 0, tree, last), Prove(fourth, inFourth, 1, tree, last),
            Prove(fifth, Promise(fifth, 2, 2), 2, tree, last),
        ];
    }

    private static Hash32[] Others(int count) => [.. Enumerable.Range(0, count).Select(i => MerkleHash.Leaf(Salt("other " + i)))];

    private (UsageReport Act, Signature Signature, ImmutableArray<UsageLine> Lines, Hash32 Leaf) Sign(ulong sequence)
    {
        ImmutableArray<UsageLine> lines =
        [
            UsageLine.Of("D9 player", PatentAct.Manufacture, "CN", "CN", 1000, Salt("line 0")),
            UsageLine.Of("D9 player", PatentAct.Export, "CN", "DE", 500, Salt("line 1")),
            UsageLine.Of("X1 set-top box", PatentAct.Sale, "CN", "CN", 7, Salt("line 2")),
        ];
        var report = new UsageReport(
            First.Id, Licensee, new RecordId(Salt("stream")), sequence + 1, default, default, Begin, Begin + 100, UsageLines.Root(lines), 3, 1507, 0, "", _chain.Head.Hash(), Salt("report"));
        var signature = LicenseeRoot.Sign(report.Digest(Deployment.DomainOf(ContractName.UsageLog)));
        return (report, signature, lines, UsageLeaf.Hash(RecordKind.UsageReport, report.Id, signature));
    }

    private (Promise, Signature) Promise((UsageReport, Signature, ImmutableArray<UsageLine>, Hash32 Leaf) of, ulong epoch, ulong index)
    {
        var promise = new Promise(Charter.Id, epoch, index, of.Leaf, _time + 3600);
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

    private static UsageEvidence Prove(
        (UsageReport Act, Signature Signature, ImmutableArray<UsageLine> Lines, Hash32) report, (Promise Act, Signature Signature) promise,
        int index, MerkleTree tree, Checkpoint checkpoint) => new(
        report.Act, report.Signature, report.Lines, promise.Act, promise.Signature, [.. InclusionProof.Make(tree, (ulong)index, tree.Size)], checkpoint.ActId);

    private static Hash32 Number(ulong value)
    {
        var word = new byte[Hash32.Size];
        BinaryPrimitives.WriteUInt64BigEndian(word.AsSpan(24), value);
        return new(word);
    }
}
