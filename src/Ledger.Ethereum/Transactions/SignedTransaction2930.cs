// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;

namespace Ledger.Ethereum.Transactions;

/// <summary>A signed transaction of type 1: the bytes that go to a node, their hash and their sender.</summary>
/// <param name="Transaction">What was signed.</param>
/// <param name="Signature">Its sender's signature; yParity on the wire is v − 27.</param>
public sealed record SignedTransaction2930(Transaction2930 Transaction, Signature Signature)
{
    /// <summary>The bytes of <c>eth_sendRawTransaction</c>.</summary>
    public byte[] Encode() => TypedEnvelope.Encode(Transaction, Signature);

    /// <summary>keccak256 of <see cref="Encode"/>: the transaction's hash on its chain.</summary>
    public Hash32 Hash() => Keccak256.Hash(Encode());

    /// <summary>The account that signed; false where no key can have made the signature.</summary>
    public bool TryRecoverSender(out Address sender) => Secp256k1.TryRecover(Transaction.SigningHash(), Signature, out sender);

    /// <summary>Reads the canonical signed form and nothing else; a high s is refused (EIP-2).</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SignedTransaction2930? transaction)
    {
        transaction = TypedEnvelope.TryDecode<Transaction2930>(bytes, out var said, out var signature) ? new(said, signature) : null;
        return transaction is not null;
    }
}
