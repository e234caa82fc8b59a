// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Contracts;
using Ledger.Chain.Deploy;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Typed;

namespace Ledger.SystemTests.Simulation;

/// <summary>A call of one of the contracts, read; and the event that it emits when it is let through.</summary>
/// <param name="Log">The event; takes the log's old size, which only checkpoints tell.</param>
/// <param name="Uses">Ids beside the act's own that may be used once.</param>
internal sealed record SimCall(IAct Act, Func<ulong, LogEntry> Log, IReadOnlyList<Hash32> Uses, Hash32[] Proof);

/// <summary>A call that lodges a digest, and the event that it emits the first time.</summary>
internal sealed record SimLodging(Hash32 Pool, Hash32 Digest, LogEntry Log);

/// <summary>Reads calls and writes events, by the same bindings that the product uses for the other direction.</summary>
internal static class SimCalls
{
    public static SimCall? Read(LedgerContracts contracts, Address to, ReadOnlySpan<byte> data)
    {
        if (data.Length < 4)
        {
            return null;
        }

        var selector = data[..4];
        var from = new AbiReader(data[4..]);
        return to == contracts.Parties ? Party(to, selector, ref from)
            : to == contracts.Pools ? Pool(to, selector, ref from)
            : to == contracts.Licenses ? License(to, selector, ref from)
            : selector.SequenceEqual(UsageLogContract.AnchorSelector) ? Anchor(to, ref from)
            : null;
    }

    /// <summary>A lodging: it is no act, and nobody signed it.</summary>
    public static SimLodging? ReadLodging(LedgerContracts contracts, Address to, ReadOnlySpan<byte> data)
    {
        if (to != contracts.UsageLog || data.Length < 4 || !data[..4].SequenceEqual(UsageLogContract.LodgeSelector))
        {
            return null;
        }

        var from = new AbiReader(data[4..]);
        var (pool, digest) = (from.Bytes32("pool"), from.Bytes32("digest"));
        return new SimLodging(pool, digest, new LogEntry(to, [UsageLogContract.LodgedTopic, pool, digest], default));
    }

    private static SimCall? Party(Address to, ReadOnlySpan<byte> selector, ref AbiReader from) =>
        selector.SequenceEqual(PartiesContract.OpenSelector)
            ? Simple<PartyOpening>(to, ref from, PartiesContract.PartyOpenedTopic, act => [act.ActId])
        : selector.SequenceEqual(PartiesContract.AdmitKeySelector)
            ? Simple<KeyAdmission>(to, ref from, PartiesContract.KeyAdmittedTopic, act => [act.Party.Value, act.ActId])
        : selector.SequenceEqual(PartiesContract.RetireKeySelector)
            ? Simple<KeyRetirement>(to, ref from, PartiesContract.KeyRetiredTopic, act => [act.Party.Value, act.ActId])
        : null;

    private static SimCall? Pool(Address to, ReadOnlySpan<byte> selector, ref AbiReader from) =>
        selector.SequenceEqual(PoolsContract.FormSelector)
            ? Simple<PoolCharter>(to, ref from, PoolsContract.PoolFormedTopic, act => [act.ActId])
        : selector.SequenceEqual(PoolsContract.AdmitSelector)
            ? Simple<Admission>(to, ref from, PoolsContract.MemberAdmittedTopic, act => [act.Pool.Value, act.Party.Value, act.ActId], votes: true)
        : selector.SequenceEqual(PoolsContract.ChangeLogKeySelector)
            ? Simple<LogKeyChange>(to, ref from, PoolsContract.LogKeyChangedTopic, act => [act.Pool.Value, act.ActId], votes: true)
        : selector.SequenceEqual(PoolsContract.ReviseSelector) ? Revise(to, ref from)
        : null;

    private static SimCall? License(Address to, ReadOnlySpan<byte> selector, ref AbiReader from) =>
        selector.SequenceEqual(LicensesContract.GrantSelector)
            ? Simple<LicenseGrant>(to, ref from, LicensesContract.LicenseGrantedTopic, act => [act.ActId, act.Pool.Value, act.Licensee.Value])
        : selector.SequenceEqual(LicensesContract.TerminateSelector)
            ? Simple<Termination>(to, ref from, LicensesContract.LicenseTerminatedTopic, act => [act.License.Value, act.ActId])
        : null;

    private static SimCall Simple<T>(Address to, ref AbiReader from, Hash32 topic, Func<T, Hash32[]> indexed, bool votes = false)
        where T : IAct, ITypedStruct<T>
    {
        var act = from.Struct<T>("act");
        var data = new AbiWriter();
        data.Struct("act", act);
        if (votes)
        {
            data.Bytes32Array("voters", from.Bytes32Array("voters"));
        }

        data.Bytes("signatures", from.Bytes("signatures"));
        var log = new LogEntry(to, [topic, .. indexed(act)], data.ToArray());
        return new SimCall(act, _ => log, [], []);
    }

    private static SimCall Revise(Address to, ref AbiReader from)
    {
        var act = from.Struct<ScheduleRevision>("act");
        var data = new AbiWriter();
        data.Struct("act", act);
        data.Bytes32Array("voters", from.Bytes32Array("voters"));
        data.Bytes("signatures", from.Bytes("signatures"));
        var contributions = from.StructArray<Contribution>("contributions");
        data.StructArray("contributions", contributions);
        data.Bytes("contributionSignatures", from.Bytes("contributionSignatures"));
        var log = new LogEntry(to, [PoolsContract.ScheduleRevisedTopic, act.Pool.Value, act.Schedule.Value, act.ActId], data.ToArray());
        return new SimCall(act, _ => log, [.. contributions.Select(contribution => contribution.ActId)], []);
    }

    private static SimCall Anchor(Address to, ref AbiReader from)
    {
        var act = from.Struct<Checkpoint>("act");
        var proof = from.Bytes32Array("consistencyProof");
        var signature = from.Bytes("signature").ToArray();
        return new SimCall(act, oldSize => Event(to, act, oldSize, signature), [], proof);
    }

    private static LogEntry Event(Address to, Checkpoint act, ulong oldSize, byte[] signature)
    {
        Span<byte> epoch = stackalloc byte[Hash32.Size];
        new UInt256(0, act.Epoch).WriteBigEndian(epoch);
        var data = new AbiWriter();
        data.Uint64("oldSize", oldSize);
        data.Uint64("size", act.Size);
        data.Bytes32("root", act.Root);
        data.Bytes("signature", signature);
        return new LogEntry(to, [UsageLogContract.CheckpointAnchoredTopic, act.Pool.Value, new Hash32(epoch)], data.ToArray());
    }
}
