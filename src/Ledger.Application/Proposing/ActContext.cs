// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Application.Core;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Application.Proposing;

/// <summary>What an act stands among: its signers, its subjects, its pool.</summary>
internal static class ActContext
{
    /// <summary>The signers of an act that <see cref="ActRules"/> permits.</summary>
    public static SignerTable Signers(Known known, IAct act, ulong now) => RequiredSigners.For(act, Of(known, act, now));

    /// <summary>Who may vote on an act, and how many must; null where nobody votes.</summary>
    public static Quorum? Quorum(Known known, IAct act) =>
        act.Contract is ContractName.Pools && act is not (PoolCharter or Contribution or Departure or VoidAct)
        && PoolOf(known, act) is { } pool && known.Pool(new PoolId(pool)).Formed is not null
            ? Signers(known, act, 0).Quorum
            : null;

    /// <summary>Who signed a recorded act, in the order of its signatures, as things stood before it.</summary>
    public static ImmutableArray<RequiredSigner> SignersOf(Known known, Fact fact)
    {
        var then = known with { Before = fact.At };
        var table = Signers(then, fact.Recorded, fact.At.Time);
        return table.Fixed.Length + fact.Voters.Count < fact.Signatures.Count
            ? Signers(then, fact.Recorded, ulong.MaxValue).With(fact.Voters) // the licensee signed an adverse act too
            : table.With(fact.Voters);
    }

    /// <summary>The heads that the act was signed on, one or two.</summary>
    public static ImmutableArray<SignedHead> Heads(Known known, IAct act) => ActHeads.Of(act, known.PoolOf);

    /// <summary>The pool that an act concerns; null for none.</summary>
    public static Hash32? PoolOf(Known known, IAct act) => act switch
    {
        PoolCharter charter => charter.Id.Value,
        Admission { Pool: var pool } => pool.Value,
        Departure { Pool: var pool } => pool.Value,
        Removal { Pool: var pool } => pool.Value,
        Succession { Pool: var pool } => pool.Value,
        Enrolment { Pool: var pool } => pool.Value,
        AdministratorChange { Pool: var pool } => pool.Value,
        PolicyChange { Pool: var pool } => pool.Value,
        LogKeyChange { Pool: var pool } => pool.Value,
        Contribution { Pool: var pool } => pool.Value,
        ScheduleRevision { Pool: var pool } => pool.Value,
        LicenseGrant { Pool: var pool } => pool.Value,
        AttestedImport { Pool: var pool } => pool.Value,
        Checkpoint { Pool: var pool } => pool.Value,
        Sublicense { Parent: var parent } => known.PoolOf(parent)?.Value,
        _ => LicenseOf(act) is { } license ? known.PoolOf(license)?.Value : null,
    };

    /// <summary>The license that an act is on; null for none.</summary>
    public static LicenseId? LicenseOf(IAct act) => act switch
    {
        CounterSignature { License: var license } => license,
        Amendment { License: var license } => license,
        Suspension { License: var license } => license,
        Reinstatement { License: var license } => license,
        Assignment { License: var license } => license,
        Termination { License: var license } => license,
        _ => null,
    };

    private static SigningContext Of(Known known, IAct act, ulong now)
    {
        var license = LicenseOf(act) is { } on ? known.License(on) : null;
        var parent = act is Sublicense { Parent: var above } ? above : license?.Origin?.Parent;
        PartyId? party = act switch
        {
            RecoveryStart { Party: var of } => of,
            RecoveryCancellation { Party: var of } => of,
            RecoveryCompletion { Party: var of } => of,
            _ => null,
        };
        return new SigningContext(
            PoolOf(known, act) is { } pool && act is not PoolCharter ? known.Pool(new PoolId(pool)) : null,
            license,
            parent is { } id ? known.License(id) : null,
            party is { } whose ? known.Party(whose) : null,
            now);
    }
}
