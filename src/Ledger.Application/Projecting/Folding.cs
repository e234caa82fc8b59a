// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text.Json;
using Ledger.Application.Core;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Facts;
using Ledger.Store.Projections;

namespace Ledger.Application.Projecting;

/// <summary>Folds a subject's facts anew into its row. Advance, retract and rebuild all come through here, so they cannot disagree.</summary>
internal static class Folding
{
    /// <summary>Whether a subject has a row: a file is its licenses' rows, an office its pool's, a recovery its party's; checkpoints and lodgings have rows of their own.</summary>
    public static bool HasRow(SubjectKind kind) => kind is SubjectKind.Party or SubjectKind.Pool or SubjectKind.Membership
        or SubjectKind.Schedule or SubjectKind.License or SubjectKind.Enrolment;

    /// <summary>Folds a subject anew from all of its facts; a subject without facts loses its row.</summary>
    /// <param name="known">What is known now.</param>
    /// <param name="writer">Where its facts lie and its row goes.</param>
    /// <param name="subject">The subject.</param>
    public static void Refold(Known known, IStoreWriter writer, Subject subject)
    {
        if (HasRow(subject.Kind))
        {
            var key = StoreKeys.Of(subject);
            var rows = writer.Facts.Of(key);
            Put(writer, subject, key, rows.Count == 0 ? 0 : rows[0].Seq, Fold(subject, rows.Select(known.Decode).OfType<Fact>()));
        }
    }

    /// <summary>Puts or removes a subject's row.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="subject">The subject, of a kind that has rows.</param>
    /// <param name="key">Its key in the store.</param>
    /// <param name="first">The number of its first fact.</param>
    /// <param name="row">What its facts fold to; null where they make none.</param>
    public static void Put(IStoreWriter writer, Subject subject, Hash32 key, long first, FoldedRow? row)
    {
        var (kind, id) = subject.Kind switch
        {
            SubjectKind.Party => (RowKinds.Party, subject.First),
            SubjectKind.Pool => (RowKinds.Pool, subject.First),
            SubjectKind.Membership => (RowKinds.Member, key),
            SubjectKind.Schedule => (RowKinds.Schedule, subject.Second),
            SubjectKind.License => (RowKinds.License, subject.First),
            SubjectKind.Enrolment => (RowKinds.Enrolment, key),
            _ => throw new ArgumentOutOfRangeException(nameof(subject), subject.Kind, "A subject of this kind has no row."),
        };
        if (row is { } folded)
        {
            writer.Projections.Put(new ProjectionRow(kind, id, first, folded.Under?.Pool, folded.Under?.Party, null, folded.Body));
        }
        else
        {
            writer.Projections.Remove(kind, id);
        }
    }

    /// <summary>What facts make of a subject; null where they make no row.</summary>
    /// <param name="into">Where its bytes go; null for an array of their own.</param>
    public static FoldedRow? Fold(Subject subject, IEnumerable<Fact> facts, RowBodies? into = null)
    {
        switch (subject.Kind)
        {
            case SubjectKind.Party:
                return Row(into, Fold(PartyHistory.From(facts)), null, null);
            case SubjectKind.Pool:
                return Row(into, Fold(PoolHistory.From(facts)), subject.First, null);
            case SubjectKind.Membership:
                return Row(into, FoldMember(new PoolId(subject.First), new PartyId(subject.Second), facts), subject.First, subject.Second);
            case SubjectKind.Schedule:
                return Row(into, Fold(ScheduleHistory.From(facts)), subject.First, null);
            case SubjectKind.License:
                var license = LicenseHistory.From(facts);
                return Row(into, Fold(license), license.Origin?.Pool.Value, license.Origin is null ? null : license.Licensee.Value);
            case SubjectKind.Enrolment:
                return Row(into, FoldEnrolment(facts), subject.First, subject.Second);
            default:
                throw new ArgumentOutOfRangeException(nameof(subject), subject.Kind, "A subject of this kind has no row.");
        }
    }

    /// <summary>Puts or removes the row of one checkpoint; its id is the act's.</summary>
    public static void PutCheckpoint(IStoreWriter writer, FactRow row, CheckpointAnchored fact) =>
        writer.Projections.Put(new ProjectionRow(
            RowKinds.Checkpoint,
            fact.Recorded.ActId,
            row.Seq,
            fact.Act.Pool.Value,
            null,
            null,
            Body(new FoldedCheckpoint(fact.Act.Pool.Value, fact.Act.Epoch, fact.OldSize, fact.Act.Size, fact.Act.Root))));

    /// <summary>Puts the row of one lodging; the chain records one of each digest and pool.</summary>
    public static void PutLodging(IStoreWriter writer, FactRow row, Lodged lodged) =>
        writer.Projections.Put(new ProjectionRow(
            RowKinds.Lodging,
            LodgingId(lodged.Pool, lodged.Digest),
            row.Seq,
            lodged.Pool.Value,
            null,
            null,
            Body(new FoldedLodging(lodged.Pool.Value, lodged.Digest, lodged.At.Time))));

    /// <summary>The id of a lodging's row.</summary>
    public static Hash32 LodgingId(PoolId pool, Hash32 digest) => StoreKeys.Of(Subject.Lodging(pool, digest));

    /// <summary>Makes all rows anew from the facts alone.</summary>
    public static void Rebuild(Known known, IStoreWriter writer)
    {
        const int Batch = 1_000;
        writer.Projections.Clear();
        HashSet<Subject> subjects = [];
        for (var page = writer.Facts.After(0, Batch); page.Count > 0; page = writer.Facts.After(page[^1].Seq, Batch))
        {
            foreach (var row in page.Where(row => !UnknownEvents.Is(row.Kind)))
            {
                var found = known.Decode(row);
                subjects.UnionWith(found.Subjects);
                switch (found)
                {
                    case CheckpointAnchored checkpoint:
                        PutCheckpoint(writer, row, checkpoint);
                        break;
                    case Lodged lodged:
                        PutLodging(writer, row, lodged);
                        break;
                }
            }
        }

        foreach (var subject in subjects)
        {
            Refold(known, writer, subject);
        }
    }

    public static T Read<T>(ProjectionRow row) => JsonSerializer.Deserialize<T>(row.Body.Span, LedgerJson.Options)!;

    private static FoldedRow? Row(RowBodies? into, object? folded, Hash32? pool, Hash32? party) =>
        folded is null ? null : new FoldedRow(into?.Write(folded) ?? Body(folded), pool is null && party is null ? null : new Listing(pool, party));

    private static byte[] Body(object folded) => JsonSerializer.SerializeToUtf8Bytes(folded, folded.GetType(), LedgerJson.Options);

    private static FoldedParty? Fold(PartyHistory party) => party.Opened is not { Act: var opening }
        ? null
        : new(
            opening.Guardian,
            opening.ProfileRoot,
            party.KeysHead,
            party.RecoveryHead,
            Fold(party.Keys));

    /// <summary>The keys in the order in which they came.</summary>
    private static FoldedKey[] Fold(ImmutableDictionary<Address, KeyHold> keys)
    {
        if (keys.Count > 1)
        {
            return [.. keys.Values.OrderBy(key => key.By.At).Select(Fold)];
        }

        foreach (var (_, only) in keys)
        {
            return [Fold(only)]; // by far the most parties: of those no list is sorted
        }

        return [];
    }

    private static FoldedKey Fold(KeyHold key) => new(key.Key, (byte)key.Scopes, key.From, key.Until, key.Compromised?.At.Time);

    private static FoldedPool? Fold(PoolHistory pool) => pool.Charter is not { } charter
        ? null
        : new(
            (byte)charter.Governance,
            pool.Administrator.Value,
            [.. charter.Founders],
            pool.LogKey,
            pool.Epoch,
            charter.CharterRoot,
            pool.ActChain,
            pool.Members.Count());

    private static FoldedMember? FoldMember(PoolId pool, PartyId party, IEnumerable<Fact> facts) =>
        PoolHistory.From(facts).Memberships.GetValueOrDefault(party) is not { Spells: [.., var last] } membership
            ? null
            : new(pool.Value, party.Value, membership.Head, last.Joined.At.Time, last.Left?.At.Time);

    private static FoldedEnrolment? FoldEnrolment(IEnumerable<Fact> facts) =>
        facts.OfType<PartyEnrolled>().LastOrDefault() is not { Act: var act, At: var at }
            ? null
            : new(act.Pool.Value, act.Party.Value, act.ActId, act.EnrolmentRoot, at.Time);

    private static FoldedSchedule? Fold(ScheduleHistory schedule) => schedule.Latest is not { Act: var act }
        ? null
        : new(act.Pool.Value, act.Revision, act.Root, act.Count, schedule.Head);

    private static FoldedLicense? Fold(LicenseHistory license) => license is not { Origin: { } origin, Latest: { } latest }
        ? null
        : new(
            origin.Pool.Value,
            license.Licensee.Value,
            origin.Parent?.Value,
            latest.Schedule?.Value,
            origin.StartsAt,
            latest.EndsAt == 0 ? null : latest.EndsAt,
            latest.TermsRoot,
            license.Head,
            license.Versions.Count,
            license.Suspensions,
            license.IsAttestedImport,
            license.Terminated?.Act.EffectiveAt);
}

/// <summary>What a subject's facts fold to.</summary>
/// <param name="Body">The row's bytes.</param>
/// <param name="Under">What to list it under; null for a row that is listed by its kind alone.</param>
internal readonly record struct FoldedRow(ReadOnlyMemory<byte> Body, Listing? Under);

/// <summary>The pool and the party to list a row under.</summary>
internal sealed record Listing(Hash32? Pool, Hash32? Party);
