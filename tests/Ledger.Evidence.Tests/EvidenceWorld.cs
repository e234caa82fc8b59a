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
using Ledger.Domain.Tests.Licenses.Terms;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Merkle;
using Ledger.Evidence.Disclosure;
using Ledger.Evidence.Model;
using Ledger.Evidence.Storage;
using Ledger.Evidence.Usage;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Tests;

/// <summary>A pool, a licensee with two licenses in one file, a retired key, a usage report: signed, mined and proven for real.</summary>
internal sealed class EvidenceWorld
{
    public const ulong Begin = 1_700_000_000;

    private readonly TestChain _chain = new();
    private readonly List<EventProof> _events = [];
    private ulong _time = Begin;

    /// <summary>A world whose first grant is signed by a stranger, as no contract would record it.</summary>
    public static EvidenceWorld Forged() => new(granting: new TestKey("stranger"));

    public EvidenceWorld(bool terminated = false, bool withUsage = true, TestKey? granting = null, bool retiringAtOnce = false, bool amended = false)
    {
        Contracts = new(4_503_599_627_370_495, At(1), At(2), At(3), At(4));
        Deployment = new(true, Contracts);
        _chain.Mine(_time);

        var administrator = Open(AdministratorRoot);
        Admit(administrator, AdministratorRoot, AdministratorKey, KeyScopes.Contract);
        Licensee = Open(LicenseeRoot);

        Charter = new(
            Governance.GovernmentLed, administrator, [administrator.Value], 0, default, default, LogKey.Address, Contracts.ChainId,
            Contracts.Parties, Contracts.Pools, Contracts.Licenses, Contracts.UsageLog, Salt("charter"), ulong.MaxValue, Salt("pool"));
        Record(TestLogs.Of(Deployment, Charter, Sign(Charter, AdministratorKey, AdministratorKey)));

        (First, var first) = Grant(default, "first", granting);
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
        (Second, var second) = Grant(First.ActId, "second", AdministratorRoot);
        Record(second);

        _chain.Store(Contracts.Parties, StorageSlots.KeysHead(administrator), _keysHead);
        _chain.Store(Contracts.Licenses, StorageSlots.File(Charter.Id, Licensee), Second.ActId);
        var record = new LicenseRecord(First.StartsAt, First.EndsAt, 0, 0, 0, 0, 1, 2);
        if (amended)
        {
            Amendment = new(First.Id, First.Schedule, First.EndsAt + 1000, AmendedTerms.Root, Begin + 4000, First.ActId, ulong.MaxValue, Salt("amendment"));
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

        _chain.Store(Contracts.Licenses, StorageSlots.Record(First.Id), record.ToSlot());
        var usage = withUsage ? Report() : null;
        _chain.Mine(_time += 600);
        Evidence = new(
            Deployment,
            First.Id,
            First,
            FirstSignatures,
            [.. _chain.Headers.Select(header => header.Encode()).Skip(1)],
            [.. _events],
            State(administrator),
            usage is null ? [] : [usage],
            []);
        Trust = new(Contracts, [_chain.Head.Hash()], TestChain.CodeHash);
    }

    public static TestKey AdministratorRoot { get; } = new("administrator root");

    public static TestKey AdministratorKey { get; } = new("administrator contract");

    public static TestKey LicenseeRoot { get; } = new("licensee root");

    public static TestKey LogKey { get; } = new("log");

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

    private SignatureRun FirstSignatures { get; set; }

    private Hash32 _keysHead;

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
            Charter.Id, Licensee, new ScheduleId(Salt("schedule")), Begin, Begin + 1_000_000, previous.IsZero ? Terms.Root : Salt(word + " terms"), previous,
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

    private void Admit(PartyId party, TestKey root, TestKey key, KeyScopes scopes)
    {
        var admission = new KeyAdmission(party, key.Address, scopes, 0, default, ulong.MaxValue, Salt("admission"));
        Record(TestLogs.Of(Deployment, admission, Sign(admission, root, key)));
        _keysHead = admission.ActId;
    }

    private UsageEvidence Report()
    {
        ImmutableArray<UsageLine> lines =
        [
            new("D9 player", PatentAct.Manufacture, "CN", "CN", 1000, Salt("line 0")),
            new("D9 player", PatentAct.Export, "CN", "DE", 500, Salt("line 1")),
            new("X1 set-top box", PatentAct.Sale, "CN", "CN", 7, Salt("line 2")),
        ];
        var recent = _chain.Head.Hash();
        var report = new UsageReport(
            First.Id, Licensee, Salt("stream"), 1, default, Begin, Begin + 100, UsageLines.Root(lines), 3, 1507, recent, Salt("report"));
        var domain = Deployment.DomainOf(ContractName.UsageLog);
        var signature = LicenseeRoot.Sign(report.Digest(domain));
        var leaf = UsageLeaf.Hash(RecordKind.Report, report.Id, signature);
        Hash32[] leaves = [MerkleHash.Leaf(Salt("other 0")), MerkleHash.Leaf(Salt("other 1")), leaf, MerkleHash.Leaf(Salt("other 3"))];
        var promise = new Promise(Charter.Id, 0, 2, leaf, _time + 3600);
        var checkpoint = new Checkpoint(Charter.Id, 0, 4, MerkleTree.Root(leaves));
        Record(TestLogs.Of(Deployment, checkpoint, 2, Sign(checkpoint, LogKey)));
        return new(
            report, signature, lines, promise, LogKey.Sign(promise.Digest(domain)), [.. InclusionProof.Make(leaves, 2)], checkpoint.ActId);
    }

    private LicenseState State(PartyId administrator)
    {
        var (parties, licenses) = (Contracts.Parties, Contracts.Licenses);
        return new(
            _chain.Head.Hash(),
            [.. _chain.ProveAccount(licenses)],
            [.. _chain.ProveSlot(licenses, StorageSlots.Record(First.Id))],
            [.. _chain.ProveSlot(licenses, StorageSlots.Head(First.Id))],
            [.. _chain.ProveSlot(licenses, StorageSlots.File(Charter.Id, Licensee))],
            [.. _chain.ProveAccount(parties)],
            [
                new(administrator, [.. _chain.ProveSlot(parties, StorageSlots.KeysHead(administrator))]),
                new(Licensee, [.. _chain.ProveSlot(parties, StorageSlots.KeysHead(Licensee))]),
            ],
            []);
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
