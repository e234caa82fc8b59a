// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Domain.Acts;

/// <summary>What the signers of an act depend on, beyond its fields.</summary>
/// <param name="Pool">The act's pool, or its license's: administrator, governance, members, log keys.</param>
/// <param name="License">The license that the act is on.</param>
/// <param name="Parent">The license that it is, or will be, a sublicense of.</param>
/// <param name="Party">The party that a recovery is of.</param>
/// <param name="Now">Time of the block that may record it: an adverse act reaches back where it takes effect before.</param>
public sealed record SigningContext(
    PoolHistory? Pool = null,
    LicenseHistory? License = null,
    LicenseHistory? Parent = null,
    PartyHistory? Party = null,
    ulong Now = 0);

/// <summary>Who signs which act, in the order of its <c>signatures</c>: the table in <c>contracts/interfaces/Acts.sol</c>.</summary>
public static class RequiredSigners
{
    /// <summary>The signers of <paramref name="act"/>.</summary>
    /// <exception cref="ArgumentException">The context lacks what this kind of act needs.</exception>
    public static SignerTable For(IAct act, SigningContext context) => act.Contract switch
    {
        ContractName.Pools when act is not VoidAct => PoolSigners.For(act, context.Pool),
        _ => new(OfOthers(act, context)),
    };

    private static ImmutableArray<RequiredSigner> OfOthers(IAct act, SigningContext context) => act switch
    {
        PartyOpening opening => [Key(SignerRole.RootKey, opening.RootKey)],
        KeyAdmission admission => [Root(admission.Party), Key(SignerRole.NewKey, admission.Key)],
        KeyRetirement retirement => [Root(retirement.Party)],
        KeyCompromise compromise => [Root(compromise.Party)],
        RecoveryStart start => [Key(SignerRole.Guardian, Party(context).Opened!.Act.Guardian), Key(SignerRole.NewKey, start.NewKey)],
        RecoveryCancellation cancellation => [Root(cancellation.Party) with { HeldBefore = Waiting(context).Started.At.Time }],
        RecoveryCompletion => [Key(SignerRole.NewKey, Waiting(context).NewKey)],
        LicenseGrant grant => [Administrator(context), RequiredSigner.Of(SignerRole.Licensee, grant.Licensee)],
        Sublicense sublicense => [Grantor(context), RequiredSigner.Of(SignerRole.Sublicensee, sublicense.Sublicensee)],
        AttestedImport => [Administrator(context)],
        CounterSignature => [Licensee(context)],
        Amendment => [Grantor(context), Licensee(context)],
        Suspension suspension when suspension.EffectiveAt < context.Now => [Grantor(context), Licensee(context)],
        Termination termination when termination.EffectiveAt < context.Now => [Grantor(context), Licensee(context)],
        Suspension or Termination or Reinstatement => [Grantor(context)],
        Assignment assignment => [Grantor(context), Licensee(context), RequiredSigner.Of(SignerRole.Assignee, assignment.Assignee)],
        VoidAct undo => [RequiredSigner.Of(SignerRole.Party, undo.Party, undo.Contract == ContractName.Parties ? KeyScopes.Root : KeyScopes.Contract)],
        Checkpoint checkpoint => [Key(SignerRole.LogKey, (context.Pool ?? throw Lacking("pool")).LogKeyOf(checkpoint.Epoch) ?? default)],
        _ => throw new ArgumentException($"{act.Kind} has no table of signers.", nameof(act)),
    };

    private static RequiredSigner Key(SignerRole role, Address key) => RequiredSigner.Of(role, key);

    private static RequiredSigner Root(PartyId party) => RequiredSigner.Of(SignerRole.Party, party, KeyScopes.Root);

    private static RequiredSigner Administrator(SigningContext context) =>
        RequiredSigner.Of(SignerRole.Administrator, context.Pool?.Administrator ?? throw Lacking("administrator"));

    /// <summary>The administrator; of a sublicense, whoever has the parent now.</summary>
    private static RequiredSigner Grantor(SigningContext context) =>
        context.Parent is { } parent ? RequiredSigner.Of(SignerRole.Sublicensor, parent.Licensee) : Administrator(context);

    private static RequiredSigner Licensee(SigningContext context) =>
        RequiredSigner.Of(SignerRole.Licensee, (context.License ?? throw Lacking("license")).Licensee);

    private static PartyHistory Party(SigningContext context) => context.Party is { Opened: not null } party ? party : throw Lacking("party");

    private static PendingRecovery Waiting(SigningContext context) => Party(context).Recovery ?? throw Lacking("recovery");

    private static ArgumentException Lacking(string what) =>
        new($"The signers of this act depend on the {what}, which the context lacks.", what);
}
