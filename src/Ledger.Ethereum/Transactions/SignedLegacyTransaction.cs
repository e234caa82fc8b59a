// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Transactions;

/// <summary>A signed transaction without a type: the bytes that go to a node, their hash and their sender.</summary>
/// <param name="Transaction">What was signed.</param>
/// <param name="Signature">Its sender's signature, whose v goes onto the wire with the chain id in it.</param>
public sealed record SignedLegacyTransaction(LegacyTransaction Transaction, Signature Signature)
{
    private const ulong BareV = 27;
    private const ulong ChainV = 35;

    /// <summary>The bytes of <c>eth_sendRawTransaction</c>.</summary>
    public byte[] Encode()
    {
        var writer = new RlpWriter(384 + Transaction.Data.Length);
        var list = writer.BeginList();
        Transaction.WriteFields(writer);
        var parity = (ulong)(Signature.V - 27);
        TransactionRlp.WriteSignature(writer, parity + (Transaction.ChainId is { } chain ? ChainV + (2 * chain) : BareV), Signature);
        writer.EndList(list);
        return writer.ToArray();
    }

    /// <summary>keccak256 of <see cref="Encode"/>: the transaction's hash on its chain.</summary>
    public Hash32 Hash() => Keccak256.Hash(Encode());

    /// <summary>The account that signed; false where no key can have made the signature.</summary>
    public bool TryRecoverSender(out Address sender) => Secp256k1.TryRecover(Transaction.SigningHash(), Signature, out sender);

    /// <summary>Reads the canonical signed form and nothing else; a high s is refused (EIP-2).</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SignedLegacyTransaction? transaction)
    {
        transaction = null;
        var reader = new RlpReader(bytes);
        if (!reader.TryReadList(out var fields)
            || !reader.IsAtEnd
            || !fields.TryReadUInt64(out var nonce)
            || !fields.TryReadUInt256(out var gasPrice)
            || !fields.TryReadUInt64(out var gasLimit)
            || !TransactionRlp.TryReadTo(ref fields, out var to)
            || !fields.TryReadUInt256(out var value)
            || !fields.TryReadBytes(out var data)
            || !fields.TryReadUInt64(out var v)
            || !TrySplit(v, out var chain, out var parity)
            || !TransactionRlp.TryReadSignature(ref fields, parity, out var signature))
        {
            return false;
        }

        var said = new LegacyTransaction
        {
            ChainId = chain,
            Nonce = nonce,
            GasPrice = gasPrice,
            GasLimit = gasLimit,
            To = to,
            Value = value,
            Data = data.ToArray(),
        };
        transaction = new SignedLegacyTransaction(said, signature);
        return true;
    }

    /// <summary>Finds chain and parity in v; false for chain 0, which nobody has, and beyond the largest chain id.</summary>
    private static bool TrySplit(ulong v, out ulong? chain, out ulong parity)
    {
        if (v is BareV or BareV + 1)
        {
            (chain, parity) = (null, v - BareV);
            return true;
        }

        var good = v is >= ChainV + 2 and <= ChainV + (2 * LegacyTransaction.MaxChainId) + 1;
        chain = good ? (v - ChainV) / 2 : null;
        parity = good ? (v - ChainV) % 2 : 0;
        return good;
    }
}
