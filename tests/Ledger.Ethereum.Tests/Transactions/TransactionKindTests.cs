// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Ethereum.Transactions;

namespace Ledger.Ethereum.Tests.Transactions;

public sealed class TransactionKindTests
{
    private static readonly JsonElement Cases = Vectors.Load("foundation.json");

    public static TheoryData<int> Kinds => Vectors.Indices("transaction-kinds.json");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_transaction_of_each_older_kind_is_signed_as_ethers_and_viem_do(int index)
    {
        var vector = Vectors.Load("transaction-kinds.json")[index];
        var key = vector.Bytes("privateKey");
        var (signingHash, raw) = vector.Text("type") == "legacy" ? Sign(ReadLegacy(vector), key) : Sign(ReadAccessList(vector), key);
        Assert.Equal(vector.Hash("signingHash"), signingHash);
        Assert.Equal(vector.Text("raw"), Hex.Encode(raw));
        Assert.Equal(vector.Hash("hash"), Keccak256.Hash(raw));
    }

    // The example of EIP-155.
    [Fact]
    public void The_example_of_eip_155_is_signed_and_read()
    {
        var transaction = new LegacyTransaction
        {
            ChainId = 1,
            Nonce = 9,
            GasPrice = 20_000_000_000,
            GasLimit = 21_000,
            To = Address.Parse("0x3535353535353535353535353535353535353535"),
            Value = 1_000_000_000_000_000_000,
        };
        var key = new byte[32];
        Array.Fill(key, (byte)0x46);
        Assert.Equal(Hash32.Parse("0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53"), transaction.SigningHash());
        Assert.Equal(
            "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276"
            + "a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83",
            Hex.Encode(transaction.Sign(key).Encode()));
    }

    [Fact]
    public void The_foundations_transactions_have_their_senders_or_are_refused()
    {
        var (taken, refused) = (0, 0);
        foreach (var vector in Cases.GetProperty("transactions").EnumerateArray())
        {
            var raw = vector.Bytes("raw");
            var good = SignedLegacyTransaction.TryDecode(raw, out var signed);
            Assert.True(good == vector.GetProperty("refused").ValueKind is JsonValueKind.Null, vector.Text("name"));
            if (signed is null)
            {
                refused++;
                continue;
            }

            Assert.True(signed.TryRecoverSender(out var sender));
            Assert.Equal(Address.Parse(vector.Text("sender")), sender);
            Assert.Equal(raw, signed.Encode());
            taken++;
        }

        Assert.True(taken >= 10 && refused >= 38, $"{taken} taken, {refused} refused");
    }

    [Fact]
    public void Legacy_transactions_of_ethers_are_signed_alike_with_and_without_a_chain()
    {
        foreach (var vector in Cases.GetProperty("legacy").EnumerateArray())
        {
            foreach (var name in new[] { "bare", "chain5" })
            {
                Assert.True(SignedLegacyTransaction.TryDecode(vector.Bytes(name), out var signed), vector.Text("name"));
                Assert.Equal(name == "chain5" ? 5 : null, signed.Transaction.ChainId);
                Assert.True(signed.TryRecoverSender(out var sender));
                Assert.Equal(Address.Parse(vector.Text("sender")), sender);
                Assert.Equal(vector.Text(name), Hex.Encode(signed.Transaction.Sign(vector.Bytes("privateKey")).Encode()));
                Assert.Equal(Keccak256.Hash(vector.Bytes(name)), signed.Hash());
            }
        }
    }

    [Fact]
    public void Typed_transactions_of_ethers_are_signed_alike()
    {
        var kinds = new HashSet<byte>();
        foreach (var vector in Cases.GetProperty("typed").EnumerateArray())
        {
            var (raw, key) = (vector.Bytes("raw"), vector.Bytes("privateKey"));
            kinds.Add(raw[0]);
            var (signingHash, again, sender) = raw[0] == Transaction1559.Type ? FeeMarket(raw, key) : AccessList(raw, key);
            Assert.Equal(Keccak256.Hash(vector.Bytes("unsigned")), signingHash);
            Assert.Equal(raw, again);
            Assert.Equal(Address.Parse(vector.Text("sender")), sender);
        }

        Assert.Equal([Transaction2930.Type, Transaction1559.Type], kinds.Order());
    }

    [Fact]
    public void A_chain_id_that_v_cannot_hold_is_refused()
    {
        var transaction = AnyTransaction.Legacy(new Samples(7));
        Assert.Throws<ArgumentOutOfRangeException>(() => transaction with { ChainId = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => transaction with { ChainId = LegacyTransaction.MaxChainId + 1 });
        var largest = (transaction with { ChainId = LegacyTransaction.MaxChainId }).Sign(new Samples(7).Key());
        Assert.True(SignedLegacyTransaction.TryDecode(largest.Encode(), out var again));
        Assert.Equal(largest, again);
    }

    [Fact]
    public void Any_legacy_transaction_comes_back_with_its_sender() => Samples.ForAll(samples =>
    {
        var key = samples.Key();
        var signed = AnyTransaction.Legacy(samples).Sign(key);
        Assert.True(SignedLegacyTransaction.TryDecode(signed.Encode(), out var again));
        Assert.Equal(signed, again);
        Assert.True(again.TryRecoverSender(out var sender));
        Assert.Equal(Secp256k1.AddressOf(key), sender);
    });

    [Fact]
    public void Any_transaction_with_an_access_list_comes_back_with_its_sender() => Samples.ForAll(samples =>
    {
        var key = samples.Key();
        var signed = AnyTransaction.AccessList(samples).Sign(key);
        Assert.True(SignedTransaction2930.TryDecode(signed.Encode(), out var again));
        Assert.Equal(signed, again);
        Assert.True(again.TryRecoverSender(out var sender));
        Assert.Equal(Secp256k1.AddressOf(key), sender);
    });

    private static (Hash32 SigningHash, byte[] Raw, Address Sender) FeeMarket(byte[] raw, byte[] key)
    {
        Assert.True(SignedTransaction1559.TryDecode(raw, out var signed));
        Assert.True(signed.TryRecoverSender(out var sender));
        return (signed.Transaction.SigningHash(), signed.Transaction.Sign(key).Encode(), sender);
    }

    private static (Hash32 SigningHash, byte[] Raw, Address Sender) AccessList(byte[] raw, byte[] key)
    {
        Assert.True(SignedTransaction2930.TryDecode(raw, out var signed));
        Assert.True(signed.TryRecoverSender(out var sender));
        return (signed.Transaction.SigningHash(), signed.Transaction.Sign(key).Encode(), sender);
    }

    private static (Hash32 SigningHash, byte[] Raw) Sign(LegacyTransaction transaction, byte[] key) => (transaction.SigningHash(), transaction.Sign(key).Encode());

    private static (Hash32 SigningHash, byte[] Raw) Sign(Transaction2930 transaction, byte[] key) => (transaction.SigningHash(), transaction.Sign(key).Encode());

    private static LegacyTransaction ReadLegacy(JsonElement vector) => new()
    {
        ChainId = vector.GetProperty("chainId") is { ValueKind: JsonValueKind.Number } chain ? chain.GetUInt64() : null,
        Nonce = vector.GetProperty("nonce").GetUInt64(),
        GasPrice = vector.Decimal("gasPrice"),
        GasLimit = vector.GetProperty("gas").GetUInt64(),
        To = vector.To(),
        Value = vector.Decimal("value"),
        Data = vector.Bytes("data"),
    };

    private static Transaction2930 ReadAccessList(JsonElement vector) => new()
    {
        ChainId = vector.GetProperty("chainId").GetUInt64(),
        Nonce = vector.GetProperty("nonce").GetUInt64(),
        GasPrice = vector.Decimal("gasPrice"),
        GasLimit = vector.GetProperty("gas").GetUInt64(),
        To = vector.To(),
        Value = vector.Decimal("value"),
        Data = vector.Bytes("data"),
        AccessList = vector.AccessList(),
    };
}
