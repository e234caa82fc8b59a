// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Application.Proposing;
using Ledger.Application.Tests.Upkeep;
using Ledger.Application.Tests.World;
using Ledger.Application.Upkeep;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Documents;
using Ledger.Ethereum;
using Ledger.Evidence.Disclosure;

namespace Ledger.Application.Tests.Custody;

[Collection(SeededTemplate.Collection)]
public sealed class DocumentTests(SeededTemplate template)
{
    [Fact]
    public async Task Terms_are_read_by_licensee_and_administrator_and_by_nobody_else_and_each_reading_is_noted()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (terms, pool) = await TermsAsync(test);
        var licensee = Caller(test, "licensee-harbor", pool, PoolRole.Licensee);
        var administrator = Caller(test, "administrator", pool, PoolRole.Administrator);
        Assert.Equal("license-terms", TestLedger.Must(await Room(test).GetAsync(licensee, terms, CancellationToken.None)).Document.Kind);
        Assert.NotEmpty(TestLedger.Must(await Room(test).GetAsync(administrator, terms, CancellationToken.None)).Fields);
        foreach (var stranger in new[]
        {
            Caller(test, "licensee-willow", pool, PoolRole.Licensee),
            Caller(test, "member-lantern", pool, PoolRole.Licensor),
            Caller(test, "member-lantern", pool, PoolRole.Administrator), // a role that the chain does not show
            Caller(test, "member-lantern", pool, PoolRole.Auditor),
            Operator,
        })
        {
            Assert.IsType<DocumentUnknown>((await Room(test).GetAsync(stranger, terms, CancellationToken.None)).Refusal);
            Assert.IsType<DocumentUnknown>((await Room(test).DiscloseAsync(stranger, terms, ["scope.territory"], CancellationToken.None)).Refusal);
            Assert.IsType<DocumentUnknown>((await Room(test).CustodyAsync(stranger, terms, null, 10, CancellationToken.None)).Refusal);
            Assert.DoesNotContain((await Room(test).ListAsync(stranger, null, null, null, 100, CancellationToken.None)).Items, document => document.Root == terms);
        }

        var custody = TestLedger.Must(await Room(test).CustodyAsync(licensee, terms, null, 10, CancellationToken.None)).Items;
        Assert.Equal(
            [("read", licensee.Party!.Value.Value, licensee.KeyId), ("read", administrator.Party!.Value.Value, administrator.KeyId)],
            custody.Select(entry => (entry.What, entry.Party!.Value, entry.Key)));
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
    }

    [Fact]
    public async Task A_licenses_documents_are_listed_page_by_page()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (terms, pool) = await TermsAsync(test);
        var licensee = Caller(test, "licensee-harbor", pool, PoolRole.Licensee);
        var license = (await test.LicenseAsync("licensee-harbor")).Id;
        var ofLicense = (await Room(test).ListAsync(licensee, license, null, null, 10, CancellationToken.None)).Items;
        Assert.Equal([terms], ofLicense.Select(document => document.Root));
        Assert.Equal(("held", "LicenseGrant"), (ofLicense[0].State, ofLicense[0].Acts[0].Kind));
        Assert.Equal(license, ofLicense[0].Acts[0].Act);

        var whole = (await Room(test).ListAsync(licensee, null, licensee.Party!.Value.Value, null, 100, CancellationToken.None)).Items;
        List<DocumentView> paged = [];
        string? cursor = null;
        do
        {
            var page = await Room(test).ListAsync(licensee, null, licensee.Party.Value.Value, cursor, 1, CancellationToken.None);
            paged.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(whole.Select(document => document.Root), paged.Select(document => document.Root));
        Assert.Contains(whole, document => document.Kind is "profile");
    }

    [Fact]
    public async Task Single_fields_are_shown_with_what_proves_them_and_the_rest_is_withheld()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (terms, pool) = await TermsAsync(test);
        var licensee = Caller(test, "licensee-harbor", pool, PoolRole.Licensee);
        var field = TestLedger.Must(await Room(test).GetAsync(licensee, terms, CancellationToken.None)).Fields.First(field => field.Type is "text");
        var shown = TestLedger.Must(await Room(test).DiscloseAsync(licensee, terms, [field.Name], CancellationToken.None));
        Assert.Equal([field.Value], shown.Fields.Select(each => each.Value));
        var verdict = Assert.IsType<DisclosureVerdict.Shown>(DisclosureCheck.Judge(terms, shown));
        Assert.Single(verdict.Values, value => value is not null);

        var forged = shown with { Fields = [shown.Fields[0] with { Value = "something else" }] };
        Assert.IsType<DisclosureVerdict.PathWrong>(DisclosureCheck.Judge(terms, forged));
        Assert.IsType<DisclosureVerdict.CommitmentWrong>(DisclosureCheck.Judge(Records.Salt(), shown));
        Assert.IsType<FieldUnknown>((await Room(test).DiscloseAsync(licensee, terms, ["nonsense"], CancellationToken.None)).Refusal);
        var custody = TestLedger.Must(await Room(test).CustodyAsync(licensee, terms, null, 10, CancellationToken.None)).Items;
        Assert.Equal(["read", "disclosed"], custody.Select(entry => entry.What));
        Assert.Equal(field.Name, custody[1].Detail!.Value.GetProperty("fields")[0].GetString());
    }

    [Fact]
    public async Task An_erased_document_leaves_its_hashes_and_a_signed_tombstone()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (terms, pool) = await TermsAsync(test);
        var administrator = Caller(test, "administrator", pool, PoolRole.Administrator);
        await Room(test).GetAsync(administrator, terms, CancellationToken.None);
        var secret = (await File.ReadAllLinesAsync(Path.Combine(test.Directory, "secrets.jsonl"))).Single(line => line.Contains(terms.ToString(), StringComparison.Ordinal));

        var erased = TestLedger.Must(await Desk(test).EraseAsync(administrator, terms, Demand(test, "administrator", terms), CancellationToken.None));
        Assert.Equal("erased", erased.State);
        Assert.DoesNotContain(terms.ToString(), await File.ReadAllTextAsync(Path.Combine(test.Directory, "secrets.jsonl")), StringComparison.Ordinal);
        Assert.Null(await test.Ledger.Context.Store.ReadAsync(reader => reader.Documents.Find(terms)!.Ciphertext));
        Assert.IsType<DocumentErased>((await Room(test).GetAsync(administrator, terms, CancellationToken.None)).Refusal);
        Assert.IsType<DocumentErased>((await Desk(test).EraseAsync(administrator, terms, Demand(test, "administrator", terms), CancellationToken.None)).Refusal);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(test.Directory, "secrets.jsonl")) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));

        await test.RestartAsync();
        await test.CheckAll();
        Assert.IsType<DocumentErased>((await Room(test).GetAsync(administrator, terms, CancellationToken.None)).Refusal);
        var report = await Upkept.FsckAsync(test.Directory);
        Upkept.AssertSound(report);
        Assert.Equal(FsckRoot.Erased, report.Roots.First(root => root.Root == terms).State);
        Assert.Equal("valid", TestLedger.Must(await test.Ledger.Verification.VerifyAsync((await test.LicenseAsync("licensee-harbor")).Id, "en", CancellationToken.None)).Verdict);
        Assert.NotEmpty(secret);

        var tombstone = TestLedger.Must(await Room(test).CustodyAsync(administrator, terms, null, 10, CancellationToken.None)).Items[^1];
        Assert.Equal("erased", tombstone.What);
        Assert.Equal(terms.ToString(), tombstone.Detail!.Value.GetProperty("erasure").GetProperty("document").GetString());
        await test.Ledger.DisposeAsync();
        Sql.Run(test.Directory, "DROP TRIGGER custody_change; UPDATE custody SET detail = CAST(replace(CAST(detail AS TEXT), 'asked', 'never') AS BLOB) WHERE what = 'erased';");
        var codes = (await Upkept.FsckAsync(test.Directory, withChain: false)).Flaws.Select(flaw => flaw.Code).ToList();
        Assert.Contains("fsck-custody-changed", codes);
        Assert.Contains("fsck-tombstone-changed", codes);
    }

    [Fact]
    public async Task A_pools_charter_stays_for_others_deadlines_hang_on_it()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (_, pool) = await TermsAsync(test);
        var charter = (await test.PoolAsync()).CharterRoot;
        var administrator = Caller(test, "administrator", pool, PoolRole.Administrator);
        Assert.Equal(
            new DocumentPublic(charter), (await Desk(test).EraseAsync(administrator, charter, Demand(test, "administrator", charter), CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task A_party_erases_its_own_profile_and_its_name_is_gone()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (_, pool) = await TermsAsync(test);
        var party = test.Party("licensee-willow");
        var own = Caller(test, "licensee-willow", pool, PoolRole.Licensee);
        var profile = TestLedger.Must(await test.Ledger.Registry.PartyAsync(party.Value, CancellationToken.None));
        Assert.NotEmpty(profile.Names);
        TestLedger.Must(await Desk(test).EraseAsync(own, profile.ProfileRoot, Demand(test, "licensee-willow", profile.ProfileRoot), CancellationToken.None));
        Assert.Empty(TestLedger.Must(await test.Ledger.Registry.PartyAsync(party.Value, CancellationToken.None)).Names);
    }

    [Fact]
    public async Task A_legal_hold_wins_over_erasure_until_it_is_lifted()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (terms, pool) = await TermsAsync(test);
        var dispute = Caller(test, "member-lantern", pool, PoolRole.Dispute);
        var administrator = Caller(test, "administrator", pool, PoolRole.Administrator);
        var hold = new HoldRequest("case 7", "a complaint is pending");
        Assert.Equal(["case 7"], TestLedger.Must(await Desk(test).HoldAsync(dispute, terms, hold, CancellationToken.None)).Held);
        TestLedger.Must(await Desk(test).HoldAsync(dispute, terms, hold, CancellationToken.None));
        var refused = Assert.IsType<DocumentHeld>((await Desk(test).EraseAsync(administrator, terms, Demand(test, "administrator", terms), CancellationToken.None)).Refusal);
        Assert.Equal("case 7", refused.Matters);
        Assert.IsType<RoleMissing>((await Desk(test).ReleaseAsync(administrator, terms, hold, CancellationToken.None)).Refusal);
        Assert.IsType<HoldUnknown>((await Desk(test).ReleaseAsync(dispute, terms, hold with { Matter = "case 8" }, CancellationToken.None)).Refusal);
        Assert.IsType<HoldInvalid>((await Desk(test).HoldAsync(dispute, terms, hold with { Reason = "" }, CancellationToken.None)).Refusal);
        Assert.IsType<DocumentUnknown>((await Room(test).GetAsync(dispute, terms, CancellationToken.None)).Refusal);
        await test.RestartAsync();
        Assert.IsType<DocumentHeld>((await Desk(test).EraseAsync(administrator, terms, Demand(test, "administrator", terms), CancellationToken.None)).Refusal);
        Assert.Empty(TestLedger.Must(await Desk(test).ReleaseAsync(dispute, terms, hold, CancellationToken.None)).Held);
        TestLedger.Must(await Desk(test).EraseAsync(administrator, terms, Demand(test, "administrator", terms), CancellationToken.None));
        var custody = TestLedger.Must(await Room(test).CustodyAsync(dispute, terms, null, 10, CancellationToken.None)).Items;
        Assert.Equal(["held", "released", "erased"], custody.Select(entry => entry.What));
    }

    [Fact]
    public async Task A_demand_that_is_not_its_partys_is_refused_by_name()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (terms, pool) = await TermsAsync(test);
        var administrator = Caller(test, "administrator", pool, PoolRole.Administrator);
        var licensee = Caller(test, "licensee-harbor", pool, PoolRole.Licensee);
        async Task<Type?> RefusalAsync(Caller caller, ErasureRequest request, Hash32? root = null) =>
            (await Desk(test).EraseAsync(caller, root ?? terms, request, CancellationToken.None)).Refusal?.GetType();

        Assert.Equal(typeof(ErasureNotTheirs), await RefusalAsync(licensee, Demand(test, "licensee-harbor", terms)));
        Assert.Equal(typeof(PartyMismatch), await RefusalAsync(licensee, Demand(test, "administrator", terms)));
        Assert.Equal(typeof(ErasureUnsigned), await RefusalAsync(administrator, Demand(test, "administrator", terms, signer: "licensee-harbor")));
        Assert.Equal(typeof(ErasureUntimely), await RefusalAsync(administrator, Demand(test, "administrator", terms, shift: -90_000)));
        Assert.Equal(typeof(ErasureUntimely), await RefusalAsync(administrator, Demand(test, "administrator", terms, shift: 90_000)));
        Assert.Equal(typeof(ErasureReasonInvalid), await RefusalAsync(administrator, Demand(test, "administrator", terms, reason: "")));
        Assert.Equal(typeof(RecordInvalid), await RefusalAsync(administrator, Demand(test, "administrator", Records.Salt())));
        Assert.Equal(typeof(RecordInvalid), await RefusalAsync(administrator, new ErasureRequest(JsonElement.Parse("{}"), default, "0x")));
        Assert.Equal(typeof(SignatureInvalid), await RefusalAsync(administrator, Demand(test, "administrator", terms) with { Signature = "0x12" }));
        Assert.Equal(typeof(SignatureMismatch), await RefusalAsync(administrator, Demand(test, "administrator", terms) with { Key = test.Key("alliance").Signer.Address }));
        Assert.Equal(typeof(DocumentUnknown), await RefusalAsync(Operator, Demand(test, "administrator", terms)));
        var list = await test.Ledger.Context.Store.ReadAsync(reader => reader.Documents.List(default, 100).First(row => row.Kind is "patent-list").Id);
        Assert.Equal(typeof(DocumentPublic), await RefusalAsync(administrator, Demand(test, "administrator", list), list));
        Assert.Equal("held", TestLedger.Must(await Room(test).GetAsync(administrator, terms, CancellationToken.None)).Document.State);
    }

    [Fact]
    public async Task An_erasure_torn_between_database_and_secrets_is_ended_at_the_next_start()
    {
        await using var test = await TestLedger.StartAsync(template);
        var (terms, pool) = await TermsAsync(test);
        var secrets = Path.Combine(test.Directory, "secrets.jsonl");
        var before = await File.ReadAllBytesAsync(secrets);
        TestLedger.Must(await Desk(test).EraseAsync(
            Caller(test, "administrator", pool, PoolRole.Administrator), terms, Demand(test, "administrator", terms), CancellationToken.None));
        await test.Ledger.DisposeAsync();
        await File.WriteAllBytesAsync(secrets, before);
        Assert.Equal("fsck-secret-left", Assert.Single((await Upkept.FsckAsync(test.Directory)).Flaws).Code);
        await test.RestartAsync();
        Assert.DoesNotContain(terms.ToString(), await File.ReadAllTextAsync(secrets), StringComparison.Ordinal);
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));
    }

    private static Caller Operator { get; } = new("operator", null, AccessScopes.Operator, new Dictionary<PoolId, PoolRole>());

    private static DocumentRoom Room(TestLedger test) => test.Ledger.Documents;

    private static ErasureDesk Desk(TestLedger test) => test.Ledger.Erasures;

    private static Caller Caller(TestLedger test, string name, PoolId pool, PoolRole role) =>
        new("key of " + name, test.Party(name), AccessScopes.Party, new Dictionary<PoolId, PoolRole> { [pool] = role });

    private static async Task<(Hash32 Terms, PoolId Pool)> TermsAsync(TestLedger test)
    {
        var license = await test.LicenseAsync("licensee-harbor");
        return (license.TermsRoot, new PoolId(license.Pool));
    }

    internal static ErasureRequest Demand(TestLedger test, string party, Hash32 document, string reason = "the party asked", long shift = 0, string? signer = null)
    {
        var at = (ulong)(test.Clock.GetUtcNow().ToUnixTimeSeconds() + shift);
        var erasure = new Erasure(document, test.Party(party), reason, at, Records.Salt());
        var key = test.Key(signer ?? party).Signer;
        var signature = key.Sign(erasure.Digest(test.Ledger.Context.Contracts.Domain(ContractName.UsageLog)));
        return new ErasureRequest(JsonElement.Parse(ActJson.Message(erasure)), key.Address, signature.ToString());
    }
}
