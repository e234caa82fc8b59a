// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Domain.Acts;

/// <summary>What the signers of an act depend on, beyond its fields.</summary>
/// <param name="Administrator">The pool's administrator; needed by admissions, revisions, grants and terminations.</param>
/// <param name="LogKey">The pool's log key; needed by checkpoints.</param>
/// <param name="Licensee">The license's licensee; needed by a termination that reaches back.</param>
/// <param name="Now">Time of the block that may record it: a termination reaches back where it takes effect before.</param>
public sealed record SigningContext(
    PartyId? Administrator = null,
    Address? LogKey = null,
    PartyId? Licensee = null,
    ulong Now = 0);

/// <summary>Who signs which act, in the order of its <c>signatures</c>: the table in <c>contracts/interfaces/Acts.sol</c>.</summary>
public static class RequiredSigners
{
    /// <summary>The signers of <paramref name="act"/>.</summary>
    /// <exception cref="ArgumentException">The context lacks what this kind of act needs.</exception>
    public static ImmutableArray<RequiredSigner> For(IAct act, SigningContext context) => act switch
    {
        PartyOpening opening => [RequiredSigner.Of(SignerRole.RootKey, opening.RootKey)],
        KeyAdmission admission =>
        [
            RequiredSigner.Of(SignerRole.Party, admission.Party, KeyScopes.Root),
            RequiredSigner.Of(SignerRole.NewKey, admission.Key),
        ],
        KeyRetirement retirement => [RequiredSigner.Of(SignerRole.Party, retirement.Party, KeyScopes.Root)],
        PoolCharter charter =>
        [
            RequiredSigner.Of(SignerRole.Administrator, charter.Administrator),
            .. charter.Founders.Select(founder => RequiredSigner.Of(SignerRole.Founder, new PartyId(founder))),
        ],
        Admission admission => [Administrator(context), RequiredSigner.Of(SignerRole.Party, admission.Party)],
        Contribution contribution => [RequiredSigner.Of(SignerRole.Holder, contribution.Holder)],
        ScheduleRevision => [Administrator(context)],
        LicenseGrant grant => [Administrator(context), RequiredSigner.Of(SignerRole.Licensee, grant.Licensee)],
        Termination termination when termination.EffectiveAt < context.Now => [Administrator(context), Licensee(context)],
        Termination => [Administrator(context)],
        VoidAct undo => [RequiredSigner.Of(SignerRole.Party, undo.Party, undo.Contract == ContractName.Parties ? KeyScopes.Root : KeyScopes.Contract)],
        Checkpoint => [RequiredSigner.Of(SignerRole.LogKey, context.LogKey ?? throw Lacking("log key"))],
        _ => throw new ArgumentException($"{act.Kind} has no table of signers.", nameof(act)),
    };

    private static RequiredSigner Administrator(SigningContext context) =>
        RequiredSigner.Of(SignerRole.Administrator, context.Administrator ?? throw Lacking("administrator"));

    private static RequiredSigner Licensee(SigningContext context) =>
        RequiredSigner.Of(SignerRole.Licensee, context.Licensee ?? throw Lacking("licensee"));

    private static ArgumentException Lacking(string what) =>
        new($"The signers of this act depend on the {what}, which the context lacks.", what);
}
