// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Proposing;
using Ledger.Application.Tests.World;
using Ledger.Domain;

namespace Ledger.Application.Tests;

[Collection(SeededTemplate.Collection)]
public sealed class RestartTests(SeededTemplate template)
{
    [Fact]
    public async Task A_restart_continues_where_it_was()
    {
        await using var test = await TestLedger.StartAsync(template);
        var first = await test.SubmitAsync("licensee-harbor");
        await test.AnchorAsync();
        var head = await test.Ledger.Context.Node.HeadAsync(CancellationToken.None);
        await test.RestartAsync();
        Assert.Equal(head.Ref, (await test.Ledger.Context.Node.HeadAsync(CancellationToken.None)).Ref);
        var proof = TestLedger.Must(await test.Ledger.UsageProofs.ProveAsync(first.ReportId, CancellationToken.None));
        await test.SubmitAsync("licensee-harbor", sequence: 2, previous: new RecordId(first.ReportId));
        await test.AnchorAsync();
        Assert.Equal(proof.TreeSize + 1, (await test.PoolAsync()).Checkpoint!.Size);
        await test.CheckAll();
    }

    [Fact]
    public async Task What_was_signed_but_not_sent_is_recorded_once_after_a_restart()
    {
        await using var test = await TestLedger.StartAsync(template);
        var proposal = await LicenseTests.ProposeSecondAsync(test);
        await test.SignAsync(proposal, "administrator", "licensee-harbor");
        await test.RestartAsync();
        Assert.Equal("recorded", TestLedger.Must(await test.Ledger.Proposals.GetAsync(proposal.Id, "en", CancellationToken.None)).State);
        await test.CheckAll();
    }

    [Fact]
    public async Task What_was_sent_but_not_mined_is_recorded_once_after_a_restart()
    {
        await using var test = await TestLedger.StartAsync(template);
        var proposal = await LicenseTests.ProposeSecondAsync(test);
        await test.SignAsync(proposal, "administrator", "licensee-harbor");
        var submit = test.Ledger.Loops.First(loop => string.Equals(loop.Name, "submit", StringComparison.Ordinal));
        Assert.True(await submit.StepAsync(CancellationToken.None));
        Assert.Equal("submitted", TestLedger.Must(await test.Ledger.Proposals.GetAsync(proposal.Id, "en", CancellationToken.None)).State);
        await test.RestartAsync();
        Assert.Equal("recorded", TestLedger.Must(await test.Ledger.Proposals.GetAsync(proposal.Id, "en", CancellationToken.None)).State);
        Assert.Equal(3, (await test.PoolAsync()).Licenses);
        await test.CheckAll();
    }

    [Fact]
    public async Task A_collecting_proposal_keeps_its_signatures_over_a_restart()
    {
        await using var test = await TestLedger.StartAsync(template);
        var proposal = await LicenseTests.ProposeSecondAsync(test);
        await test.SignAsync(proposal, "administrator");
        await test.RestartAsync();
        var kept = TestLedger.Must(await test.Ledger.Proposals.GetAsync(proposal.Id, "en", CancellationToken.None));
        Assert.Equal(proposal.Digest, kept.Digest);
        Assert.Single(kept.Signatures);
    }

    [Fact]
    public async Task The_same_idempotency_key_replays_its_answer_and_another_body_is_refused()
    {
        await using var test = await TestLedger.StartAsync(template);
        var runs = 0;
        Task<StoredAnswer> Handle(CancellationToken cancellation) =>
            Task.FromResult(new StoredAnswer(201, "application/json", new[] { (byte)++runs }));

        var first = TestLedger.Must(await test.Ledger.Idempotency.RunAsync("POST /x", "k", new byte[] { 1 }, Handle, CancellationToken.None));
        await test.RestartAsync();
        var again = TestLedger.Must(await test.Ledger.Idempotency.RunAsync("POST /x", "k", new byte[] { 1 }, Handle, CancellationToken.None));
        Assert.Equal(1, runs);
        Assert.Equal((first.Status, first.ContentType, first.Body.ToArray()[0]), (again.Status, again.ContentType, again.Body.ToArray()[0]));
        var other = await test.Ledger.Idempotency.RunAsync("POST /x", "k", new byte[] { 2 }, Handle, CancellationToken.None);
        Assert.IsType<IdempotencyMismatch>(other.Refusal);
        await test.Ledger.Idempotency.RunAsync("POST /y", "k", new byte[] { 2 }, Handle, CancellationToken.None);
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task Time_moves_the_chain_by_a_heartbeat()
    {
        await using var test = await TestLedger.StartAsync(template);
        var before = (await test.Ledger.Deployment.HealthAsync(CancellationToken.None)).Head!;
        test.Clock.Move(TimeSpan.FromSeconds(ApplicationOptions.DefaultHeartbeatSeconds + 1));
        await test.SettleAsync();
        var after = await test.Ledger.Deployment.HealthAsync(CancellationToken.None);
        Assert.Equal(before.Number + 1, after.Head!.Number);
        Assert.True(after.Ready);
        Assert.Equal(0, after.OutboxOpen);
    }
}
