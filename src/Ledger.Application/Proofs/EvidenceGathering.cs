// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Application.Proposing;
using Ledger.Application.Usage;
using Ledger.Domain;
using Ledger.Domain.Documents;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Model;
using Ledger.Evidence.Storage;
using Ledger.Store;
using Ledger.Store.Facts;

namespace Ledger.Application.Proofs;

/// <summary>Gathers all that a stranger needs to judge one license: facts and headers from the store, proofs from the node.</summary>
internal sealed class EvidenceGathering(LedgerContext context, UsageProofs proofs)
{
    private const int OwnSlots = 3;

    /// <summary>The evidence, and which of its headers this ledger holds as final.</summary>
    /// <param name="withRecords">Whether the anchored records of the license are wanted too.</param>
    /// <param name="of">Whose records, with what answers them; null for those of all who ever had the license.</param>
    public async Task<Outcome<GatheredEvidence>> GatherAsync(LicenseId id, bool withRecords, CancellationToken cancellation, PartyId? of = null)
    {
        var material = await context.Store.ReadAsync(reader => Collect(reader, id, withRecords, of), cancellation);
        if (material is null)
        {
            return new LicenseUnknown(id);
        }

        var events = ImmutableArray.CreateBuilder<EventProof>();
        foreach (var block in material.Events.GroupBy(found => found.At.Block))
        {
            events.AddRange(await EventProving.ProveAsync(context.Node, block.Key, block.Select(found => found.At.EventIndex), cancellation));
        }

        var state = await StateAsync(material, cancellation);
        var records = await AnchoredRecords.ProveAsync(proofs, material.Records, cancellation);
        var origin = material.License.Origin!.By;
        var evidence = new LicenseEvidence(
            new EvidenceDeployment(context.Record.IsEmbedded, context.Addresses),
            id,
            origin.Recorded,
            origin.Signatures,
            [.. material.Headers.OrderBy(header => header.Ref.Number).Select(header => header.Header)],
            events.ToImmutable(),
            state,
            [.. records],
            material.Terms);
        return new GatheredEvidence(evidence, [.. material.Headers.Where(header => header.Ref.Number <= material.FinalNumber).Select(header => header.Ref.Hash)], material.State);
    }

    private Material? Collect(IStoreReader reader, LicenseId id, bool withRecords, PartyId? of)
    {
        var known = context.On(reader);
        var license = known.License(id);
        if (license.Origin is not { } origin || reader.Blocks.Head is not { } head)
        {
            return null;
        }

        var pool = known.Pool(origin.Pool);
        List<AnchoredRecord> records = withRecords ? AnchoredRecords.Of(known, origin.Pool, id, of) : [];
        var signers = ActContext.SignersOf(known, origin.By).Select(signer => signer.Party!.Value);
        LicenseHistory[] parents = [.. LicenseStanding.Chain(license, known.License).Skip(1)];
        var schedules = CoveredSchedule.Of(license, known.License);
        var erased = Erased(reader, license);
        List<Lodged> lodgings = [.. records.Select(record => known.Lodged(origin.Pool, Lodging.DigestOf(record.Record))).OfType<Lodged>()];
        PartyId[] keyed =
        [
            .. signers.Concat(license.Holdings.Select(holding => holding.Licensee)).Concat(erased.Select(terms => terms.Tombstone!.Erasure.Party))
                .Concat(records.Select(record => record.Record.Author))
                .Concat(records.Select(record => record.Stone?.Erasure.Party).OfType<PartyId>()).Distinct(),
        ];
        List<ChainEvent> events =
        [
            .. pool.Facts.Where(fact => fact is PoolFormed or AdministratorChanged or LogKeyChanged || IsCharter(fact)),
            .. schedules.SelectMany(covered => covered.Revisions(pool.Schedule(covered.Schedule))),
            .. keyed.SelectMany(party => Keys(known.Party(party))),
            .. known.File(origin.Pool, license.Licensee).Arrivals.Select(arrival => arrival.By),
            .. license.Facts,
            .. parents.SelectMany(parent => parent.Facts),
            .. records.Select(record => record.Checkpoint),
            .. lodgings,
        ];
        events = [.. events.DistinctBy(found => found.At).OrderBy(found => found.At)];
        var finalNumber = reader.Blocks.Final?.Number ?? 0;
        var state = events[^1].At.Block.Number <= finalNumber && reader.Blocks.At(finalNumber) is { } final ? final : head;
        List<BlockRow> headers = [state];
        HashSet<Hash32> named = [state.Ref.Hash];
        foreach (var hash in events.Select(found => found.At.Block.Hash).Concat(records.Select(record => record.Record.RecentBlock)))
        {
            if (named.Add(hash) && reader.Blocks.Find(hash) is { } header)
            {
                headers.Add(header);
            }
        }

        return new Material(license, keyed, parents, schedules, pool.Epochs.Count - 1, events, headers, state, finalNumber, records, [.. erased, .. Charters(known, pool, lodgings)]);
    }

    /// <summary>The versions whose terms were erased, each with its tombstone: evidence says that they are withheld, and why.</summary>
    private static ImmutableArray<VersionTerms> Erased(IStoreReader reader, LicenseHistory license) =>
    [
        .. license.Versions.Where(version => reader.Documents.Find(version.TermsRoot)?.ErasedAt is not null)
            .Select(version => (version.Id, Tombstone: CustodyBook.TombstoneOf<Erasure>(reader, version.TermsRoot)))
            .Where(version => version.Tombstone is not null)
            .Select(version => new VersionTerms(version.Id, null, new(version.Tombstone!.Erasure, version.Tombstone.Signature))),
    ];

    /// <summary>The rules of the charter's texts that lodgings stood under, in the texts' order; nothing of one that is not held here.</summary>
    private IEnumerable<VersionTerms> Charters(Known known, PoolHistory pool, IReadOnlyList<Lodged> lodgings) =>
        from text in lodgings.Select(lodged => pool.CharterAt(lodged.At)).OfType<CharterVersion>().Distinct().OrderBy(text => text.By.At)
        let shown = context.Charters.Disclose(known, text, CharterTerms.ZoneField, CharterTerms.LodgeGraceField)
        where shown is not null
        select new VersionTerms(text.By.Recorded.ActId, shown);

    private static bool IsCharter(Fact fact) => fact is PolicyChanged { Act.Policy: var policy } && policy == CharterTerms.Policy;

    private static IEnumerable<Fact> Keys(PartyHistory party) => party.Facts.Where(fact => fact is PartyOpened or KeyAdmitted or KeyRetired or KeyCompromised or RecoveryCompleted);

    private async Task<LicenseState> StateAsync(Material material, CancellationToken cancellation)
    {
        var origin = material.License.Origin!;
        var licenses = await context.Node.ProofAsync(
            context.Contracts.Licenses,
            [
                StorageSlots.Record(origin.Id),
                StorageSlots.Head(origin.Id),
                StorageSlots.File(origin.Pool, material.License.Licensee),
                .. material.Parents.SelectMany(parent => new[] { StorageSlots.Record(parent.Origin!.Id), StorageSlots.Head(parent.Origin.Id) }),
            ],
            material.State.Ref,
            cancellation);
        var keys = await context.Node.ProofAsync(
            context.Contracts.Parties, [.. material.Keyed.Select(StorageSlots.KeysHead)], material.State.Ref, cancellation);
        return new LicenseState(
            material.State.Ref.Hash,
            [.. licenses.AccountNodes],
            [.. licenses.Slots[0].Nodes],
            [.. licenses.Slots[1].Nodes],
            [.. licenses.Slots[2].Nodes],
            [.. keys.AccountNodes],
            [.. material.Keyed.Select((party, i) => new KeysHeadProof(party, [.. keys.Slots[i].Nodes]))],
            [.. material.Parents.Select((parent, i) => new ParentProof(
                parent.Origin!.Id, [.. licenses.Slots[OwnSlots + (2 * i)].Nodes], [.. licenses.Slots[OwnSlots + (2 * i) + 1].Nodes]))],
            await PoolStateAsync(material, origin.Pool, cancellation));
    }

    private async Task<PoolState> PoolStateAsync(Material material, PoolId pool, CancellationToken cancellation)
    {
        var offices = await context.Node.ProofAsync(
            context.Contracts.Pools,
            [StorageSlots.LogKeysHead(pool), StorageSlots.CharterHead(pool), .. material.Schedules.Select(covered => StorageSlots.ScheduleHead(pool, covered.Schedule))],
            material.State.Ref,
            cancellation);
        ulong[] epochs = material.Records.Count == 0 ? [] : [.. Enumerable.Range(0, material.SealedEpochs).Select(epoch => (ulong)epoch)];
        var log = epochs.Length == 0 ? null : await context.Node.ProofAsync(
            context.Contracts.UsageLog, [.. epochs.Select(epoch => StorageSlots.LogSize(pool, epoch))], material.State.Ref, cancellation);
        return new PoolState(
            [.. offices.AccountNodes],
            [.. offices.Slots[0].Nodes],
            [.. offices.Slots[1].Nodes],
            [.. material.Schedules.Select((covered, i) => new ScheduleHeadProof(covered.Schedule, [.. offices.Slots[i + 2].Nodes]))],
            [.. log?.AccountNodes ?? []],
            [.. epochs.Select((epoch, i) => new SealProof(epoch, [.. log!.Slots[i].Nodes]))]);
    }

    private sealed record Material(
        LicenseHistory License,
        IReadOnlyList<PartyId> Keyed,
        IReadOnlyList<LicenseHistory> Parents,
        IReadOnlyList<CoveredSchedule> Schedules,
        int SealedEpochs,
        IReadOnlyList<ChainEvent> Events,
        IReadOnlyList<BlockRow> Headers,
        BlockRow State,
        ulong FinalNumber,
        IReadOnlyList<AnchoredRecord> Records,
        ImmutableArray<VersionTerms> Terms);
}

/// <summary>Evidence with what this ledger itself can say of its blocks.</summary>
/// <param name="FinalBlocks">Those of its headers that are final here.</param>
/// <param name="State">The block that the state is of.</param>
internal sealed record GatheredEvidence(LicenseEvidence Evidence, ImmutableHashSet<Hash32> FinalBlocks, BlockRow State);
