// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain;
using Ledger.Chain.Deploy;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Store;
using Ledger.Store.Facts;

namespace Ledger.Application.Core;

/// <summary>What the ledger knows in one snapshot: histories as the domain folds them, out of the store's raw facts.</summary>
/// <param name="Store">The snapshot.</param>
/// <param name="Contracts">The deployment.</param>
/// <param name="Before">What the chain knew before this place; null for all that it knows.</param>
internal readonly record struct Known(IStoreReader Store, LedgerContracts Contracts, FactPosition? Before = null)
{
    /// <summary>Where the checkpoints of the pools' logs lie, remembered from one snapshot to the next; null where nothing is.</summary>
    public CheckpointIndex? Checkpoints { get; init; }

    /// <summary>The earliest time of the block that could record an act: the clock's, or the head's where the chain runs ahead of it.</summary>
    public ulong NextTime(ulong now) => Math.Max(now, Store.Blocks.Head?.Time ?? 0);

    public PartyHistory Party(PartyId id) => PartyHistory.From(FactsOf(Subject.Party(id)));

    public PoolHistory Pool(PoolId id) => PoolHistory.From(FactsOf(Subject.Pool(id)));

    public ScheduleHistory Schedule(PoolId pool, ScheduleId id) => ScheduleHistory.From(FactsOf(Subject.Schedule(pool, id)));

    public LicenseHistory License(LicenseId id) => LicenseHistory.From(FactsOf(Subject.License(id)));

    public FileHistory File(PoolId pool, PartyId licensee) => FileHistory.From(FactsOf(Subject.File(pool, licensee)));

    public ILogHistory Log(PoolId pool) => Checkpoints is { } index && Before is null ? index.Of(this, pool) : LogHistory.From(FactsOf(Subject.UsageLog(pool)));

    /// <summary>Where a digest was first lodged for a pool's log; null where it was not.</summary>
    public Lodged? Lodged(PoolId pool, Hash32 digest)
    {
        var (contracts, before) = (Contracts, Before);
        return Store.Facts.Of(StoreKeys.Of(Subject.Lodging(pool, digest))) is [var row, ..]
            && Decode(contracts, row) is Lodged lodged && (before is not { } limit || lodged.At < limit) ? lodged : null;
    }

    /// <summary>A license's pool; null where there is no such license.</summary>
    public PoolId? PoolOf(LicenseId license) => License(license).Origin?.Pool;

    /// <summary>Where a license stands with its parents at a time, UTC seconds.</summary>
    public Standing Standing(LicenseHistory license, ulong time) => LicenseStanding.At(license, time, License);

    /// <summary>The head of a subject; zero if never touched.</summary>
    public Hash32 Head(Subject subject) => subject.Kind switch
    {
        SubjectKind.Party => Party(new PartyId(subject.First)).KeysHead,
        SubjectKind.Recovery => Party(new PartyId(subject.First)).RecoveryHead,
        SubjectKind.Membership => Pool(new PoolId(subject.First)).MembershipHead(new PartyId(subject.Second)),
        SubjectKind.Enrolment => Pool(new PoolId(subject.First)).EnrolmentHead(new PartyId(subject.Second)),
        SubjectKind.Administrator => Pool(new PoolId(subject.First)).AdministratorHead,
        SubjectKind.Policy => Pool(new PoolId(subject.First)).PolicyHead(subject.Second),
        SubjectKind.LogKey => Pool(new PoolId(subject.First)).LogKeyHead,
        SubjectKind.Schedule => Schedule(new PoolId(subject.First), new ScheduleId(subject.Second)).Head,
        SubjectKind.File => File(new PoolId(subject.First), new PartyId(subject.Second)).Head,
        SubjectKind.License => License(new LicenseId(subject.First)).Head,
        _ => default,
    };

    /// <summary>The facts of a subject, in the chain's order.</summary>
    public IEnumerable<Fact> FactsOf(Subject subject)
    {
        var (contracts, before) = (Contracts, Before);
        return Store.Facts.Of(StoreKeys.Of(subject)).Select(row => Decode(contracts, row)).OfType<Fact>().TakeWhile(fact => before is not { } limit || fact.At < limit);
    }

    /// <summary>A kept event as the domain knows it.</summary>
    public ChainEvent Decode(FactRow row) => Decode(Contracts, row);

    /// <exception cref="InvalidDataException">The store holds bytes that were decoded once and are not decodable now.</exception>
    private static ChainEvent Decode(LedgerContracts contracts, FactRow row)
    {
        var entry = new LogEntry(row.Address, [.. row.Topics], row.Data);
        var log = new EventLog(entry, row.Block, row.Transaction, 0, row.EventIndex);
        return FactDecoder.TryDecode(contracts, row.Time, log, out var fact)
            ? fact
            : throw new InvalidDataException($"Fact {row.Seq} ({row.Kind}) of block {row.Block} cannot be decoded.");
    }
}
