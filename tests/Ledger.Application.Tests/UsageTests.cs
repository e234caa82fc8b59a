// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.Application.Access;
using Ledger.Application.Proposing;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Chain.Contracts;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;

namespace Ledger.Application.Tests;

[Collection(SeededTemplate.Collection)]
public sealed class UsageTests(SeededTemplate template)
{
    [Fact]
    public async Task A_report_of_three_lines_is_answered_with_a_promise_of_the_log_key()
    {
        await using var test = await TestLedger.StartAsync(template);
        var receipt = await test.SubmitAsync("licensee-harbor");
        var promise = Ethereum.Typed.TypedDataJson.ReadMessage<Promise>(receipt.Promise.TypedData.GetProperty("message"));
        Assert.True(Signature.TryParse(receipt.Promise.Signature, out var signature));
        Assert.True(Secp256k1.TryRecover(promise.Digest(test.Ledger.Context.Contracts.Domain(ContractName.UsageLog)), signature, out var signer));
        Assert.Equal((await test.PoolAsync()).LogKey, signer);
        Assert.Equal(1UL, promise.Index); // behind the opening of its stream
        var view = TestLedger.Must(await test.Ledger.UsageIntake.GetAsync(receipt.ReportId, CancellationToken.None));
        Assert.Equal("journaled", view.State);
        Assert.Equal(3, TestLedger.Must(await test.Ledger.UsageIntake.LinesAsync(receipt.ReportId, null, 10, RefusalTexts.English, CancellationToken.None)).Items.Count);
        await test.CheckAll();
    }

    [Fact]
    public async Task After_a_second_report_a_second_checkpoint_lands_with_a_consistency_proof()
    {
        await using var test = await TestLedger.StartAsync(template);
        var first = await test.SubmitAsync("licensee-harbor");
        await test.AnchorAsync();
        var one = (await test.PoolAsync()).Checkpoint!;
        var second = await test.SubmitAsync("licensee-harbor", sequence: 2, previous: new RecordId(first.ReportId));
        await test.AnchorAsync();
        var two = (await test.PoolAsync()).Checkpoint!;
        Assert.Equal((0UL, 2UL), (one.OldSize, one.Size));
        Assert.Equal((2UL, 3UL), (two.OldSize, two.Size));
        Assert.Equal("final", TestLedger.Must(await test.Ledger.UsageIntake.GetAsync(second.ReportId, CancellationToken.None)).State);
        await test.CheckAll();
    }

    [Fact]
    public async Task A_proof_verifies_here_and_in_the_contract()
    {
        await using var test = await TestLedger.StartAsync(template);
        var first = await test.SubmitAsync("licensee-harbor");
        var second = await test.SubmitAsync("licensee-willow");
        await test.AnchorAsync();
        foreach (var id in new[] { first.ReportId, second.ReportId })
        {
            var proof = TestLedger.Must(await test.Ledger.UsageProofs.ProveAsync(id, CancellationToken.None));
            Hash32[] path = [.. proof.Path];
            Assert.True(InclusionProof.Verify(proof.Root, proof.TreeSize, proof.LeafIndex, proof.Leaf, path));
            var call = UsageLogContract.VerifyInclusion(proof.Root, proof.TreeSize, proof.LeafIndex, proof.Leaf, path);
            var answer = await test.Ledger.Context.Node.CallAsync(null, test.Ledger.Context.Contracts.UsageLog, call, null, CancellationToken.None);
            Assert.True(UsageLogContract.ReadVerifyInclusion(answer.Data.Span));
        }
    }

    [Fact]
    public async Task Nothing_is_proven_before_it_is_anchored()
    {
        await using var test = await TestLedger.StartAsync(template);
        var receipt = await test.SubmitAsync("licensee-harbor");
        Assert.IsType<NotAnchoredYet>((await test.Ledger.UsageProofs.ProveAsync(receipt.ReportId, CancellationToken.None)).Refusal);
        Assert.IsType<RecordUnknown>((await test.Ledger.UsageProofs.ProveAsync(Records.Salt(), CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task The_same_report_again_gets_the_same_promise_and_no_second_leaf()
    {
        await using var test = await TestLedger.StartAsync(template);
        var lines = Records.Lines(3);
        var request = test.Sign(await test.ReportAsync("licensee-harbor", lines), lines, "licensee-harbor");
        var first = TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(request, CancellationToken.None));
        var again = TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(request, CancellationToken.None));
        Assert.Equal(first.ReportId, again.ReportId);
        Assert.Equal(first.Promise.Signature, again.Promise.Signature);
        Assert.Equal(2UL, await test.LogSizeAsync());
    }

    [Fact]
    public async Task A_second_report_under_one_sequence_is_refused_as_a_fork()
    {
        await using var test = await TestLedger.StartAsync(template);
        await test.SubmitAsync("licensee-harbor");
        var lines = Records.Lines(2);
        var fork = test.Sign(await test.ReportAsync("licensee-harbor", lines), lines, "licensee-harbor");
        Assert.IsType<SequenceTaken>((await test.Ledger.UsageIntake.SubmitAsync(fork, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Another_licensees_key_reports_nothing()
    {
        await using var test = await TestLedger.StartAsync(template);
        var lines = Records.Lines(1);
        var stolen = test.Sign(await test.ReportAsync("licensee-harbor", lines), lines, "licensee-willow");
        Assert.IsType<KeyNotHeld>((await test.Ledger.UsageIntake.SubmitAsync(stolen, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task A_key_that_did_not_sign_is_refused()
    {
        await using var test = await TestLedger.StartAsync(template);
        var lines = Records.Lines(1);
        var request = test.Sign(await test.ReportAsync("licensee-harbor", lines), lines, "licensee-harbor") with { Key = test.Key("alliance").Signer.Address };
        Assert.IsType<SignatureMismatch>((await test.Ledger.UsageIntake.SubmitAsync(request, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Lines_other_than_the_committed_ones_are_refused()
    {
        await using var test = await TestLedger.StartAsync(template);
        var lines = Records.Lines(3);
        var request = test.Sign(await test.ReportAsync("licensee-harbor", lines), Records.Lines(3), "licensee-harbor");
        Assert.IsType<LinesRootMismatch>((await test.Ledger.UsageIntake.SubmitAsync(request, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Of_many_reports_each_is_judged_on_its_own()
    {
        await using var test = await TestLedger.StartAsync(template);
        var lines = Records.Lines(1);
        var good = test.Sign(await test.ReportAsync("licensee-harbor", lines), lines, "licensee-harbor");
        var bad = good with { Signature = "0x00" };
        var intake = test.Ledger.UsageIntake;
        var outcomes = await intake.TakeAsync([intake.Read(bad), intake.Read(good)], Caller.Host, "en", CancellationToken.None);
        Assert.IsType<SignatureInvalid>(outcomes[0].Refusal);
        Assert.True(outcomes[1].IsDone);
    }

    [Fact]
    public async Task The_answer_to_many_reports_is_kept_with_them_or_neither_is()
    {
        await using var test = await TestLedger.StartAsync(template);
        var lines = Records.Lines(1);
        var (intake, report) = (test.Ledger.UsageIntake, await test.ReportAsync("licensee-harbor", lines));
        var read = intake.Read(test.Sign(report, lines, "licensee-harbor"));
        var (body, told) = (Keccak256.Hash("the body"u8), new StoredAnswer(200, "text/plain", "told"u8.ToArray()));

        using (var run = await test.Ledger.Idempotency.EnterAsync("POST /x", "one key", CancellationToken.None))
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => TakeAsync(run, _ => throw new InvalidDataException("no answer can be made")));
            Assert.Null(await test.Ledger.Context.Store.ReadAsync(reader => reader.Journal.Find(report.Id.Value)));
        }

        using (var run = await test.Ledger.Idempotency.EnterAsync("POST /x", "one key", CancellationToken.None))
        {
            Assert.Null(run.Kept);
            Assert.True((await TakeAsync(run, taken => taken[0].IsDone ? told : null))[0].IsDone);
        }

        using var again = await test.Ledger.Idempotency.EnterAsync("POST /x", "one key", CancellationToken.None);
        Assert.Equal((body, "told"), (again.Kept!.Value.BodyHash, Encoding.ASCII.GetString(again.Kept.Value.Answer.Body.Span)));

        Task<IReadOnlyList<Outcome<TakenReport>>> TakeAsync(IdempotentRun run, Func<IReadOnlyList<Outcome<TakenReport>>, StoredAnswer?> answer) =>
            intake.TakeAsync([read], Caller.Host, "en", CancellationToken.None, new AnswerWith<IReadOnlyList<Outcome<TakenReport>>>(run, body, answer));
    }

    [Fact]
    public async Task A_checkpoint_comes_before_its_interval_when_enough_waits()
    {
        await using var test = await TestLedger.StartAsync(template, new ApplicationOptions { AnchorSize = 3 });
        await test.SubmitAsync("licensee-harbor");
        await test.SettleAsync();
        Assert.Null((await test.PoolAsync()).Checkpoint);
        await test.SubmitAsync("licensee-willow");
        await test.SettleAsync();
        Assert.Equal(4UL, (await test.PoolAsync()).Checkpoint!.Size);
    }

    [Fact]
    public async Task Reports_that_add_up_to_more_than_a_statement_can_say_are_a_refusal_and_no_fault()
    {
        await using var test = await TestLedger.StartAsync(template);
        UsageLine[] lines = [UsageLine.Of("Box", PatentAct.Sale, "CN", "CN", UInt256.From(System.Numerics.BigInteger.Pow(2, 256) - 1), Records.Salt())];
        var first = await test.ReportAsync("licensee-harbor", lines);
        TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(first, lines, "licensee-harbor"), CancellationToken.None));
        Task<Outcome<PeriodView>> PeriodAsync() =>
            test.Ledger.RecordBook.PeriodAsync(first.License.Value, null, first.PeriodStart, first.PeriodEnd, CancellationToken.None);
        Assert.Equal(first.TotalQuantity, TestLedger.Must(await PeriodAsync()).TotalQuantity);

        var second = await test.ReportAsync("licensee-harbor", lines, 2, first.Id);
        TestLedger.Must(await test.Ledger.UsageIntake.SubmitAsync(test.Sign(second, lines, "licensee-harbor"), CancellationToken.None));
        Assert.Equal(new PeriodTooLarge(first.PeriodStart, first.PeriodEnd), (await PeriodAsync()).Refusal);
    }

    [Fact]
    public async Task A_host_clock_that_is_set_back_holds_no_checkpoint_up()
    {
        await using var test = await TestLedger.StartAsync(template);
        await test.SubmitAsync("licensee-harbor");
        test.Clock.Move(TimeSpan.FromSeconds(-200)); // the embedded chain lets its own time run on meanwhile
        await test.SettleAsync();
        Assert.Equal(2UL, (await test.PoolAsync()).Checkpoint!.Size);
        await test.CheckAll();
    }

    [Fact]
    public async Task Nothing_is_anchored_where_nothing_is_new()
    {
        await using var test = await TestLedger.StartAsync(template);
        await test.SubmitAsync("licensee-harbor");
        await test.AnchorAsync();
        var block = (await test.PoolAsync()).Checkpoint!.Recorded.Block;
        await test.AnchorAsync();
        await test.AnchorAsync();
        Assert.Equal(block, (await test.PoolAsync()).Checkpoint!.Recorded.Block);
    }

    [Fact]
    public async Task A_report_that_names_no_final_block_is_refused()
    {
        await using var test = await TestLedger.StartAsync(template);
        var lines = Records.Lines(1);
        var report = await test.ReportAsync("licensee-harbor", lines) with { RecentBlock = Records.Salt() };
        Assert.IsType<RecentBlockUnknown>((await test.Ledger.UsageIntake.SubmitAsync(test.Sign(report, lines, "licensee-harbor"), CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task A_malformed_report_is_refused_with_the_place()
    {
        await using var test = await TestLedger.StartAsync(template);
        var request = new UsageReportRequest(TestLedger.Json(new { license = "0x12" }), default, "0x", []);
        var refusal = Assert.IsType<RecordInvalid>((await test.Ledger.UsageIntake.SubmitAsync(request, CancellationToken.None)).Refusal);
        Assert.Contains("license", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_lines_are_refused_before_they_are_read()
    {
        await using var test = await TestLedger.StartAsync(template, new ApplicationOptions { MaxReportLines = 1 });
        var lines = Records.Lines(2);
        var request = test.Sign(await test.ReportAsync("licensee-harbor", lines), lines, "licensee-harbor");
        Assert.IsType<TooManyLines>((await test.Ledger.UsageIntake.SubmitAsync(request, CancellationToken.None)).Refusal);
    }
}
