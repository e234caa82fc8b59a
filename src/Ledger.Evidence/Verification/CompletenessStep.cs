// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Pools;
using Ledger.Ethereum;
using Ledger.Evidence.Storage;

namespace Ledger.Evidence.Verification;

/// <summary>
/// No act on the license, on those that it stands under, and nothing of its licensee's file is left out: the slots of the
/// heads say where the acts end. Nor is a change of the pool's log key or of its charter's text, nor the size at which one sealed an epoch.
/// </summary>
internal static class CompletenessStep
{
    private const StepName Name = StepName.Completeness;

    public static VerificationStep Judge(LicenseCase license)
    {
        if (license is not { Facts: not null, Origin: { } origin, Licenses: { } state, StateHeader: { } header })
        {
            return Step.NotReached(Name, license.Headers.Flaw is null ? StepName.Receipt : StepName.Header);
        }

        if (license.Events!.All.Any(found => found.At.Block.Number > header.Number))
        {
            return Step.Fail(Name, Note.Of("license-later", ("state", header.Number)));
        }

        return (Head(license.History, license.Evidence.License, license.Evidence.State.HeadNodes, state)
                ?? Parents(license, state) ?? File(license, origin.Pool, state) ?? LogKeys(license, origin.Pool) ?? Charters(license, origin.Pool)) is { } flaw
            ? Step.Fail(Name, flaw)
            : Step.Ok(Name, Note.Of(
                "completeness-ok",
                ("acts", license.History.Facts.Count + license.Parents.Sum(parent => parent.Facts.Count) + Arrivals(license, origin.Pool).Count - 1)));
    }

    private static Note? Head(LicenseHistory license, LicenseId id, ImmutableArray<byte[]> nodes, StateReader state)
    {
        if (state.Read("head", StorageSlots.Head(id), nodes, out var slot) is { } flaw)
        {
            return flaw;
        }

        var head = slot.IsZero ? id.Value : slot;
        // Its own acts begin with its origin, whose previous is the file's.
        var shown = Follow(license.Facts.Skip(1).Select(fact => (fact.Recorded.Previous, fact.Recorded.ActId)), id.Value);
        return shown == head ? null : Note.Of("head-mismatch", ("actual", head), ("shown", shown ?? Hash32.Zero));
    }

    private static Note? Parents(LicenseCase license, StateReader state)
    {
        if (license.Evidence.State.Parents.Length != license.Parents.Length)
        {
            return Note.Of("parent-missing");
        }

        for (var i = 0; i < license.Parents.Length; i++)
        {
            var (parent, proof) = (license.Parents[i], license.Evidence.State.Parents[i]);
            if (parent.Origin?.Id != proof.License)
            {
                return Note.Of("parent-missing");
            }

            if (Head(parent, proof.License, proof.HeadNodes, state) is { } flaw)
            {
                return flaw;
            }
        }

        return null;
    }

    private static Note? File(LicenseCase license, PoolId pool, StateReader state)
    {
        if (state.Read("fileHead", StorageSlots.File(pool, license.History.Licensee), license.Evidence.State.FileNodes, out var head) is { } flaw)
        {
            return flaw;
        }

        // An assignment names the file's head second, after the license's.
        var arrivals = Arrivals(license, pool).Select(fact => fact.Recorded);
        return Follow(arrivals.Select(act => (act.SecondPrevious ?? act.Previous, act.ActId)), Hash32.Zero) == head ? null : Note.Of("file-incomplete", ("head", head));
    }

    private static Note? LogKeys(LicenseCase license, PoolId pool)
    {
        if (license.Pools!.Read("logKeysHead", StorageSlots.LogKeysHead(pool), license.Evidence.State.Pool.LogKeysHeadNodes, out var head) is { } flaw)
        {
            return flaw;
        }

        var changes = license.Offices.Facts.OfType<LogKeyChanged>().Select(changed => ((Hash32?)changed.Act.Previous, changed.Act.ActId));
        return Follow(changes, Hash32.Zero) == head ? license.Seals!.Flaw : Note.Of("log-keys-incomplete", ("head", head));
    }

    private static Note? Charters(LicenseCase license, PoolId pool)
    {
        if (license.Pools!.Read("charterHead", StorageSlots.CharterHead(pool), license.Evidence.State.Pool.CharterHeadNodes, out var head) is { } flaw)
        {
            return flaw;
        }

        var changes = license.Offices.Facts.OfType<PolicyChanged>().Select(changed => ((Hash32?)changed.Act.Previous, changed.Act.ActId));
        return Follow(changes, Hash32.Zero) == head ? null : Note.Of("charters-incomplete", ("head", head));
    }

    /// <summary>Where a chain of acts ends, each naming the one before; null where it breaks.</summary>
    private static Hash32? Follow(IEnumerable<(Hash32? Previous, Hash32 ActId)> acts, Hash32 head)
    {
        foreach (var (previous, actId) in acts)
        {
            if (previous != head)
            {
                return null;
            }

            head = actId;
        }

        return head;
    }

    private static List<Fact> Arrivals(LicenseCase license, PoolId pool) =>
        [.. license.Facts!.Value.Where(fact => fact.Subjects.Contains(Subject.File(pool, license.History.Licensee)))];
}
