// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Documents;
using Ledger.Domain.Licenses;
using Ledger.Domain.Licenses.Terms;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Schedules;
using Ledger.Domain.Tests.Licenses.Terms;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Evidence.Disclosure;
using Ledger.Evidence.Model;
using Ledger.Evidence.Storage;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Tests;

/// <summary>A pool, a licensee with two licenses in one file, a retired key, a usage report: signed, mined and proven for real.</summary>
internal sealed partial class EvidenceWorld
{
    public const ulong Begin = 1_700_000_000;

    private readonly TestChain _chain = new();
    private readonly List<EventProof> _events = [];
    private ulong _time = Begin;

    /// <summary>A world whose first grant is signed by a stranger, as no contract would record it.</summary>
    public static EvidenceWorld Forged() => new(granting: new TestKey("stranger"));

    public EvidenceWorld(bool terminated = false, bool withRecords = true, TestKey? granting = null, bool retiringAtOnce = false, bool amended = false, bool rekeyed = false, int reports = 1, bool everyKind = false, ulong promisedFor = 3600, LodgedReport? lodged = null, bool imported = false, bool retired = false)
    {
        (_promisedFor, _lodged) = (promisedFor, lodged);
        _charter = lodged?.Charter is { } terms ? Text(terms, 0) : null;
        Contracts = new(4_503_599_627_370_495, At(1), At(2), At(3), At(4));
        Deployment = new(true, Contracts);
        _chain.Mine(_time);

        var administrator = Open(AdministratorRoot);
        _keysHead = Admit(administrator, AdministratorRoot, AdministratorKey, KeyScopes.Contract);
        Licensee = Open(LicenseeRoot);

        Charter = new(
            Governance.GovernmentLed, administrator, [administrator.Value], 0, default, default, LogKey.Address, Contracts.ChainId,
            Contracts.Parties, Contracts.Pools, Contracts.Licenses, Contracts.UsageLog, _charter?.Root ?? Salt("charter"), ulong.MaxValue, Salt("pool"));
        Record(TestLogs.Of(Deployment, Charter, Sign(Charter, AdministratorKey, AdministratorKey)), Revise(Schedule));

        (First, var first) = Grant(default, "first", granting);
        first = imported ? ImportFirst() : first;
        var retirement = new KeyRetirement(administrator, AdministratorKey.Address, _keysHead, ulong.MaxValue, Salt("retirement"));
        var retiring = TestLogs.Of(Deployment, retirement, Sign(retirement, AdministratorRoot));
        if (retiringAtOnce)
        {
            Record(first, retiring);
        }
        else
        {
            Record(first);
            Record(retiring);
        }

        _keysHead = retirement.ActId;
        (Second, var second) = Grant(License.Value, "second", AdministratorRoot);
        Record(second);
        if (imported)
        {
            KeyLicensee(retired);
        }

        Record(Revise(Schedule));
        _chain.Store(Contracts.Parties, StorageSlots.KeysHead(administrator), _keysHead);
        _chain.Store(Contracts.Licenses, StorageSlots.File(Charter.Id, Licensee), Second.ActId);
        var record = new LicenseRecord(First.StartsAt, First.EndsAt, 0, 0, 0, 0, 1, 2);
        if (amended)
        {
            Record(Revise(Salt("other schedule")), Revise(Salt("other schedule"))); // the license takes up the second of them
            EarlyRevision = (_events.Count - 2, _events[^2]);
            _events.RemoveAt(EarlyRevision.Position);
            Amendment = new(First.Id, new ScheduleId(Salt("other schedule")), First.EndsAt + 1000, AmendedTerms.Root, Begin + 4000, First.ActId, ulong.MaxValue, Salt("amendment"));
            Record(TestLogs.Of(Deployment, Amendment, Sign(Amendment, AdministratorRoot, LicenseeRoot)));
            _chain.Store(Contracts.Licenses, StorageSlots.Head(First.Id), Amendment.ActId);
            record = record with { EndsAt = Amendment.EndsAt };
        }

        if (terminated)
        {
            Termination = new(First.Id, First.StartsAt + 5000, Salt("reason"), First.ActId, ulong.MaxValue, Salt("termination"));
            Record(TestLogs.Of(Deployment, Termination, Sign(Termination, AdministratorRoot)));
            _chain.Store(Contracts.Licenses, StorageSlots.Head(First.Id), Termination.ActId);
            record = record with { TerminatedAt = Termination.EffectiveAt };
        }

        _chain.Store(Contracts.Licenses, StorageSlots.Record(License), record.ToSlot());
        ImmutableArray<RecordEvidence> records = !withRecords ? [] : everyKind ? RecordEveryKind() : rekeyed ? ReportOverEpochs() : Report(reports);
        _chain.Mine(_time += 600);
        Evidence = new(
            Deployment,
            License,
            Import is null ? First : Import,
            FirstSignatures,
            [.. _chain.Headers.Select(header => header.Encode()).Skip(1)],
            [.. _events],
            State(administrator),
            records,
            [.. _texts]);
        Trust = new(Contracts, [_chain.Head.Hash()], TestChain.CodeHash);
    }

    public static TestKey AdministratorRoot { get; } = new("administrator root");

    public static TestKey AdministratorKey { get; } = new("administrator contract");

    public static TestKey LicenseeRoot { get; } = new("licensee root");

    public static TestKey LogKey { get; } = new("log");

    /// <summary>The schedule that the licenses attach to.</summary>
    public static Hash32 Schedule { get; } = Salt("schedule");

    public ContractAddresses Contracts { get; }

    public EvidenceDeployment Deployment { get; }

    public PartyId Licensee { get; }

    public PoolCharter Charter { get; }

    /// <summary>The first license's terms.</summary>
    public DisclosureTree Terms { get; } = new(LicenseTerms.Schema, SomeTerms.Whole.ToFields(), Salt("terms").ToArray());

    /// <summary>The terms as the amendment has them.</summary>
    public DisclosureTree AmendedTerms { get; } = new(LicenseTerms.Schema, Amend(SomeTerms.Whole).ToFields(), Salt("amended terms").ToArray());

    public LicenseGrant First { get; }

    public LicenseGrant Second { get; }

    public Termination? Termination { get; }

    public Amendment? Amendment { get; }

    public LicenseEvidence Evidence { get; }

    public Trust Trust { get; }

    public BlockHeader Head => _chain.Head;

    public IEnumerable<BlockHeader> Headers => _chain.Headers;

    /// <summary>Of an amended license: the revision before the one that it took up, and where it would stand among the events.</summary>
    public (int Position, EventProof Proof) EarlyRevision { get; }

    private SignatureRun FirstSignatures { get; set; }

    private Hash32 _keysHead;
    private readonly Dictionary<Hash32, ScheduleRevision> _revisions = [];

    public static Hash32 Salt(string word) => Keccak256.Hash(Encoding.UTF8.GetBytes(word));

    public SignatureRun Sign(IAct act, params TestKey[] keys)
    {
        var digest = act.Digest(Deployment.DomainOf(act.Contract));
        return SignatureRun.Of([.. keys.Select(key => key.Sign(digest))]);
    }

    /// <summary>A demand of the administrator that the document be erased, signed by its root key or another.</summary>
    public TermsTombstone Erase(Hash32 document, TestKey? key = null, PartyId? party = null)
    {
        var erasure = new Erasure(document, party ?? Charter.Administrator, "asked for", _time, Salt("erasure"));
        return new(erasure, (key ?? AdministratorRoot).Sign(erasure.Digest(Deployment.DomainOf(ContractName.UsageLog))));
    }

    private static LicenseTerms Amend(LicenseTerms terms) =>
        terms with { Scope = terms.Scope with { Territory = Territory.TryParse("CN,VN", out var territory) ? territory : throw new InvalidOperationException() } };

    private (LicenseGrant Act, LogEntry Log) Grant(Hash32 previous, string word, TestKey? administrator = null)
    {
        var grant = new LicenseGrant(
            Charter.Id, Licensee, new ScheduleId(Schedule), Begin, Begin + 1_000_000, previous.IsZero ? Terms.Root : Salt(word + " terms"), previous,
            ulong.MaxValue, Salt(word));
        var signatures = Sign(grant, administrator ?? AdministratorKey, LicenseeRoot);
        FirstSignatures = previous.IsZero ? signatures : FirstSignatures;
        return (grant, TestLogs.Of(Deployment, grant, signatures));
    }

    private PartyId Open(TestKey root)
    {
        var opening = new PartyOpening(root.Address, default, Salt("profile"), Salt(root.Address.ToString()));
        Record(TestLogs.Of(Deployment, opening, Sign(opening, root)));
        return opening.Id;
    }

    private Hash32 Admit(PartyId party, TestKey root, TestKey key, KeyScopes scopes)
    {
        var admission = new KeyAdmission(party, key.Address, scopes, 0, default, ulong.MaxValue, Salt("admission"));
        Record(TestLogs.Of(Deployment, admission, Sign(admission, root, key)));
        return admission.ActId;
    }

    /// <summary>The next revision of a schedule, of one contributed patent more.</summary>
    private LogEntry Revise(Hash32 schedule)
    {
        var before = _revisions.GetValueOrDefault(schedule);
        var id = new ScheduleId(schedule);
        var contribution = new Contribution(Charter.Id, id, Charter.Administrator, Salt("patents"), 1, ulong.MaxValue, Salt($"contribution {before?.Revision}"));
        var revision = new ScheduleRevision(
            Charter.Id, id, (before?.Revision ?? 0) + 1, Salt($"list {before?.Revision}"), (before?.Count ?? 0) + 1, new HashList([contribution.ActId]),
            before?.ActId ?? default, ulong.MaxValue, Salt("revision"));
        _revisions[schedule] = revision;
        _chain.Store(Contracts.Pools, StorageSlots.ScheduleHead(Charter.Id, id), revision.ActId);
        return TestLogs.Of(Deployment, revision, Sign(revision, AdministratorKey), [contribution], Sign(contribution, AdministratorKey));
    }

    private LicenseState State(PartyId administrator)
    {
        var (parties, licenses, pools, log) = (Contracts.Parties, Contracts.Licenses, Contracts.Pools, Contracts.UsageLog);
        return new(
            _chain.Head.Hash(),
            [.. _chain.ProveAccount(licenses)],
            [.. _chain.ProveSlot(licenses, StorageSlots.Record(License))],
            [.. _chain.ProveSlot(licenses, StorageSlots.Head(License))],
            [.. _chain.ProveSlot(licenses, StorageSlots.File(Charter.Id, Licensee))],
            [.. _chain.ProveAccount(parties)],
            [
                new(administrator, [.. _chain.ProveSlot(parties, StorageSlots.KeysHead(administrator))]),
                new(Licensee, [.. _chain.ProveSlot(parties, StorageSlots.KeysHead(Licensee))]),
            ],
            [],
            new(
                [.. _chain.ProveAccount(pools)],
                [.. _chain.ProveSlot(pools, StorageSlots.LogKeysHead(Charter.Id))],
                [.. _chain.ProveSlot(pools, StorageSlots.CharterHead(Charter.Id))],
                [.. _revisions.Keys.Select(id => new ScheduleHeadProof(
                    new(id), [.. _chain.ProveSlot(pools, StorageSlots.ScheduleHead(Charter.Id, new(id)))]))],
                _epochs < 2 ? [] : [.. _chain.ProveAccount(log)],
                [.. Enumerable.Range(0, Math.Max(0, _epochs - 1)).Select(epoch => new SealProof(
                    (ulong)epoch, [.. _chain.ProveSlot(log, StorageSlots.LogSize(Charter.Id, (ulong)epoch))]))]));
    }

    private void Record(params LogEntry[] logs)
    {
        var block = _chain.Mine(_time += 60, logs);
        _events.AddRange(logs.Select((_, position) => _chain.Prove(block, position)));
    }

    private static Address At(byte last)
    {
        var bytes = new byte[Address.Size];
        bytes[^1] = last;
        return new(bytes);
    }
}
