// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Proofs;
using Ledger.Application.Tests.World;
using Ledger.Application.Views;
using Ledger.Ethereum;
using Ledger.Evidence.Promises;

namespace Ledger.Application.Tests;

/// <summary>What became of a promise, proven from a node that is nobody's ledger, on a real chain whose anchorer stood still.</summary>
public sealed class PromiseProvingTests
{
    private const string Harbor = "licensee-harbor";
    private const int Finality = 2;

    [Fact]
    public async Task The_holder_of_a_promise_proves_it_open_then_broken_then_late_from_any_node()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var test = await TestLedger.StartAsync(node, Finality);
        var receipt = await test.SubmitAsync(Harbor);
        var until = receipt.Promise.TypedData.GetProperty("message").GetProperty("anchorBy").GetUInt64();
        Assert.Equal((PromiseVerdict.Open, "promise-is-open"), await ProveAsync(node, receipt));

        await PassAsync(test, node, until);
        Assert.Equal((PromiseVerdict.Broken, "promise-is-overdue"), await ProveAsync(node, receipt));

        await test.AnchorAsync();
        Assert.Equal((PromiseVerdict.Broken, "promise-is-late"), await ProveAsync(node, receipt));
        Assert.Equal((PromiseVerdict.Broken, "promise-is-late"), await ProveAsync(node, receipt, await ProofAsync(test, receipt)));
    }

    [Fact]
    public async Task A_promise_that_is_kept_needs_the_records_proof_which_says_what_stands_there()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var test = await TestLedger.StartAsync(node, Finality);
        var receipt = await test.SubmitAsync(Harbor);
        await test.AnchorAsync();
        Assert.IsType<PromiseProofWanted>((await RunAsync(node, receipt.Promise, null)).Refusal);
        Assert.Equal((PromiseVerdict.Kept, "promise-is-kept"), await ProveAsync(node, receipt, await ProofAsync(test, receipt)));
        var other = await ProofAsync(test, receipt) with { Leaf = Records.Salt() };
        Assert.Equal("promise", Assert.IsType<EvidenceRejected>((await RunAsync(node, receipt.Promise, other)).Refusal).Step);
    }

    [Fact]
    public async Task A_promise_that_a_sealed_epoch_left_over_is_followed_into_the_next()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var test = await TestLedger.StartAsync(node, Finality);
        await test.StreamAsync(Harbor);
        await test.AnchorAsync();
        var receipt = await test.SubmitAsync(Harbor);
        await test.RecordAsync("LogKeyChange", new { pool = (await test.PoolAsync()).Id }, null, "administrator");
        Assert.Equal((PromiseVerdict.Open, "promise-is-open"), await ProveAsync(node, receipt));
        await node.MineAsync(Finality + 1);
        await test.SettleAsync();
        await test.AnchorAsync();
        var proof = await ProofAsync(test, receipt);
        Assert.Equal(1UL, proof.Epoch);
        Assert.Equal((PromiseVerdict.Kept, "promise-is-kept"), await ProveAsync(node, receipt, proof));
    }

    [Fact]
    public async Task What_the_node_cannot_know_is_refused_with_a_sentence()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var elsewhere = await DevelopmentNode.StartAsync("--chain-id", "4242");
        await using var fresh = await DevelopmentNode.StartAsync();
        await using var test = await TestLedger.StartAsync(node, Finality);
        var receipt = await test.SubmitAsync(Harbor);
        Assert.IsType<PromiseChainOther>((await RunAsync(elsewhere, receipt.Promise, null)).Refusal);
        Assert.IsType<PromiseNotOnChain>((await RunAsync(fresh, receipt.Promise, null)).Refusal);
        Assert.IsType<PromiseNotOnChain>((await PromiseProving.RunAsync(node.Url, receipt.Promise, null, 1_000_000, CancellationToken.None)).Refusal);
        Assert.IsType<PromiseMissing>((await RunAsync(node, receipt.Promise with { Signature = "0x" }, null)).Refusal);
        var forged = new SignedPromiseView(receipt.Promise.TypedData, (await test.SubmitAsync(Harbor, sequence: 2, previous: new Domain.RecordId(receipt.ReportId))).Promise.Signature);
        Assert.Equal("signature", Assert.IsType<EvidenceRejected>((await RunAsync(node, forged, null)).Refusal).Step);
    }

    private static Task<Outcome<PromiseFile>> RunAsync(DevelopmentNode node, SignedPromiseView promise, UsageProofView? proof) =>
        PromiseProving.RunAsync(node.Url, promise, proof, null, CancellationToken.None);

    /// <summary>Makes the file and judges it as a stranger who trusts the blocks that it uses.</summary>
    private static async Task<(PromiseVerdict Verdict, string Code)> ProveAsync(DevelopmentNode node, UsageReportReceipt receipt, UsageProofView? proof = null)
    {
        var bytes = TestLedger.Must(await RunAsync(node, receipt.Promise, proof)).Write();
        Assert.Equal(PromiseVerdict.Unconfirmed, PromiseVerifier.Verify(bytes, new([])).Verdict);
        Assert.True(PromiseFile.TryRead(bytes, out var file, out _));
        var found = PromiseVerifier.Verify(bytes, new([.. file.Headers.Select(header => Keccak256.Hash(header))], file.Contracts, file.Promise.Pool));
        return (found.Verdict, found.Steps[^1].Note.Code);
    }

    private static async Task<UsageProofView> ProofAsync(TestLedger test, UsageReportReceipt receipt) =>
        TestLedger.Must(await test.Ledger.UsageProofs.ProveAsync(receipt.ReportId, CancellationToken.None));

    /// <summary>The network comes past that time, and nobody anchors.</summary>
    private static async Task PassAsync(TestLedger test, DevelopmentNode node, ulong until)
    {
        var time = await test.Ledger.Context.Store.ReadAsync(reader => reader.Blocks.Head!.Time);
        await node.PassAsync(until + 1 - time);
        await node.MineAsync(1);
    }
}
