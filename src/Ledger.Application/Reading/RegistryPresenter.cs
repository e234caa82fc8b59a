// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Projecting;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Store.Facts;
using Ledger.Store.Projections;

namespace Ledger.Application.Reading;

/// <summary>Shows histories as the registry's views.</summary>
internal sealed class RegistryPresenter(LedgerContext context)
{
    private readonly Presenter _presenter = new(context);

    public PartyView Party(Known known, PartyHistory party)
    {
        var opened = party.Opened!;
        var profile = _presenter.Profile(known, opened.Act.ProfileRoot);
        return new PartyView(
            opened.Id.Value,
            profile?.Names ?? new Dictionary<string, string>(StringComparer.Ordinal),
            profile?.Role,
            profile?.Country,
            opened.Act.Guardian,
            opened.Act.ProfileRoot,
            party.KeysHead,
            [.. party.Keys.Values.OrderBy(hold => hold.By.At).Select(hold => new PartyKeyView(
                hold.Key,
                Words(hold.Scopes),
                hold.From,
                hold.Until,
                hold.Compromised is { } flag ? new CompromiseView(flag.At.Time, Unless0(flag.Act.Since)) : null))],
            _presenter.Act(known, opened),
            party.RecoveryHead,
            party.Recovery is { } recovery
                ? new RecoveryView(recovery.NewKey, recovery.Started.At.Time, recovery.DueAt, _presenter.Act(known, recovery.Started)) : null,
            [.. Rows<FoldedEnrolment>(known, RowKinds.Enrolment, new ProjectionFilter(null, opened.Id.Value))
                .Select(row => new EnrolmentView(row.Pool, row.Head, row.Root, row.Since))]);
    }

    public PoolView Pool(Known known, PoolHistory pool)
    {
        var (formed, charter) = (pool.Formed!, pool.Charter!);
        var words = context.Charters.Words(known, pool);
        var latest = known.Log(charter.Id).Newest;
        return new PoolView(
            charter.Id.Value,
            words?.Names ?? new Dictionary<string, string>(StringComparer.Ordinal),
            words?.Note ?? new Dictionary<string, string>(StringComparer.Ordinal),
            words?.Formed,
            charter.Governance.ToString(),
            _presenter.Reference(known, pool.Administrator),
            [.. charter.Founders.Select(founder => _presenter.Reference(known, new PartyId(founder)))],
            charter.QuorumPerMille,
            pool.LogKey,
            charter.CharterRoot,
            pool.ActChain,
            pool.Members.Count(),
            checked((int)known.Store.Projections.Count(RowKinds.License, new ProjectionFilter(charter.Id.Value))),
            latest is null ? null : Checkpoints.View(known.Store, latest),
            _presenter.Act(known, formed),
            pool.QuorumWithout(null).Threshold,
            pool.Epoch,
            [.. pool.Administrators.Select(term => new AdministratorView(_presenter.Reference(known, term.Administrator), term.By.At.Time))],
            [.. pool.Policies.Values.SelectMany(versions => versions).OrderBy(version => version.By.At)
                .Select(version => new PolicyView(version.Policy, version.CodeHash, version.PolicyRoot, version.By.At.Time))],
            new PoolHeadsView(pool.AdministratorHead, pool.LogKeyHead),
            new PoolRulesView(Rule(context.Charters.PaymentDispute(known, pool)), Rule(context.Charters.LodgeGrace(known, pool))),
            [.. pool.Charters.Select(version => Charter(known, version))]);
    }

    /// <summary>A rule as it is shown, with who says so.</summary>
    public static PoolRuleView Rule(PoolRule rule) => new(
        rule.Source.ToString().ToLowerInvariant(),
        rule.By?.By.Recorded.ActId,
        rule.Charter?.Days,
        rule.Charter?.Zone,
        rule.Charter is null ? rule.HostSeconds : null);

    private CharterVersionView Charter(Known known, CharterVersion version)
    {
        var document = context.Charters.Open(known, version);
        return new CharterVersionView(
            version.By.Recorded.ActId, version.Root, version.By.At.Time, document is not null, document?.Zone, document?.PaymentDisputeDays, document?.LodgeGraceDays);
    }

    public MemberView Member(Known known, Membership member, MembershipSpell spell) => new(
        _presenter.Reference(known, member.Party),
        member.Head,
        spell.Joined switch { PoolFormed => "charter", MemberSucceeded => "succession", _ => "admission" },
        spell.Joined.At.Time,
        spell.Left?.At.Time,
        _presenter.Act(known, spell.Joined));

    public LicenseView License(Known known, LicenseHistory license)
    {
        var (origin, latest) = (license.Origin!, license.Latest!);
        var now = known.Store.Blocks.Head?.Time ?? 0;
        return new LicenseView(
            origin.Id.Value,
            origin.Pool.Value,
            license.Licensee.Value,
            origin.Parent?.Value,
            ActJson.TypedData(context.Contracts.Domain(ContractName.Licenses), origin.By.Recorded),
            _presenter.Signatures(known, origin.By),
            latest.TermsRoot,
            known.Standing(license, now).ToString(),
            [.. license.Versions.Select(Version)],
            license.Head,
            license.IsAttestedImport,
            Checkpoints.Recorded(known.Store, origin.By.At),
            LicenseStanding.ScheduleAt(license, now, known.License)?.Value,
            origin.StartsAt,
            Unless0(latest.EndsAt),
            _presenter.Names(known, origin.Pool),
            _presenter.Names(known, license.Licensee),
            license.Facts.Count,
            [.. license.Suspensions.Select(span => new SuspensionView(span.From, span.Until))]);
    }

    public LicenseHistoryView History(Known known, LicenseHistory license, ulong at, BlockRow block) => new(
        license.Origin!.Id.Value,
        at,
        new BlockView(block.Ref.Number, block.Ref.Hash, block.Time, known.Store.Blocks.Final is { } final && block.Ref.Number <= final.Number),
        LicenseStanding.At(license, at, id => known.License(id).KnownAt(block.Ref.Number)).ToString(),
        [.. license.Facts.Select(fact => Entry(known, fact))],
        license.VersionAt(at)?.Id,
        license.LicenseeAt(at)?.Value);

    private static LicenseVersionView Version(LicenseVersion version) =>
        new(version.Id, version.EffectiveAt, version.Schedule?.Value, Unless0(version.EndsAt), version.TermsRoot);

    private HistoryEntryView Entry(Known known, Fact fact)
    {
        var (effectiveAt, standing) = fact switch
        {
            _ when LicenseOrigin.Of(fact) is { } origin => (origin.StartsAt, Standing.InForce),
            LicenseAmended { Act: var amendment } => (amendment.EffectiveAt, Standing.InForce),
            LicenseSuspended { Act: var suspension } => (suspension.EffectiveAt, Standing.Suspended),
            LicenseReinstated { Act: var reinstatement } => (reinstatement.EffectiveAt, Standing.InForce),
            LicenseTerminated { Act: var termination } => (termination.EffectiveAt, Standing.Terminated),
            _ => (fact.At.Time, Standing.InForce),
        };
        return new(effectiveAt, standing.ToString(), _presenter.Act(known, fact));
    }

    private static IEnumerable<T> Rows<T>(Known known, string kind, ProjectionFilter filter) =>
        known.Store.Projections.List(kind, filter, 0, int.MaxValue).Select(Folding.Read<T>);

    private static ulong? Unless0(ulong time) => time == 0 ? null : time;

    private static IReadOnlyList<string> Words(KeyScopes scopes) =>
        [.. Enum.GetValues<KeyScopes>().Where(scope => scope is not (KeyScopes.None or KeyScopes.All) && scopes.HasFlag(scope)).Select(scope => scope.ToString())];
}
