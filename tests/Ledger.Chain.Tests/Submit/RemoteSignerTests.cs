// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Keys;
using Ledger.Chain.Rpc;
using Ledger.Chain.Submit;
using Ledger.Chain.Tests.Rpc;
using Ledger.Ethereum;
using Ledger.Ethereum.Transactions;

namespace Ledger.Chain.Tests.Submit;

/// <summary>A signer of somebody else's: a real node that signs for its accounts, and one that lies in every way there is.</summary>
public sealed class RemoteSignerTests
{
    private const ulong Chain = 31_337;

    private static readonly UnsignedTransaction Asked = new(
        Keccak256.Hash("an intent"u8), TestKeys.Of(9).Address, new byte[] { 1, 2, 3 }, 7, 50_000, new GasFees(3_000, 1_000));

    private static readonly Transaction1559 Right = new()
    {
        ChainId = Chain,
        Nonce = 7,
        MaxPriorityFeePerGas = 1_000,
        MaxFeePerGas = 3_000,
        GasLimit = 50_000,
        To = TestKeys.Of(9).Address,
        Data = new byte[] { 1, 2, 3 },
    };

    private static readonly LegacyTransaction RightLegacy = new()
    {
        ChainId = Chain,
        Nonce = 7,
        GasPrice = 3_000,
        GasLimit = 50_000,
        To = TestKeys.Of(9).Address,
        Data = new byte[] { 1, 2, 3 },
    };

    public static TheoryData<string, byte[]> Lies => new()
    {
        { "another chain id", Signed(Right with { ChainId = 1 }) },
        { "another nonce", Signed(Right with { Nonce = 8 }) },
        { "another fee", Signed(Right with { MaxFeePerGas = 3_001 }) },
        { "another tip", Signed(Right with { MaxPriorityFeePerGas = 3_000 }) },
        { "another gas limit", Signed(Right with { GasLimit = 50_001 }) },
        { "another recipient", Signed(Right with { To = TestKeys.Of(8).Address }) },
        { "another recipient", Signed(Right with { To = null }) },
        { "another value", Signed(Right with { Value = 1 }) },
        { "another call", Signed(Right with { Data = new byte[] { 1, 2, 4 } }) },
        { "another call", Signed(Right with { Data = default }) },
        { "another access list", Signed(Right with { AccessList = [new AccessListEntry(TestKeys.Of(9).Address, [])] }) },
        { "another key", Signed(Right, TestKeys.Of(2)) },
        { "no fee-market transaction", Signed(RightLegacy) },
        { "no fee-market transaction", Signed(Right)[..^1] },
        { "no fee-market transaction", [.. Signed(Right), 0] },
        { "no fee-market transaction", [] },
        { "no fee-market transaction", [0x02] },
    };

    public static TheoryData<string, byte[]> LegacyLies => new()
    {
        { "another chain id", Signed(RightLegacy with { ChainId = 1 }) },
        { "another chain id", Signed(RightLegacy with { ChainId = null }) },
        { "another nonce", Signed(RightLegacy with { Nonce = 6 }) },
        { "another gas price", Signed(RightLegacy with { GasPrice = 4_000 }) },
        { "another gas limit", Signed(RightLegacy with { GasLimit = 21_000 }) },
        { "another recipient", Signed(RightLegacy with { To = TestKeys.Of(8).Address }) },
        { "another value", Signed(RightLegacy with { Value = 1 }) },
        { "another call", Signed(RightLegacy with { Data = new byte[] { 1 } }) },
        { "another key", Signed(RightLegacy, TestKeys.Of(2)) },
        { "no transaction of the old kind", Signed(Right) },
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_real_node_signs_for_its_account_what_the_network_takes(bool isLegacy)
    {
        await using var anvil = await AnvilNode.StartAsync();
        var signer = new RemoteTransactionSigner(anvil.Transport, TestKeys.Funded.Address, Chain);
        var fees = new GasFees(4_000_000_000, isLegacy ? 4_000_000_000 : 1_000_000_000, isLegacy);
        UnsignedTransaction[] asked =
        [
            new(Hash32.Zero, null, TestKeys.Logs(7), 0, 200_000, fees),
            .. Enumerable.Range(1, 20).Select(nonce => new UnsignedTransaction(Hash32.Zero, TestKeys.Of(9).Address, new byte[] { 1 }, (ulong)nonce, 50_000, fees)),
        ];

        var raws = await signer.SignAsync(asked, CancellationToken.None);

        foreach (var raw in raws)
        {
            await anvil.SendAsync(raw);
        }

        await anvil.MineAsync();
        foreach (var raw in raws)
        {
            Assert.True((await anvil.Node.InclusionAsync(TestKeys.HashOf(raw), CancellationToken.None))!.Succeeded);
        }

        Assert.Equal(21UL, await anvil.Node.NonceAsync(signer.Address, withPending: false, CancellationToken.None));
    }

    [Fact]
    public async Task A_real_node_that_does_not_have_the_key_refuses()
    {
        await using var anvil = await AnvilNode.StartAsync();
        var fault = await FaultAsync(anvil.Transport, Asked);
        Assert.Equal(SignerTrouble.Refuses, fault.Signer);
        Assert.StartsWith("The signer refuses eth_signTransaction: ", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public Task A_signature_over_something_else_is_not_taken(string what, byte[] raw) => AssertLieAsync(Asked, what, raw);

    [Theory]
    [MemberData(nameof(LegacyLies))]
    public Task A_signature_of_the_old_kind_over_something_else_is_not_taken(string what, byte[] raw) =>
        AssertLieAsync(Asked with { Fees = new GasFees(3_000, 3_000, IsLegacy: true) }, what, raw);

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"0xzz\"")]
    [InlineData("\"02\"")]
    [InlineData("{\"tx\":{}}")]
    [InlineData("{\"raw\":7}")]
    [InlineData("[\"0x02\"]")]
    public async Task What_is_no_signed_transaction_at_all_is_not_taken(string json)
    {
        var fault = await FaultAsync(new ScriptedTransport(_ => RpcAnswer.OfJson(json)), Asked);
        Assert.Equal(SignerTrouble.Lies, fault.Signer);
    }

    [Theory]
    [InlineData("{{\"raw\":\"{0}\",\"tx\":{{\"nonce\":\"0x63\"}}}}")]
    [InlineData("\"{0}\"")]
    public async Task Both_forms_of_the_answer_are_read_and_only_the_bytes_count(string form)
    {
        var raw = Signed(Right);
        var road = new ScriptedTransport(_ => RpcAnswer.OfJson(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, Hex.Encode(raw))));
        Assert.Equal(raw, Assert.Single(await Signer(road).SignAsync([Asked], CancellationToken.None)));

        var said = Assert.Single(road.Asked);
        Assert.Equal("eth_signTransaction", said.Method);
        Assert.Equal(
            $$"""[{"from":"{{TestKeys.Of(1).Address}}","gas":"0xc350","value":"0x0","nonce":"0x7","data":"0x010203","chainId":"0x7a69","to":"{{TestKeys.Of(9).Address}}","maxFeePerGas":"0xbb8","maxPriorityFeePerGas":"0x3e8"}]""",
            said.ParametersJson);
    }

    [Theory]
    [InlineData(0, "TimedOut")]
    [InlineData(503, "Busy")]
    [InlineData(429, "Throttled")]
    [InlineData(200, "Malformed")]
    public async Task One_that_is_slow_busy_or_unreadable_is_away(int status, string kind)
    {
        using var server = new ScriptedServer(_ => (status, "nothing"));
        using var road = new HttpNodeTransport(server.Url, new HttpNodeOptions { TimeoutMs = status == 0 ? 300 : 60_000 });
        var fault = await FaultAsync(road, Asked);
        Assert.Equal((SignerTrouble.Away, kind, true), (fault.Signer, fault.Kind.ToString(), fault.IsTransient));
        Assert.DoesNotContain("secret-key", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>web3signer's answers, by its source: <c>JsonRpcError</c>, <c>ResponseCodeSelector</c>, <c>InternalResponseHandler</c>; 403 is its <c>--http-host-allowlist</c>.</summary>
    [Theory]
    [InlineData(200, """{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"No unlocked account matches the Sender"}}""", "The signer refuses eth_signTransaction: No unlocked account matches the Sender (-32000).")]
    [InlineData(400, """{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"Invalid params"}}""", "The signer refuses eth_signTransaction: Invalid params (-32602).")]
    [InlineData(500, """{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"Internal error"}}""", "The signer refuses eth_signTransaction: Internal error (-32603).")]
    [InlineData(403, """{"message":"Host not authorized."}""", "The signer refuses the request (HTTP 403).")]
    public async Task What_web3signer_says_no_with_is_a_refusal_under_whatever_status(int status, string body, string said)
    {
        using var server = new ScriptedServer(_ => (status, body));
        using var road = new HttpNodeTransport(server.Url);
        var fault = await FaultAsync(road, Asked);
        Assert.Equal((SignerTrouble.Refuses, said, true), (fault.Signer, fault.Message, fault.IsTransient));
    }

    /// <summary>The example of web3signer's documentation (reference/api/json-rpc, eth_signTransaction) shows a signature where its source answers the transaction.</summary>
    [Fact]
    public Task A_bare_signature_is_no_signed_transaction() => AssertLieAsync(
        Asked, "no fee-market transaction", Hex.Decode("0xa3f20717a250c2b0b729b7e5becbff67fdaef7e0699da4de7ca5895b02a170a12d887fd3b17bfdce3481f10bea41f45ba9f709d39ce8325427b57afcfc994cee1b"));

    [Fact]
    public async Task A_creation_names_no_recipient_and_a_legacy_one_its_gas_price_alone()
    {
        var asked = Asked with { To = null, Fees = new GasFees(0, 0, IsLegacy: true) };
        var right = RightLegacy with { To = null, GasPrice = 0 };
        var road = new ScriptedTransport(_ => RpcAnswer.OfJson($"\"{Hex.Encode(Signed(right))}\""));
        await Signer(road).SignAsync([asked], CancellationToken.None);
        Assert.Equal(
            $$"""[{"from":"{{TestKeys.Of(1).Address}}","gas":"0xc350","value":"0x0","nonce":"0x7","data":"0x010203","chainId":"0x7a69","gasPrice":"0x0"}]""",
            Assert.Single(road.Asked).ParametersJson);
    }

    [Fact]
    public async Task One_that_is_not_there_is_away()
    {
        var server = new ScriptedServer(_ => (200, ""));
        server.Dispose();
        using var road = new HttpNodeTransport(server.Url);
        var fault = await FaultAsync(road, Asked);
        Assert.Equal((SignerTrouble.Away, ChainFaultKind.Unreachable), (fault.Signer, fault.Kind));
    }

    private static async Task AssertLieAsync(UnsignedTransaction asked, string what, byte[] raw)
    {
        var fault = await FaultAsync(new ScriptedTransport(_ => RpcAnswer.OfJson($"\"{Hex.Encode(raw)}\"")), asked);
        Assert.Equal((SignerTrouble.Lies, false), (fault.Signer, fault.IsTransient));
        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
    }

    private static Task<ChainFault> FaultAsync(INodeTransport road, UnsignedTransaction asked) =>
        Assert.ThrowsAsync<ChainFault>(() => Signer(road).SignAsync([asked], CancellationToken.None));

    private static RemoteTransactionSigner Signer(INodeTransport road) => new(road, TestKeys.Of(1).Address, Chain);

    private static byte[] Signed(Transaction1559 transaction, ISigner? by = null) =>
        new SignedTransaction1559(transaction, (by ?? TestKeys.Of(1)).Sign(transaction.SigningHash())).Encode();

    private static byte[] Signed(LegacyTransaction transaction, ISigner? by = null) =>
        new SignedLegacyTransaction(transaction, (by ?? TestKeys.Of(1)).Sign(transaction.SigningHash())).Encode();
}
