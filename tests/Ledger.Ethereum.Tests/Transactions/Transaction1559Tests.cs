// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Ethereum.Transactions;

namespace Ledger.Ethereum.Tests.Transactions;

public sealed class Transaction1559Tests
{
    public static TheoryData<int> Cases => Vectors.Indices("transactions.json");

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_transaction_is_signed_as_ethers_and_viem_do(int index)
    {
        var vector = Vectors.Load("transactions.json")[index];
        var transaction = Read(vector);
        Assert.Equal(vector.Hash("signingHash"), transaction.SigningHash());
        var signed = transaction.Sign(vector.Bytes("privateKey"));
        Assert.Equal(vector.Text("raw"), Hex.Encode(signed.Encode()));
        Assert.Equal(vector.Hash("hash"), signed.Hash());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_signed_transaction_is_read_with_its_sender(int index)
    {
        var vector = Vectors.Load("transactions.json")[index];
        Assert.True(SignedTransaction1559.TryDecode(vector.Bytes("raw"), out var signed));
        Assert.Equal(Read(vector), signed.Transaction);
        Assert.True(signed.TryRecoverSender(out var sender));
        Assert.Equal(Address.Parse(vector.Text("sender")), sender);
    }

    [Fact]
    public void Another_type_is_refused()
    {
        var raw = Vectors.Load("transactions.json")[0].Bytes("raw");
        foreach (var type in new byte[] { 0, 1, 3, 4, 0xC0, 0xF8 })
        {
            raw[0] = type;
            Assert.False(SignedTransaction1559.TryDecode(raw, out _));
        }

        Assert.False(SignedTransaction1559.TryDecode([], out _));
    }

    [Fact]
    public void Any_transaction_comes_back_and_a_changed_one_never_as_the_same() => Samples.ForAll(samples =>
    {
        var signed = AnyTransaction.FeeMarket(samples).Sign(samples.Key());
        var raw = signed.Encode();
        Assert.True(SignedTransaction1559.TryDecode(raw, out var again));
        Assert.Equal(signed, again);
        var changed = samples.Mutate(raw);
        if (SignedTransaction1559.TryDecode(changed, out var other))
        {
            Assert.Equal(changed, other.Encode());
        }
    });

    private static Transaction1559 Read(JsonElement vector) => new()
    {
        ChainId = vector.GetProperty("chainId").GetUInt64(),
        Nonce = vector.GetProperty("nonce").GetUInt64(),
        MaxPriorityFeePerGas = vector.Decimal("tip"),
        MaxFeePerGas = vector.Decimal("fee"),
        GasLimit = vector.GetProperty("gas").GetUInt64(),
        To = vector.To(),
        Value = vector.Decimal("value"),
        Data = vector.Bytes("data"),
        AccessList = vector.AccessList(),
    };
}
