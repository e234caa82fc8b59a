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
            [.. party.Keys.Values.OrderBy(hold => hold.By.At).Select(hold => new PartyKeyView(hold.Key, Words(hold.Scopes), hold.From, hold.Until))],
            _presenter.Act(known, opened));
    }

    public PoolView Pool(Known known, PoolHistory pool)
    {
        var (formed, charter) = (pool.Formed!, pool.Charter!);
        var profile = _presenter.Profile(known, charter.CharterRoot);
        var latest = known.Log(charter.Id).Latest(Journaling.Epoch);
        return new PoolView(
            charter.Id.Value,
            profile?.Names ?? new Dictionary<string, string>(StringComparer.Ordinal),
            profile?.Note ?? new Dictionary<string, string>(StringComparer.Ordinal),
            profile?.Formed,
            charter.Governance.ToString(),
            _presenter.Reference(known, charter.Administrator),
            [.. charter.Founders.Select(founder => _presenter.Reference(known, new PartyId(founder)))],
            charter.QuorumPerMille,
            charter.LogKey,
            charter.CharterRoot,
            pool.ActChain,
            pool.Members.Count,
            checked((int)known.Store.Projections.Count(RowKinds.License, new ProjectionFilter(charter.Id.Value))),
            latest is null ? null : Checkpoints.View(known.Store, latest),
            _presenter.Act(known, formed));
    }

    public MemberView Member(Known known, Membership member) =>
        new(_presenter.Reference(known, member.Party), member.Head, _presenter.Act(known, member.By));

    public LicenseView License(Known known, LicenseHistory license)
    {
        var (granted, grant) = (license.Granted!, license.Grant!);
        return new LicenseView(
            grant.Id.Value,
            grant.Pool.Value,
            grant.Licensee.Value,
            null,
            ActJson.TypedData(context.Contracts.Domain(ContractName.Licenses), grant),
            _presenter.Signatures(known, granted),
            grant.TermsRoot,
            license.StandingAt(known.Store.Blocks.Head?.Time ?? 0).ToString(),
            license.Facts.Count,
            license.Head,
            false,
            Checkpoints.Recorded(known.Store, granted.At),
            grant.Schedule.Value,
            grant.StartsAt,
            Unless0(grant.EndsAt),
            _presenter.Names(known, grant.Pool),
            _presenter.Names(known, grant.Licensee));
    }

    public LicenseHistoryView History(Known known, LicenseHistory license, ulong at, BlockRow block) => new(
        license.Grant!.Id.Value,
        at,
        new BlockView(block.Ref.Number, block.Ref.Hash, block.Time, known.Store.Blocks.Final is { } final && block.Ref.Number <= final.Number),
        license.StandingAt(at).ToString(),
        [.. license.Facts.Select(fact => Entry(known, fact))]);

    private HistoryEntryView Entry(Known known, Fact fact) => fact switch
    {
        LicenseGranted { Act: var grant } => new(grant.StartsAt, nameof(Standing.InForce), _presenter.Act(known, fact)),
        LicenseTerminated { Act: var termination } => new(termination.EffectiveAt, nameof(Standing.Terminated), _presenter.Act(known, fact)),
        _ => new(fact.At.Time, "", _presenter.Act(known, fact)),
    };

    private static ulong? Unless0(ulong time) => time == 0 ? null : time;

    private static IReadOnlyList<string> Words(KeyScopes scopes) =>
        [.. Enum.GetValues<KeyScopes>().Where(scope => scope is not (KeyScopes.None or KeyScopes.All) && scopes.HasFlag(scope)).Select(scope => scope.ToString())];
}
