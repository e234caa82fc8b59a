// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Proposing;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Domain.Pools;
using Ledger.Ethereum;

namespace Ledger.Application.Tests;

[Collection(SeededTemplate.Collection)]
public sealed class ProposalTests(SeededTemplate template)
{
    private const string English = RefusalTexts.English;

    [Fact]
    public async Task The_host_fills_previous_salt_and_deadline_and_shows_them_to_the_signer()
    {
        await using var test = await TestLedger.StartAsync(template);
        var license = await test.LicenseAsync("licensee-harbor");
        var proposal = await LicenseTests.ProposeSecondAsync(test);
        var message = proposal.TypedData.GetProperty("message");
        Assert.Equal(license.Id.ToString(), message.GetProperty("previous").GetString());
        Assert.NotEqual(Hash32.Zero, Hash32.Parse(message.GetProperty("salt").GetString()!));
        Assert.True(message.GetProperty("expiresAt").GetInt64() > test.Clock.GetUtcNow().ToUnixTimeSeconds());
        Assert.NotEqual(Hash32.Zero, Hash32.Parse(message.GetProperty("termsRoot").GetString()!));
    }

    [Fact]
    public async Task A_signature_of_another_key_is_refused()
    {
        await using var test = await TestLedger.StartAsync(template);
        var proposal = await LicenseTests.ProposeSecondAsync(test);
        var other = test.Key("alliance");
        var outcome = await test.Ledger.Proposals.SignAsync(
            proposal.Id,
            new SignatureRequest(test.Party("administrator").Value, other.Signer.Address, other.Signer.Sign(proposal.Digest).ToString()),
            English,
            CancellationToken.None);
        Assert.IsType<KeyNotHeld>(outcome.Refusal);
    }

    [Fact]
    public async Task A_signature_over_something_else_is_refused()
    {
        await using var test = await TestLedger.StartAsync(template);
        var proposal = await LicenseTests.ProposeSecondAsync(test);
        var key = test.Key("administrator");
        var outcome = await test.Ledger.Proposals.SignAsync(
            proposal.Id,
            new SignatureRequest(key.Party!.Value.Value, key.Signer.Address, key.Signer.Sign(Records.Salt()).ToString()),
            English,
            CancellationToken.None);
        Assert.IsType<SignatureMismatch>(outcome.Refusal);
    }

    [Fact]
    public async Task Who_need_not_sign_may_not()
    {
        await using var test = await TestLedger.StartAsync(template);
        var proposal = await LicenseTests.ProposeSecondAsync(test);
        var key = test.Key("alliance");
        var outcome = await test.Ledger.Proposals.SignAsync(
            proposal.Id,
            new SignatureRequest(key.Party!.Value.Value, key.Signer.Address, key.Signer.Sign(proposal.Digest).ToString()),
            English,
            CancellationToken.None);
        Assert.IsType<SignerNotRequired>(outcome.Refusal);
    }

    [Fact]
    public async Task Signing_twice_changes_nothing()
    {
        await using var test = await TestLedger.StartAsync(template);
        var proposal = await LicenseTests.ProposeSecondAsync(test);
        await test.SignAsync(proposal, "administrator");
        Assert.Single((await test.SignAsync(proposal, "administrator")).Signatures);
    }

    [Fact]
    public async Task Of_two_proposals_on_one_head_the_second_is_warned_and_the_slower_goes_stale()
    {
        await using var test = await TestLedger.StartAsync(template);
        var slow = await LicenseTests.ProposeSecondAsync(test);
        var fast = await LicenseTests.ProposeSecondAsync(test);
        Assert.Empty(slow.Warnings);
        Assert.Equal("head-contended", Assert.Single(fast.Warnings).Code);
        await test.SignAsync(slow, "administrator");
        await test.SignAsync(fast, "administrator", "licensee-harbor");
        await test.SettleAsync();

        var stale = TestLedger.Must(await test.Ledger.Proposals.GetAsync(slow.Id, English, CancellationToken.None));
        Assert.Equal("stale", stale.State);
        Assert.Equal("head-moved", stale.Problem!.Code);
        Assert.Equal(fast.Id.ToString(), stale.Problem.Args["head"]);

        var anew = TestLedger.Must(await test.Ledger.Proposals.CreateAsync(
            new ProposalRequest(null, null, Replaces: slow.Id), English, CancellationToken.None));
        Assert.NotEqual(slow.Id, anew.Id);
        Assert.Equal(fast.Id.ToString(), anew.TypedData.GetProperty("message").GetProperty("previous").GetString());
        Assert.Equal(
            slow.TypedData.GetProperty("message").GetProperty("termsRoot").GetString(),
            anew.TypedData.GetProperty("message").GetProperty("termsRoot").GetString());
        await test.SignAsync(anew, "administrator", "licensee-harbor");
        await test.SettleAsync();
        Assert.Equal("recorded", TestLedger.Must(await test.Ledger.Proposals.GetAsync(anew.Id, English, CancellationToken.None)).State);
        await test.CheckAll();
    }

    [Fact]
    public async Task An_open_proposal_is_not_replaced()
    {
        await using var test = await TestLedger.StartAsync(template);
        var open = await LicenseTests.ProposeSecondAsync(test);
        var outcome = await test.Ledger.Proposals.CreateAsync(new ProposalRequest(null, null, Replaces: open.Id), English, CancellationToken.None);
        Assert.IsType<NotReplaceable>(outcome.Refusal);
    }

    [Fact]
    public async Task A_withdrawn_proposal_takes_no_signature()
    {
        await using var test = await TestLedger.StartAsync(template);
        var proposal = await LicenseTests.ProposeSecondAsync(test);
        Assert.Equal("withdrawn", TestLedger.Must(await test.Ledger.Proposals.WithdrawAsync(proposal.Id, English, CancellationToken.None)).State);
        var key = test.Key("administrator");
        var outcome = await test.Ledger.Proposals.SignAsync(
            proposal.Id,
            new SignatureRequest(key.Party!.Value.Value, key.Signer.Address, key.Signer.Sign(proposal.Digest).ToString()),
            English,
            CancellationToken.None);
        Assert.IsType<ProposalNotOpen>(outcome.Refusal);
    }

    [Fact]
    public async Task A_proposal_expires_when_the_chain_passes_its_deadline()
    {
        await using var test = await TestLedger.StartAsync(template, new ApplicationOptions { ProposalLifetimeSeconds = 60 });
        var proposal = await LicenseTests.ProposeSecondAsync(test);
        test.Clock.Move(TimeSpan.FromHours(1));
        await test.SettleAsync();
        Assert.Equal("expired", TestLedger.Must(await test.Ledger.Proposals.GetAsync(proposal.Id, English, CancellationToken.None)).State);
    }

    [Fact]
    public async Task An_act_that_its_block_finds_expired_ends_expired_with_its_reason()
    {
        await using var test = await TestLedger.StartAsync(template, new ApplicationOptions { ProposalLifetimeSeconds = 60 });
        var proposal = await LicenseTests.ProposeSecondAsync(test);
        var ready = await test.SignAsync(proposal, "administrator", "licensee-harbor");
        test.Clock.Move(TimeSpan.FromHours(1));
        await test.SettleAsync();
        var after = TestLedger.Must(await test.Ledger.Proposals.GetAsync(proposal.Id, English, CancellationToken.None));
        Assert.Equal(("expired", "act-expired"), (after.State, after.Problem?.Code));
        var operation = TestLedger.Must(await test.Ledger.Operations.GetAsync(ready.Operation!, English, CancellationToken.None));
        Assert.Equal(("failed", "act-expired"), (operation.State, operation.Problem?.Code));
        await test.CheckAll();
    }

    [Fact]
    public async Task A_void_takes_a_signature_back_and_the_act_is_never_recorded()
    {
        await using var test = await TestLedger.StartAsync(template);
        var proposal = await LicenseTests.ProposeSecondAsync(test);
        await test.SignAsync(proposal, "administrator");
        var undo = await test.ProposeAsync("Void", new { actId = proposal.Id, party = test.Party("administrator").Value });
        await test.SignAsync(undo, "administrator");
        await test.SettleAsync();
        Assert.Equal("recorded", TestLedger.Must(await test.Ledger.Proposals.GetAsync(undo.Id, English, CancellationToken.None)).State);
        var ready = await test.SignAsync(proposal, "licensee-harbor");
        await test.SettleAsync();
        var operation = TestLedger.Must(await test.Ledger.Operations.GetAsync(ready.Operation!, English, CancellationToken.None));
        Assert.Equal(("failed", "act-is-void"), (operation.State, operation.Problem?.Code));
        Assert.IsType<LicenseUnknown>((await test.Ledger.Registry.LicenseAsync(proposal.Id, CancellationToken.None)).Refusal);
        await test.CheckAll();
    }

    [Theory]
    [InlineData("Checkpoint")]
    [InlineData("licensegrant")]
    [InlineData("7")]
    [InlineData("")]
    public async Task What_nobody_proposes_is_refused(string kind)
    {
        await using var test = await TestLedger.StartAsync(template);
        var outcome = await test.Ledger.Proposals.CreateAsync(new ProposalRequest(kind, TestLedger.Json(new { })), English, CancellationToken.None);
        Assert.IsType<KindUnknown>(outcome.Refusal);
    }

    [Fact]
    public async Task A_malformed_message_is_refused_with_its_place()
    {
        await using var test = await TestLedger.StartAsync(template);
        var outcome = await test.Ledger.Proposals.CreateAsync(
            new ProposalRequest("Admission", TestLedger.Json(new { pool = "0x12", party = "x" })), English, CancellationToken.None);
        Assert.Contains("pool", Assert.IsType<MessageInvalid>(outcome.Refusal).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terms_that_are_none_are_refused()
    {
        await using var test = await TestLedger.StartAsync(template);
        var license = await test.LicenseAsync("licensee-harbor");
        var outcome = await test.Ledger.Proposals.CreateAsync(
            new ProposalRequest(
                "LicenseGrant",
                TestLedger.Json(new { pool = license.Pool, licensee = license.Licensee, schedule = license.Schedule, startsAt = 1 }),
                new ProposalDocuments(Terms: TestLedger.Json(new { currency = "CNY", ratePerDevice = 1.5 }))),
            English,
            CancellationToken.None);
        Assert.IsType<MessageInvalid>(outcome.Refusal);
    }

    [Fact]
    public async Task A_grant_under_an_unknown_pool_is_refused()
    {
        await using var test = await TestLedger.StartAsync(template);
        var license = await test.LicenseAsync("licensee-harbor");
        var outcome = await test.Ledger.Proposals.CreateAsync(
            new ProposalRequest(
                "LicenseGrant",
                TestLedger.Json(new { pool = Records.Salt(), licensee = license.Licensee, schedule = license.Schedule, startsAt = 1 })),
            English,
            CancellationToken.None);
        Assert.IsType<PoolUnknown>(outcome.Refusal);
    }

    [Fact]
    public async Task A_new_party_admits_a_second_key_and_retires_it()
    {
        await using var test = await TestLedger.StartAsync(template);
        var root = Chain.Keys.KeyFile.Create(Path.Combine(test.Directory, "root.json"), demo: true);
        var second = Chain.Keys.KeyFile.Create(Path.Combine(test.Directory, "second.json"), demo: true);
        var opening = await test.ProposeAsync("PartyOpening", new { rootKey = root.Signer.Address });
        await SignAsync(test, opening, (null, root));
        await test.SettleAsync();
        var party = opening.Id;

        var admission = await test.ProposeAsync("KeyAdmission", new { party, key = second.Signer.Address, scopes = 4 });
        await SignAsync(test, admission, (party, root), (null, second));
        await test.SettleAsync();
        var retirement = await test.ProposeAsync("KeyRetirement", new { party, key = second.Signer.Address });
        await SignAsync(test, retirement, (party, root));
        await test.SettleAsync();

        var view = TestLedger.Must(await test.Ledger.Registry.PartyAsync(party, CancellationToken.None));
        Assert.Equal(retirement.Id, view.KeysHead);
        Assert.Equal([null, view.Keys[1].Until], view.Keys.Select(key => key.Until));
        Assert.NotNull(view.Keys[1].Until);
        await test.CheckAll();
    }

    [Fact]
    public async Task Nothing_is_known_of_ids_that_nobody_gave()
    {
        await using var test = await TestLedger.StartAsync(template);
        Assert.IsType<ProposalUnknown>((await test.Ledger.Proposals.GetAsync(Records.Salt(), English, CancellationToken.None)).Refusal);
        Assert.IsType<OperationUnknown>((await test.Ledger.Operations.GetAsync("nothing", English, CancellationToken.None)).Refusal);
        Assert.IsType<PoolUnknown>((await test.Ledger.Registry.PoolAsync(Records.Salt(), CancellationToken.None)).Refusal);
    }

    private static async Task SignAsync(TestLedger test, ProposalView proposal, params (Hash32? Party, Chain.Keys.KeyFile Key)[] signers)
    {
        foreach (var (party, key) in signers)
        {
            TestLedger.Must(await test.Ledger.Proposals.SignAsync(
                proposal.Id,
                new SignatureRequest(party, key.Signer.Address, key.Signer.Sign(proposal.Digest).ToString()),
                English,
                CancellationToken.None));
        }
    }
}
