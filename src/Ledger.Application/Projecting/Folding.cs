// SPDX-License-Identifier: Apache-2.0

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
    /// <summary>Folds a subject; a subject without facts loses its row.</summary>
    /// <param name="known">What is known now.</param>
    /// <param name="writer">Where its facts lie and its row goes.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="fresh">Its newest facts, where they are at hand: if it has no others, nothing need be read.</param>
    public static void Refold(Known known, IStoreWriter writer, Subject subject, IReadOnlyList<FreshFact>? fresh = null)
    {
        if (subject.Kind is SubjectKind.File or SubjectKind.UsageLog or SubjectKind.Recovery or SubjectKind.Administrator or SubjectKind.Policy or SubjectKind.LogKey)
        {
            return; // a file is its licenses' rows, an office its pool's, a recovery its party's; a checkpoint is a row of its own
        }

        var key = StoreKeys.Of(subject);
        if (fresh is not null && !writer.Facts.IsFiledBefore(key, fresh[0].Seq))
        {
            Refold(writer, subject, fresh[0].Seq, fresh.Select(each => each.Fact));
            return;
        }

        var rows = writer.Facts.Of(key);
        Refold(writer, subject, rows.Count == 0 ? 0 : rows[0].Seq, rows.Select(known.Decode));
    }

    private static void Refold(IStoreWriter writer, Subject subject, long first, IEnumerable<Fact> facts)
    {
        switch (subject.Kind)
        {
            case SubjectKind.Party:
                Put(writer, RowKinds.Party, subject.First, first, Fold(PartyHistory.From(facts)), null, null);
                break;
            case SubjectKind.Pool:
                Put(writer, RowKinds.Pool, subject.First, first, Fold(PoolHistory.From(facts)), subject.First, null);
                break;
            case SubjectKind.Membership:
                Put(writer, RowKinds.Member, StoreKeys.Of(subject), first, FoldMember(new PoolId(subject.First), new PartyId(subject.Second), facts), subject.First, subject.Second);
                break;
            case SubjectKind.Schedule:
                Put(writer, RowKinds.Schedule, subject.Second, first, Fold(ScheduleHistory.From(facts)), subject.First, null);
                break;
            case SubjectKind.License:
                var license = LicenseHistory.From(facts);
                Put(
                    writer, RowKinds.License, subject.First, first, Fold(license),
                    license.Origin?.Pool.Value, license.Origin is null ? null : license.Licensee.Value);
                break;
            case SubjectKind.Enrolment:
                Put(writer, RowKinds.Enrolment, StoreKeys.Of(subject), first, FoldEnrolment(facts), subject.First, subject.Second);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(subject), subject.Kind, "No such kind of subject.");
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
                var fact = known.Decode(row);
                subjects.UnionWith(fact.Subjects);
                if (fact is CheckpointAnchored checkpoint)
                {
                    PutCheckpoint(writer, row, checkpoint);
                }
            }
        }

        foreach (var subject in subjects)
        {
            Refold(known, writer, subject);
        }
    }

    public static T Read<T>(ProjectionRow row) => JsonSerializer.Deserialize<T>(row.Body, LedgerJson.Options)!;

    private static void Put(IStoreWriter writer, string kind, Hash32 id, long first, object? folded, Hash32? pool, Hash32? party)
    {
        if (folded is null)
        {
            writer.Projections.Remove(kind, id);
        }
        else
        {
            writer.Projections.Put(new ProjectionRow(kind, id, first, pool, party, null, Body(folded)));
        }
    }

    private static byte[] Body(object folded) => JsonSerializer.SerializeToUtf8Bytes(folded, folded.GetType(), LedgerJson.Options);

    private static FoldedParty? Fold(PartyHistory party) => party.Opened is not { Act: var opening }
        ? null
        : new(
            opening.Guardian,
            opening.ProfileRoot,
            party.KeysHead,
            party.RecoveryHead,
            [.. party.Keys.Values.OrderBy(key => key.By.At).Select(key => new FoldedKey(key.Key, (byte)key.Scopes, key.From, key.Until, key.Compromised?.At.Time))]);

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

/// <summary>A fact of the block that is being taken in, with its number in the store.</summary>
internal readonly record struct FreshFact(long Seq, Fact Fact);
