// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Evidence.Model;

namespace Ledger.Evidence.Verification;

/// <summary>The evidence of one license, read as far as it can be read. What could not be is null, and a step says so.</summary>
internal sealed class LicenseCase
{
    private readonly Dictionary<PartyId, PartyHistory> _parties = [];

    public LicenseCase(LicenseEvidence evidence, Trust? trust)
    {
        Evidence = evidence;
        Trust = trust;
        Used = UsedBlocks(evidence);
        Headers = HeaderSet.Read(evidence.Headers, Used, trust);
        Events = EventSet.Read(evidence.Deployment, evidence.Events, Headers);
        Facts = Events is { Flaw: null } ? Events.Facts : null;
        if (Facts is { } facts)
        {
            Origin = facts.Select(LicenseOrigin.Of).FirstOrDefault(origin => origin?.Id == evidence.License);
            Charter = facts.OfType<PoolFormed>().FirstOrDefault(formed => formed.Id == Origin?.Pool);
            Checkpoints = facts.OfType<CheckpointAnchored>().DistinctBy(fact => fact.Act).ToDictionary(fact => fact.Act.ActId);
            Lodgings = Events!.All.OfType<Lodged>().DistinctBy(lodged => (lodged.Pool, lodged.Digest)).ToLookup(lodged => lodged.Digest);
            History = License(evidence.License);
            Parents = [.. LicenseStanding.Chain(History, License).Skip(1)];
            Schedules = CoveredSchedule.Of(History, License);
            Offices = Pool is { } pool ? PoolHistory.From(facts.Where(fact => fact.Subjects.Contains(Subject.Pool(pool)))) : PoolHistory.Empty;
            Signers = Origin is null || Charter is null ? [] : SignersOf(Origin, facts);
        }

        StateHeader = Headers.Find(evidence.State.Block);
        if (StateHeader is { } header)
        {
            var contracts = evidence.Deployment.Contracts;
            Licenses = StateReader.Of(header, "Licenses", contracts.Licenses, evidence.State.LicensesAccount);
            Parties = StateReader.Of(header, "Parties", contracts.Parties, evidence.State.PartiesAccount);
            Pools = StateReader.Of(header, "Pools", contracts.Pools, evidence.State.Pool.PoolsAccount);
            Seals = SealedSizes.Read(evidence, header, Pool ?? default, SealsWanted);
        }
    }

    public LicenseEvidence Evidence { get; }

    public Trust? Trust { get; }

    /// <summary>The blocks that events, state and records name.</summary>
    public ImmutableHashSet<Hash32> Used { get; }

    public HeaderSet Headers { get; }

    /// <summary>Null while headers are wrong.</summary>
    public EventSet? Events { get; }

    /// <summary>Every fact shown; null when a header or an event proof is wrong.</summary>
    public ImmutableArray<Fact>? Facts { get; }

    public PoolFormed? Charter { get; }

    /// <summary>How the license came to be, by the events; null while they do not say.</summary>
    public LicenseOrigin? Origin { get; }

    public LicenseHistory History { get; } = LicenseHistory.Empty;

    /// <summary>The licenses that it stands under, the nearest first; an empty history where the events show none.</summary>
    public ImmutableArray<LicenseHistory> Parents { get; } = [];

    /// <summary>The schedules that it covers; none while the topmost license is not known.</summary>
    public ImmutableArray<CoveredSchedule> Schedules { get; } = [];

    /// <summary>The pool by the acts shown: its administrators, its log keys, the texts of its charter, the revisions covered.</summary>
    public PoolHistory Offices { get; } = PoolHistory.Empty;

    /// <summary>Who had to sign the origin, as the pool and the parent stood before it; none while that is not known.</summary>
    public ImmutableArray<RequiredSigner> Signers { get; } = [];

    /// <summary>The pool, by the events or, until they are there, by the origin's own fields.</summary>
    public PoolId? Pool => Origin?.Pool ?? Evidence.Origin switch
    {
        LicenseGrant { Pool: var pool } => pool,
        AttestedImport { Pool: var pool } => pool,
        _ => null,
    };

    /// <summary>The checkpoints shown, by act id.</summary>
    public IReadOnlyDictionary<Hash32, CheckpointAnchored> Checkpoints { get; } = ImmutableDictionary<Hash32, CheckpointAnchored>.Empty;

    /// <summary>The lodgings shown, by digest.</summary>
    public ILookup<Hash32, Lodged> Lodgings { get; } = Array.Empty<Lodged>().ToLookup(lodged => lodged.Digest);

    public BlockHeader? StateHeader { get; }

    public StateReader? Licenses { get; }

    public StateReader? Parties { get; }

    public StateReader? Pools { get; }

    /// <summary>The sizes of the usage log's sealed epochs; null where the state's block is not known.</summary>
    public SealedSizes? Seals { get; }

    /// <summary>How many epochs are sealed by the changes shown, where records ask for them.</summary>
    private int SealsWanted => Evidence.Records.IsEmpty ? 0 : Math.Max(0, Offices.Epochs.Count - 1);

    /// <summary>Who signed, at one position; null when the signature recovers to nobody.</summary>
    public Address? SignerAt(int position) =>
        Evidence.Signatures.TryGet(position, out var signature)
        && Secp256k1.TryRecover(Evidence.Origin.Digest(Evidence.Deployment.DomainOf(ContractName.Licenses)), signature, out var signer)
            ? signer
            : null;

    /// <summary>A party's history from the facts shown; empty when there are none.</summary>
    public PartyHistory Party(PartyId party)
    {
        if (!_parties.TryGetValue(party, out var history))
        {
            history = PartyHistory.From((Facts ?? []).Where(fact => fact.Subjects.Contains(Subject.Party(party))));
            _parties.Add(party, history);
        }

        return history;
    }

    /// <summary>A license's history from the facts shown; empty when there are none.</summary>
    public LicenseHistory License(LicenseId license) =>
        LicenseHistory.From((Facts ?? []).Where(fact => fact.Subjects.Contains(Subject.License(license))));

    private static ImmutableArray<RequiredSigner> SignersOf(LicenseOrigin origin, ImmutableArray<Fact> facts)
    {
        var before = facts.Where(fact => fact.At < origin.By.At).ToList();
        var parent = origin.Parent is { } id ? LicenseHistory.From(before.Where(fact => fact.Subjects.Contains(Subject.License(id)))) : null;
        return parent is { Origin: null }
            ? []
            : RequiredSigners.For(origin.By.Recorded, new(
                PoolHistory.From(before.Where(fact => fact.Subjects.Contains(Subject.Pool(origin.Pool)))), Parent: parent)).Fixed;
    }

    private static ImmutableHashSet<Hash32> UsedBlocks(LicenseEvidence evidence) =>
    [
        evidence.State.Block,
        .. evidence.Events.Select(proof => proof.Block),
        .. evidence.Records.Select(shown => shown.Record.RecentBlock),
    ];
}
