// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Usage;

/// <summary>One epoch of a pool's usage log as this ledger keeps it.</summary>
/// <param name="Epoch">Its number.</param>
/// <param name="LogKey">Signs its promises and checkpoints.</param>
/// <param name="Carried">How many of its first leaves were promised in the epoch before and stand past its seal.</param>
/// <param name="Anchored">The size of its last checkpoint.</param>
/// <param name="Sealed">The size at which the chain sealed it; null while it is the present one.</param>
internal sealed record UsageEpoch(ulong Epoch, Address LogKey, ulong Carried, ulong Anchored, ulong? Sealed);

/// <summary>
/// The epochs of a pool's usage log. A change of the log key counts here once it is final, or a checkpoint of its epoch is there (a
/// replay marks nothing as final on its way): from then on records go to the next epoch, whose first leaves are those promised before
/// and not anchored when the chain sealed the epoch, in their order. What was promised between the change and its finality is carried
/// likewise.
/// </summary>
internal sealed class UsageEpochs
{
    private readonly Hash32 _pool;

    private UsageEpochs(IStoreReader reader, PoolId id, PoolHistory pool, ILogHistory log)
    {
        _pool = id.Value;
        var final = reader.Blocks.Final?.Number ?? 0;
        List<UsageEpoch> epochs = [];
        var carried = 0UL;
        var anchored = log.Newest?.Act.Epoch ?? 0;
        foreach (var one in pool.Epochs.Where(one => one.Epoch <= anchored || one.By.At.Block.Number <= final))
        {
            if (epochs is [.., var before])
            {
                var size = before.Anchored; // none comes after the change
                epochs[^1] = before with { Sealed = size };
                carried = Size(reader, before) - Math.Min(size, Size(reader, before));
            }

            epochs.Add(new(one.Epoch, one.LogKey, carried, log.Latest(one.Epoch)?.Act.Size ?? 0, null));
        }

        All = epochs.Count > 0 ? epochs : [new(0, default, 0, 0, null)];
    }

    /// <summary>The first to the present one.</summary>
    public IReadOnlyList<UsageEpoch> All { get; }

    /// <summary>Where records go.</summary>
    public UsageEpoch Present => All[^1];

    public static UsageEpochs Of(Known known, PoolId pool) => new(known.Store, pool, known.Pool(pool), known.Log(pool));

    /// <summary>How many leaves an epoch's tree has: those carried over and its own.</summary>
    public ulong Size(IStoreReader reader, UsageEpoch epoch) => Math.Max(epoch.Carried, reader.Journal.Size(_pool, epoch.Epoch));

    /// <summary>
    /// Why nothing may be promised: the chain has more leaves of an epoch than the journal, since an older copy of it was restored. What comes
    /// next would get an index that is another leaf's. Null where all are here; an epoch whose log key is elsewhere is another host's to keep.
    /// </summary>
    public string? Shortfall(IStoreReader reader, KeyRing keys) =>
        All.FirstOrDefault(one => one.Anchored > Size(reader, one) && keys.Find(one.LogKey) is not null) is { } lost
            ? $"The journal of pool {_pool}, epoch {lost.Epoch}, has {Size(reader, lost)} leaves, and the log on chain {lost.Anchored}: records are missing here. Restore a newer backup."
            : null;

    /// <summary>Where the leaf of a record stands: as promised, or carried on by the seals since.</summary>
    public (ulong Epoch, ulong Index) Place(ulong epoch, ulong index)
    {
        foreach (var one in All.Where(one => one.Epoch >= epoch))
        {
            if (one.Sealed is not { } size || index < size)
            {
                return (one.Epoch, index);
            }

            index -= size;
        }

        return (Present.Epoch, index);
    }

    /// <summary>The leaves that an epoch carries on from the one before.</summary>
    public Hash32[] Carried(IStoreReader reader, ulong epoch) =>
        [.. Signed(reader, epoch, 0, All.FirstOrDefault(one => one.Epoch == epoch)?.Carried ?? 0).Select(row => row.Leaf)];

    /// <summary>The records whose leaves stand in an epoch's tree from one index to before another, in order.</summary>
    public IReadOnlyList<JournalRow> Range(IStoreReader reader, ulong epoch, ulong from, ulong to) =>
        Range(epoch, from, to, (own, first, end) => reader.Journal.Range(_pool, own, first, end));

    /// <summary>The same records without what they came with.</summary>
    public IReadOnlyList<SignedRow> Signed(IStoreReader reader, ulong epoch, ulong from, ulong to) =>
        Range(epoch, from, to, (own, first, end) => reader.Journal.Signed(_pool, own, first, end));

    /// <summary>Those of them that are no reports.</summary>
    public IReadOnlyList<JournalRow> OtherThanReports(IStoreReader reader, ulong epoch, ulong from, ulong to) =>
        Range(epoch, from, to, (own, first, end) => reader.Journal.OtherThanReports(_pool, own, first, end));

    /// <summary>The kept reports that are forks of them.</summary>
    public IReadOnlyList<SuspectRow> Forks(IStoreReader reader, ulong epoch, ulong from, ulong to) =>
        Range(epoch, from, to, (own, first, end) => reader.Suspects.Against(_pool, own, first, end));

    /// <summary>Whose they are.</summary>
    public IEnumerable<Hash32> Authors(IStoreReader reader, ulong epoch, ulong from, ulong to) =>
        Range(epoch, from, to, (own, first, end) => reader.Journal.Authors(_pool, own, first, end)).Distinct();

    private IReadOnlyList<T> Range<T>(ulong epoch, ulong from, ulong to, Func<ulong, ulong, ulong, IReadOnlyList<T>> read)
    {
        if (All.FirstOrDefault(one => one.Epoch == epoch) is not { } here || from >= to)
        {
            return [];
        }

        IReadOnlyList<T> carried = from < here.Carried && All.FirstOrDefault(one => one.Epoch + 1 == epoch) is { Sealed: { } size } before
            ? Range(before.Epoch, size + from, size + Math.Min(to, here.Carried), read)
            : [];
        return [.. carried, .. read(epoch, Math.Max(from, here.Carried), to)];
    }
}
