// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Follow;
using Ledger.Chain.Rpc;
using Ledger.Chain.Submit;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Transactions;

namespace Ledger.Chain.Tests.Submit;

public sealed class SubmitterTests
{
    private const ulong AnvilChain = 31_337;

    [Fact]
    public async Task From_intent_to_inclusion_on_a_network_with_a_gas_price()
    {
        await using var network = await AnvilNode.StartAsync();
        var submitter = Submitter(network.Node);
        var prepared = Assert.IsType<Preparation.Prepared>(await submitter.PrepareAsync(Intent(1), CancellationToken.None)).Transaction;
        Assert.True(prepared.Fees.MaxFeePerGas > UInt256.Zero);
        var transaction = await submitter.SignAsync(prepared, await submitter.ChainNonceAsync(CancellationToken.None), CancellationToken.None);

        Assert.IsType<TransactionFate.Dropped>(await submitter.FateAsync(transaction, CancellationToken.None));
        Assert.Equal(SendOutcome.Sent, (await submitter.SendAsync(transaction, CancellationToken.None)).Outcome);
        Assert.IsType<TransactionFate.Pending>(await submitter.FateAsync(transaction, CancellationToken.None));
        await network.MineAsync(3);

        var included = Assert.IsType<TransactionFate.Included>(await submitter.FateAsync(transaction, CancellationToken.None));
        Assert.Equal((2UL, true, 1UL), (included.Depth, included.Inclusion.Succeeded, included.Inclusion.Block.Number));
    }

    [Fact]
    public async Task Sent_twice_it_counts_once()
    {
        await using var network = await AnvilNode.StartAsync();
        var submitter = Submitter(network.Node);
        var transaction = await SignAsync(submitter, 1, 0);
        Assert.Equal(SendOutcome.Sent, (await submitter.SendAsync(transaction, CancellationToken.None)).Outcome);
        Assert.Equal(SendOutcome.Sent, (await submitter.SendAsync(transaction, CancellationToken.None)).Outcome);
        await network.MineAsync();
        Assert.Equal(SendOutcome.NonceSpent, (await submitter.SendAsync(transaction, CancellationToken.None)).Outcome);
        Assert.IsType<TransactionFate.Included>(await submitter.FateAsync(transaction, CancellationToken.None));
        Assert.Equal(1UL, await submitter.ChainNonceAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_dropped_transaction_is_found_out_and_sent_again()
    {
        await using var network = await AnvilNode.StartAsync();
        var submitter = Submitter(network.Node);
        var transaction = await SignAsync(submitter, 1, 0);
        await submitter.SendAsync(transaction, CancellationToken.None);
        await network.AskAsync("anvil_dropAllTransactions");
        Assert.IsType<TransactionFate.Dropped>(await submitter.FateAsync(transaction, CancellationToken.None));
        Assert.Equal(SendOutcome.Sent, (await submitter.SendAsync(transaction, CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task A_foreign_transaction_at_our_nonce_displaces_ours_only_when_it_is_final()
    {
        await using var network = await AnvilNode.StartAsync();
        var submitter = Submitter(network.Node, finality: 2);
        var ours = await SignAsync(submitter, 1, 0);
        await network.SendAsync(TestKeys.Transaction(TestKeys.Funded, AnvilChain, 0, TestKeys.Of(1).Address, feeWei: 5_000_000_000));
        await network.MineAsync();

        Assert.Equal(SendOutcome.NonceSpent, (await submitter.SendAsync(ours, CancellationToken.None)).Outcome);
        Assert.IsType<TransactionFate.Pending>(await submitter.FateAsync(ours, CancellationToken.None));
        await network.MineAsync(2);

        var displaced = Assert.IsType<TransactionFate.Displaced>(await submitter.FateAsync(ours, CancellationToken.None));
        var renonced = (await submitter.SignAsync([ours.Read() with { Nonce = displaced.ChainNonce }], CancellationToken.None))[0];
        Assert.Equal((ours.IntentId, 1UL), (renonced.IntentId, renonced.Nonce));
        Assert.Equal(SendOutcome.Sent, (await submitter.SendAsync(renonced, CancellationToken.None)).Outcome);
        await network.MineAsync();
        Assert.IsType<TransactionFate.Included>(await submitter.FateAsync(renonced, CancellationToken.None));
    }

    [Fact]
    public async Task A_reorg_sends_an_included_transaction_back_to_dropped()
    {
        await using var network = await AnvilNode.StartAsync();
        var submitter = Submitter(network.Node, finality: 3);
        var transaction = await SignAsync(submitter, 1, 0);
        await submitter.SendAsync(transaction, CancellationToken.None);
        await network.MineAsync();
        await network.ReorgAsync(1);

        var fate = await submitter.FateAsync(transaction, CancellationToken.None);
        Assert.True(fate is TransactionFate.Dropped or TransactionFate.Pending, $"{fate}");
        await submitter.SendAsync(transaction, CancellationToken.None);
        await network.MineAsync();
        Assert.IsType<TransactionFate.Included>(await submitter.FateAsync(transaction, CancellationToken.None));
    }

    [Fact]
    public async Task A_stuck_transaction_is_replaced_by_a_dearer_one_at_its_nonce()
    {
        await using var network = await AnvilNode.StartAsync();
        var submitter = Submitter(network.Node);
        var stuck = await SignAsync(submitter, 1, 0);
        await submitter.SendAsync(stuck, CancellationToken.None);
        var replacement = await DearerAsync(submitter, stuck);

        Assert.Equal((stuck.Nonce, stuck.IntentId), (replacement.Nonce, replacement.IntentId));
        Assert.NotEqual(stuck.Hash, replacement.Hash);
        Assert.Equal(SendOutcome.Sent, (await submitter.SendAsync(replacement, CancellationToken.None)).Outcome);
        Assert.Equal(SendOutcome.Underpriced, (await submitter.SendAsync(stuck, CancellationToken.None)).Outcome);
        await network.MineAsync();
        Assert.IsType<TransactionFate.Included>(await submitter.FateAsync(replacement, CancellationToken.None));
    }

    [Fact]
    public async Task When_the_replaced_transaction_is_the_one_included_it_is_ours_and_nobody_elses()
    {
        await using var network = await AnvilNode.StartAsync();
        var submitter = Submitter(network.Node);
        var first = await SignAsync(submitter, 1, 0);
        var second = await DearerAsync(submitter, first);
        await submitter.SendAsync(first, CancellationToken.None);
        await network.MineAsync();

        Assert.IsType<TransactionFate.Displaced>(await submitter.FateAsync(second, CancellationToken.None));
        var included = Assert.IsType<TransactionFate.Included>(await submitter.FateAsync([first, second], CancellationToken.None));
        Assert.Equal(first.Hash, included.Inclusion.Transaction);
    }

    [Fact]
    public async Task A_gap_is_filled_with_nothing_so_that_those_behind_it_move()
    {
        await using var network = await AnvilNode.StartAsync();
        var submitter = Submitter(network.Node);
        var behind = await SignAsync(submitter, 1, 1);
        await submitter.SendAsync(behind, CancellationToken.None);
        await network.MineAsync();
        Assert.IsType<TransactionFate.Pending>(await submitter.FateAsync(behind, CancellationToken.None));

        await submitter.SendAsync(await submitter.SignAsync([submitter.NoOp(0, await submitter.FeesAsync(CancellationToken.None))], CancellationToken.None), CancellationToken.None);
        await network.MineAsync();
        Assert.IsType<TransactionFate.Included>(await submitter.FateAsync(behind, CancellationToken.None));
    }

    [Fact]
    public async Task What_the_contract_would_refuse_takes_no_nonce()
    {
        await using var network = await AnvilNode.StartAsync();
        var submitter = Submitter(network.Node);
        byte[] reverting = [0x63, 0xde, 0xad, 0xbe, 0xef, 0x60, 0, 0x52, 0x60, 4, 0x60, 28, 0xfd];
        var refused = Assert.IsType<Preparation.WouldRevert>(await submitter.PrepareAsync(new TransactionIntent(default, null, reverting), CancellationToken.None));
        Assert.Equal(new byte[] { 0xde, 0xad, 0xbe, 0xef }, refused.RevertData.ToArray());
    }

    [Fact]
    public async Task A_network_without_a_gas_price_is_paid_nothing()
    {
        await using var network = await AnvilNode.StartAsync("--base-fee", "0", "--gas-price", "0", "--disable-min-priority-fee");
        var submitter = Submitter(network.Node);
        Assert.Equal(new GasFees(UInt256.Zero, UInt256.Zero), await submitter.FeesAsync(CancellationToken.None));
        var transaction = await SignAsync(submitter, 1, 0);
        Assert.Equal(SendOutcome.Sent, (await submitter.SendAsync(transaction, CancellationToken.None)).Outcome);
        await network.MineAsync();
        Assert.IsType<TransactionFate.Included>(await submitter.FateAsync(transaction, CancellationToken.None));
    }

    [Fact]
    public async Task An_account_without_funds_is_said_so()
    {
        await using var network = await AnvilNode.StartAsync();
        var poor = new Submitter(network.Node, TestKeys.Of(3), new SubmitterOptions { ChainId = AnvilChain });
        var transaction = await poor.SignAsync(new PreparedTransaction(Intent(1), 100_000, new GasFees(5_000_000_000, 1_000_000_000)), 0, CancellationToken.None);
        Assert.Equal(SendOutcome.Unfunded, (await poor.SendAsync(transaction, CancellationToken.None)).Outcome);
    }

    [Theory]
    [InlineData(-32000, "already known", SendOutcome.Sent)]
    [InlineData(-32003, "transaction already imported", SendOutcome.Sent)]
    [InlineData(-32000, "Known transaction", SendOutcome.Sent)]
    [InlineData(-32010, "AlreadyKnown", SendOutcome.Sent)]
    [InlineData(-32000, "nonce too low: next nonce 5, tx nonce 3", SendOutcome.NonceSpent)]
    [InlineData(-32001, "Nonce too low", SendOutcome.NonceSpent)]
    [InlineData(-32010, "OldNonce, Current nonce: 5, nonce of rejected tx: 3", SendOutcome.NonceSpent)]
    [InlineData(-32000, "replacement transaction underpriced", SendOutcome.Underpriced)]
    [InlineData(-32000, "max fee per gas less than block base fee", SendOutcome.Underpriced)]
    [InlineData(-32009, "Gas price below configured minimum gas price", SendOutcome.Underpriced)]
    [InlineData(-32000, "insufficient funds for gas * price + value", SendOutcome.Unfunded)]
    [InlineData(-32004, "Upfront cost exceeds account balance", SendOutcome.Unfunded)]
    [InlineData(-32000, "txpool is full, try again later", SendOutcome.Unknown)]
    [InlineData(-32603, "Internal error", SendOutcome.Unknown)]
    [InlineData(-32000, "exceeds block gas limit", SendOutcome.Refused)]
    public async Task The_words_of_the_vendors_are_understood(int code, string words, SendOutcome outcome)
    {
        var submitter = Submitter(new EthereumNode(new ScriptedTransport(_ => RpcAnswer.Refused(code, words))));
        Assert.Equal(outcome, (await submitter.SendAsync(await SignFreeAsync(submitter, 0), CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task A_lost_answer_is_unknown_not_lost()
    {
        var submitter = Submitter(new EthereumNode(new ScriptedTransport(_ => throw new ChainFault(ChainFaultKind.TimedOut, "late", isTransient: true))));
        Assert.Equal(SendOutcome.Unknown, (await submitter.SendAsync(await SignFreeAsync(submitter, 0), CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task A_receipt_that_comes_late_is_waited_for_not_taken_for_a_foreign_nonce()
    {
        var receipts = 0;
        var transport = new ScriptedTransport(call => call.Method switch
        {
            "eth_getTransactionCount" => ScriptedTransport.Json("\"0x1\""),
            "eth_getTransactionReceipt" when receipts++ > 0 => ScriptedTransport.Json(
                $$"""{"transactionHash":{{call.ReadParameters()[0].GetRawText()}},"blockNumber":"0x1","blockHash":"{{Hash32.Zero}}","transactionIndex":"0x0","status":"0x1","gasUsed":"0x1"}"""),
            _ => ScriptedTransport.Null,
        });
        var submitter = Submitter(new EthereumNode(transport));
        Assert.IsType<TransactionFate.Pending>(await submitter.FateAsync(await SignFreeAsync(submitter, 0), CancellationToken.None));
    }

    [Fact]
    public async Task A_replacement_pays_at_least_an_eighth_more_in_both_prices_and_never_more_than_the_ceiling()
    {
        var submitter = Submitter(new EthereumNode(new ScriptedTransport(_ => ScriptedTransport.Null)));
        var old = await submitter.SignAsync(new PreparedTransaction(Intent(1), 50_000, new GasFees(1_000, 100)), 4, CancellationToken.None);
        var dearer = submitter.Dearer(old, new GasFees(500, 400))!;
        Assert.Equal((new GasFees(1_126, 400), 4UL), (dearer.Fees, dearer.Nonce));

        var high = await submitter.SignAsync(new PreparedTransaction(Intent(1), 50_000, new GasFees(450 * SubmitterOptions.Gwei, 1)), 4, CancellationToken.None);
        Assert.Null(submitter.Dearer(high, new GasFees(1, 1)));
        Assert.Null(submitter.Dearer(await SignFreeAsync(submitter, 0), new GasFees(0, 0)));
    }

    [Fact]
    public void The_ceiling_cuts_the_offer_and_above_it_nothing_is_offered()
    {
        var submitter = Submitter(new EthereumNode(new ScriptedTransport(_ => ScriptedTransport.Null)));
        Assert.Equal(new GasFees(61 * SubmitterOptions.Gwei, SubmitterOptions.Gwei), submitter.Fees(new GasPrices(30 * SubmitterOptions.Gwei, 31, null)));
        Assert.Equal(new GasFees(500 * SubmitterOptions.Gwei, 3), submitter.Fees(new GasPrices(400 * SubmitterOptions.Gwei, 31, 3UL)));
        Assert.Null(submitter.Fees(new GasPrices(501 * SubmitterOptions.Gwei, 31, 3UL)));
        Assert.Null(submitter.Fees(new GasPrices(null, 501 * SubmitterOptions.Gwei, null)));
    }

    [Fact]
    public async Task A_network_without_a_base_fee_gets_transactions_of_the_old_kind()
    {
        await using var network = await AnvilNode.StartAsync("--hardfork", "berlin");
        var submitter = Submitter(new EthereumNode(new BesideTransport(network.Transport, call =>
            call.Method == "eth_getBlockByNumber" ? ScriptedTransport.Json(BlockBeforeLondon()) : null)));
        var transaction = await SignAsync(submitter, 1, 0);
        Assert.True(transaction.Read().Fees.IsLegacy);
        Assert.True(SignedLegacyTransaction.TryDecode(transaction.Raw.Span, out var legacy) && legacy.Transaction.ChainId == AnvilChain);
        Assert.Equal(SendOutcome.Sent, (await submitter.SendAsync(transaction, CancellationToken.None)).Outcome);
        await network.MineAsync();
        Assert.IsType<TransactionFate.Included>(await submitter.FateAsync(transaction, CancellationToken.None));
    }

    [Fact]
    public async Task Many_are_prepared_under_one_measure_and_the_one_that_would_revert_is_found_among_them()
    {
        await using var network = await AnvilNode.StartAsync();
        var calls = new List<string>();
        var submitter = Submitter(new EthereumNode(new BesideTransport(network.Transport, call =>
        {
            calls.Add(call.Method);
            return null;
        })));
        byte[] reverting = [0x63, 0xde, 0xad, 0xbe, 0xef, 0x60, 0, 0x52, 0x60, 4, 0x60, 28, 0xfd];
        TransactionIntent[] intents = [.. Enumerable.Range(1, 9).Select(i => Intent((byte)i)), new TransactionIntent(default, null, reverting)];
        var head = await network.Node.HeadAsync(CancellationToken.None);
        var fees = await submitter.FeesAsync(CancellationToken.None);
        calls.Clear();
        var prepared = await submitter.PrepareAsync(intents, head.Ref, fees, CancellationToken.None);

        Assert.All(prepared.SkipLast(1), it => Assert.IsType<Preparation.Prepared>(it));
        Assert.Equal(new byte[] { 0xde, 0xad, 0xbe, 0xef }, Assert.IsType<Preparation.WouldRevert>(prepared[^1]).RevertData.ToArray());
        Assert.Equal((1, 11), (calls.Count(it => it == "eth_estimateGas"), calls.Count(it => it == "eth_call")));
        var sent = await submitter.SendAsync(
            await submitter.SignAsync([.. prepared.OfType<Preparation.Prepared>().Select((it, i) => Chain.Submit.Submitter.Unsigned(it.Transaction, (ulong)i))], CancellationToken.None),
            CancellationToken.None);
        Assert.All(sent, it => Assert.Equal(SendOutcome.Sent, it.Outcome));
        await network.MineAsync();
        Assert.Equal(9UL, await submitter.ChainNonceAsync(CancellationToken.None));
    }

    private static Submitter Submitter(EthereumNode node, ulong finality = 0) =>
        new(node, TestKeys.Funded, new SubmitterOptions { ChainId = AnvilChain, Finality = Finality.AtDepth(finality) });

    private static TransactionIntent Intent(byte topic) => new(Keccak256.Hash([topic]), null, TestKeys.Logs(topic));

    private static async Task<OutboxTransaction> SignAsync(Submitter submitter, byte topic, ulong nonce) => await submitter.SignAsync(
        Assert.IsType<Preparation.Prepared>(await submitter.PrepareAsync(Intent(topic), CancellationToken.None)).Transaction, nonce, CancellationToken.None);

    /// <summary>A header as the old networks have them; the development node leaves newer fields in it that no such network knows.</summary>
    private static string BlockBeforeLondon()
    {
        var header = new BlockHeader
        {
            ParentHash = Hash32.Zero,
            OmmersHash = Hash32.Zero,
            Beneficiary = Address.Zero,
            StateRoot = Hash32.Zero,
            TransactionsRoot = Hash32.Zero,
            ReceiptsRoot = Hash32.Zero,
            LogsBloom = Bloom.Of([]),
            Difficulty = 0,
            Number = 1,
            GasLimit = 30_000_000,
            GasUsed = 0,
            Timestamp = 1,
            ExtraData = default,
            MixHash = Hash32.Zero,
            Nonce = 0,
        };
        var zero = Hash32.Zero;
        return $$"""
            {"hash":"{{header.Hash()}}","parentHash":"{{zero}}","sha3Uncles":"{{zero}}","miner":"{{Address.Zero}}","stateRoot":"{{zero}}",
            "transactionsRoot":"{{zero}}","receiptsRoot":"{{zero}}","logsBloom":"0x{{new string('0', 512)}}","difficulty":"0x0","number":"0x1",
            "gasLimit":"0x1c9c380","gasUsed":"0x0","timestamp":"0x1","extraData":"0x","mixHash":"{{zero}}","nonce":"0x0000000000000000","transactions":[]}
            """;
    }

    private static async Task<OutboxTransaction> DearerAsync(Submitter submitter, OutboxTransaction stuck) =>
        (await submitter.SignAsync([submitter.Dearer(stuck, await submitter.FeesAsync(CancellationToken.None))!], CancellationToken.None))[0];

    private static Task<OutboxTransaction> SignFreeAsync(Submitter submitter, ulong nonce) =>
        submitter.SignAsync(new PreparedTransaction(Intent(1), 100_000, new GasFees(UInt256.Zero, UInt256.Zero)), nonce, CancellationToken.None);

    /// <summary>A real node, beside which a script may answer.</summary>
    private sealed class BesideTransport(INodeTransport node, Func<RpcCall, RpcAnswer?> script) : INodeTransport
    {
        public async Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation)
        {
            var theirs = await node.SendAsync(calls, cancellation);
            return [.. calls.Select((call, i) => script(call) ?? theirs[i])];
        }
    }
}
