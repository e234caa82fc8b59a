// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Chain.Contracts;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;

namespace Ledger.Application.Loops;

/// <summary>The contracts' typed errors as the domain's refusals: the same rule has the same name on both sides.</summary>
internal static class RevertRefusals
{
    /// <summary>The refusal of the error's name; null where the domain has none.</summary>
    public static Refusal? Of(ContractError error) => Of(error.Name, new Arguments(error));

    private static Refusal? Of(string name, Arguments args) => name switch
    {
        nameof(ActExpired) => new ActExpired(args.Number("expiresAt"), args.Number("blockTime")),
        nameof(ActIsVoid) => new ActIsVoid(args.Hash("actId"), args.Party("party")),
        nameof(HeadMoved) => new HeadMoved(args.Hash("previous"), args.Hash("head")),
        nameof(SignaturesLength) => new SignaturesLength(args.Count("length"), args.Count("expected")),
        nameof(SignatureInvalid) => new SignatureInvalid(args.Count("position")),
        nameof(KeyNotHeld) => new KeyNotHeld(args.Party("party"), args.Key("key"), args.Scopes("scopes")),
        nameof(AlreadyVoid) => new AlreadyVoid(args.Hash("actId"), args.Party("party")),
        nameof(TooMany) => new TooMany(args.Count("count"), args.Count("most")),
        nameof(PartyExists) => new PartyExists(args.Party("party")),
        nameof(PartyUnknown) => new PartyUnknown(args.Party("party")),
        nameof(NotTheKey) => new NotTheKey(args.Key("signer"), args.Key("key")),
        nameof(KeyKnown) => new KeyKnown(args.Party("party"), args.Key("key")),
        nameof(ScopesInvalid) => new ScopesInvalid(args.Scopes("scopes")),
        nameof(KeyUnknown) => new KeyUnknown(args.Party("party"), args.Key("key")),
        nameof(AlreadyCompromised) => new AlreadyCompromised(args.Party("party"), args.Key("key")),
        nameof(LostInFuture) => new LostInFuture(args.Number("since"), args.Number("blockTime")),
        nameof(LastRootKey) => new LastRootKey(args.Party("party"), args.Key("key")),
        nameof(GuardianMissing) => new GuardianMissing(args.Party("party")),
        nameof(NoRecovery) => new NoRecovery(args.Party("party")),
        nameof(RecoveryWaits) => new RecoveryWaits(args.Number("readyAt"), args.Number("blockTime")),
        nameof(KeyNotOlder) => new KeyNotOlder(args.Key("key"), args.Number("from"), args.Number("startedAt")),
        nameof(PoolExists) => new PoolExists(args.Pool("pool")),
        nameof(PoolUnknown) => new PoolUnknown(args.Pool("pool")),
        nameof(FoundersMissing) => new FoundersMissing(),
        nameof(NoVote) => new NoVote(args.Count("voters")),
        nameof(QuorumMissed) => new QuorumMissed(args.Count("voters"), args.Count("quorum")),
        nameof(VotersNotAscending) => new VotersNotAscending(args.Party("before"), args.Party("voter")),
        nameof(VoterActedUpon) => new VoterActedUpon(args.Party("voter")),
        nameof(EpochNotNext) => new EpochNotNext(args.Number("epoch"), args.Number("expected")),
        nameof(LogKeyUnchanged) => new LogKeyUnchanged(args.Key("logKey")),
        nameof(AlreadyAdministrator) => new AlreadyAdministrator(args.Pool("pool"), args.Party("party")),
        nameof(AlreadyMember) => new AlreadyMember(args.Pool("pool"), args.Party("party")),
        nameof(NotMember) => new NotMember(args.Pool("pool"), args.Party("party")),
        nameof(ScheduleUnknown) => new ScheduleUnknown(args.Pool("pool"), new ScheduleId(args.Hash("schedule"))),
        nameof(ContributionUsed) => new ContributionUsed(args.Hash("contribution")),
        nameof(EmptyTerm) => new EmptyTerm(args.Number("startsAt"), args.Number("endsAt")),
        nameof(LicenseUnknown) => new LicenseUnknown(args.License("license")),
        nameof(AlreadyTerminated) => new AlreadyTerminated(args.License("license"), args.Number("terminatedAt")),
        nameof(AlreadySuspended) => new AlreadySuspended(args.License("license"), args.Number("suspendedAt")),
        nameof(NotSuspended) => new NotSuspended(args.License("license")),
        nameof(TooManySuspensions) => new TooManySuspensions(args.License("license")),
        nameof(EffectiveAtMissing) => new EffectiveAtMissing(),
        nameof(EffectiveAtDecreases) => new EffectiveAtDecreases(args.Number("effectiveAt"), args.Number("last")),
        nameof(AmendedAfterEnd) => new AmendedAfterEnd(args.Number("effectiveAt"), args.Number("endsAt")),
        nameof(LicenseeMustSign) => new LicenseeMustSign(args.Number("effectiveAt"), args.Number("blockTime")),
        nameof(TimeTooLarge) => new TimeTooLarge(args.Number("time")),
        nameof(LicenseNotStanding) => new LicenseNotStanding(args.License("license"), (Standing)args.Number("standing")),
        nameof(TooDeep) => new TooDeep(args.License("parent")),
        nameof(ScheduleOfParent) => new ScheduleOfParent(new ScheduleId(args.Hash("schedule"))),
        nameof(SignedInFuture) => new SignedInFuture(args.Number("signedAt"), args.Number("blockTime")),
        nameof(NotAttested) => new NotAttested(args.License("license")),
        nameof(AssignedToLicensee) => new AssignedToLicensee(args.Party("assignee")),
        _ => null,
    };

    private readonly record struct Arguments(ContractError Error)
    {
        public ulong Number(string name) => ulong.TryParse(Error.Args[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : ulong.MaxValue;

        public int Count(string name) => (int)Math.Min(Number(name), int.MaxValue);

        public Hash32 Hash(string name) => Hash32.Parse(Error.Args[name]);

        public Address Key(string name) => Address.Parse(Error.Args[name]);

        public PartyId Party(string name) => new(Hash(name));

        public PoolId Pool(string name) => new(Hash(name));

        public LicenseId License(string name) => new(Hash(name));

        public KeyScopes Scopes(string name) => (KeyScopes)Number(name);
    }
}
