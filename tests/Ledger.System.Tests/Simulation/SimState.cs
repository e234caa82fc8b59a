// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Chain.Deploy;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Merkle;

namespace Ledger.SystemTests.Simulation;

/// <summary>
/// The rules of the contracts that submitter, follower and projector can feel: heads, deadlines, each act once, and a log
/// that only grows. Signatures are not checked here: the contracts' own tests do that.
/// </summary>
internal sealed record SimState(
    ImmutableDictionary<Address, ulong> Nonces,
    ImmutableDictionary<string, Hash32> Heads,
    ImmutableHashSet<Hash32> Recorded,
    ImmutableDictionary<(Hash32 Pool, ulong Epoch), (ulong Size, Hash32 Root)> Checkpoints,
    ImmutableDictionary<Hash32, (Address Key, ushort Epoch)> LogKeys,
    ImmutableHashSet<(Hash32 Pool, Hash32 Digest)> Lodged)
{
    public static SimState Empty { get; } = new(
        ImmutableDictionary<Address, ulong>.Empty,
        ImmutableDictionary.Create<string, Hash32>(StringComparer.Ordinal),
        [],
        ImmutableDictionary<(Hash32, ulong), (ulong, Hash32)>.Empty,
        ImmutableDictionary<Hash32, (Address, ushort)>.Empty,
        []);

    public ulong Nonce(Address account) => Nonces.GetValueOrDefault(account);

    public SimState Spend(Address account) => this with { Nonces = Nonces.SetItem(account, Nonce(account) + 1) };

    /// <summary>What a call does at a time.</summary>
    public SimOutcome Execute(LedgerContracts contracts, Address? to, ReadOnlySpan<byte> data, ulong time)
    {
        if (to is { } log && SimCalls.ReadLodging(contracts, log, data) is { } lodging)
        {
            return Lodge(lodging);
        }

        if (to is not { } target || contracts.NameOf(target) is null || SimCalls.Read(contracts, target, data) is not { } call)
        {
            return new SimOutcome(this, [], null);
        }

        return call.Act is Checkpoint checkpoint ? Anchor(contracts, call, checkpoint) : Act(call, time);
    }

    private SimOutcome Act(SimCall call, ulong time)
    {
        var act = call.Act;
        var head = act.Subject is { } subject ? HeadOf(subject) : Hash32.Zero;
        if (act.Previous is { } previous && previous != head)
        {
            return Revert(HeadMoved(previous, head));
        }

        if ((act.ExpiresAt is { } expiry && expiry < time) || Recorded.Contains(act.ActId) || call.Uses.Any(Recorded.Contains))
        {
            return Revert([]);
        }

        if (act is LogKeyChange next && (!LogKeys.TryGetValue(next.Pool.Value, out var log) || next.Epoch != log.Epoch + 1 || next.LogKey == log.Key))
        {
            return Revert([]);
        }

        var heads = act.Subject is { } moved ? Heads.SetItem(moved.Key, act.ActId) : Heads;
        if (act is LicenseGrant grant)
        {
            heads = heads.SetItem(Subject.License(grant.Id).Key, act.ActId);
        }

        var logKeys = act is PoolCharter charter ? LogKeys.SetItem(charter.ActId, (charter.LogKey, 0))
            : act is LogKeyChange change ? LogKeys.SetItem(change.Pool.Value, (change.LogKey, change.Epoch))
            : LogKeys;
        return new SimOutcome(
            this with { Heads = heads, LogKeys = logKeys, Recorded = Recorded.Add(act.ActId).Union(call.Uses) }, [call.Log(0)], null);
    }

    private SimOutcome Anchor(LedgerContracts contracts, SimCall call, Checkpoint checkpoint)
    {
        var key = (checkpoint.Pool.Value, checkpoint.Epoch);
        var (size, root) = Checkpoints.GetValueOrDefault(key, (0UL, MerkleHash.Empty));
        return LogKeys.TryGetValue(checkpoint.Pool.Value, out var log) && log.Epoch == checkpoint.Epoch
            && checkpoint.Size > size && ConsistencyProof.Verify(size, root, checkpoint.Size, checkpoint.Root, call.Proof)
            ? new SimOutcome(this with { Checkpoints = Checkpoints.SetItem(key, (checkpoint.Size, checkpoint.Root)) }, [call.Log(size)], null)
            : Revert([]);
    }

    /// <summary>What was lodged before stays as it is, and says nothing.</summary>
    private SimOutcome Lodge(SimLodging lodging) =>
        !LogKeys.ContainsKey(lodging.Pool) ? Revert([])
        : Lodged.Contains((lodging.Pool, lodging.Digest)) ? new SimOutcome(this, [], null)
        : new SimOutcome(this with { Lodged = Lodged.Add((lodging.Pool, lodging.Digest)) }, [lodging.Log], null);

    private Hash32 HeadOf(Subject subject) => Heads.GetValueOrDefault(subject.Key);

    private SimOutcome Revert(byte[] data) => new(this, [], data);

    private static byte[] HeadMoved(Hash32 previous, Hash32 head)
    {
        var writer = new AbiWriter();
        writer.Bytes32("previous", previous);
        writer.Bytes32("head", head);
        return writer.ToCall([0x9c, 0xf5, 0x95, 0x1d]);
    }
}

/// <summary>What a call did: the state after it and its logs, or the data that it reverted with.</summary>
internal sealed record SimOutcome(SimState After, IReadOnlyList<Ledger.Ethereum.Blocks.LogEntry> Logs, byte[]? Revert);
