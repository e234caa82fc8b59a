// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Transactions;

namespace Ledger.Chain.Submit;

/// <summary>What is to be done on chain, before it has a nonce.</summary>
/// <param name="Id">Names it for good: the act's id, or the caller's own.</param>
/// <param name="To">The contract; null creates one.</param>
/// <param name="Data">The call, or the creation code with its arguments.</param>
public sealed record TransactionIntent(Hash32 Id, Address? To, ReadOnlyMemory<byte> Data);

/// <summary>What a transaction pays per gas, in wei. Zero and zero on networks without a gas price.</summary>
/// <param name="MaxFeePerGas">In all.</param>
/// <param name="MaxPriorityFeePerGas">Of that, to the block's producer.</param>
/// <param name="IsLegacy">Whether the network has no base fee: then there is one price, in a transaction of the old kind.</param>
public sealed record GasFees(UInt256 MaxFeePerGas, UInt256 MaxPriorityFeePerGas, bool IsLegacy = false);

/// <summary>An intent that would succeed now: simulated, measured and priced. Only then it may take a nonce.</summary>
public sealed record PreparedTransaction(TransactionIntent Intent, ulong GasLimit, GasFees Fees);

/// <summary>A signed transaction as the outbox keeps it; written in the store transaction that took its nonce.</summary>
/// <param name="IntentId">Whose intent it carries out.</param>
/// <param name="From">The signing account.</param>
/// <param name="Nonce">Its nonce.</param>
/// <param name="Raw">The signed bytes: what is sent, and sent again.</param>
/// <param name="Hash">Their hash.</param>
public sealed record OutboxTransaction(Hash32 IntentId, Address From, ulong Nonce, ReadOnlyMemory<byte> Raw, Hash32 Hash)
{
    /// <summary>What the bytes say.</summary>
    /// <exception cref="InvalidOperationException">They are no transaction of ours.</exception>
    public UnsignedTransaction Read()
    {
        if (SignedTransaction1559.TryDecode(Raw.Span, out var signed))
        {
            var it = signed.Transaction;
            return new UnsignedTransaction(IntentId, it.To, it.Data, it.Nonce, it.GasLimit, new GasFees(it.MaxFeePerGas, it.MaxPriorityFeePerGas));
        }

        return SignedLegacyTransaction.TryDecode(Raw.Span, out var old)
            ? new UnsignedTransaction(
                IntentId, old.Transaction.To, old.Transaction.Data, old.Transaction.Nonce, old.Transaction.GasLimit,
                new GasFees(old.Transaction.GasPrice, old.Transaction.GasPrice, IsLegacy: true))
            : throw new InvalidOperationException($"The kept bytes of {Hash} are no transaction.");
    }
}

/// <summary>What became of preparing an intent: <see cref="Prepared"/> or <see cref="WouldRevert"/>.</summary>
public abstract record Preparation
{
    public sealed record Prepared(PreparedTransaction Transaction) : Preparation;

    /// <summary>The contracts refuse it as the chain stands now; the data names the typed error.</summary>
    public sealed record WouldRevert(ReadOnlyMemory<byte> RevertData) : Preparation;
}

/// <summary>What the node said to the signed bytes.</summary>
public enum SendOutcome
{
    /// <summary>Taken into the pool, or known there already.</summary>
    Sent,

    /// <summary>The nonce is spent: by us or by somebody else; reconcile to learn which.</summary>
    NonceSpent,

    /// <summary>The pool wants a higher price; replace it at the same nonce.</summary>
    Underpriced,

    /// <summary>The account cannot pay; nothing to do but to fund it.</summary>
    Unfunded,

    /// <summary>Refused for another reason: it will never be included as it is.</summary>
    Refused,

    /// <summary>No answer came: it may be on its way. Reconcile, then send the same bytes again.</summary>
    Unknown,
}

/// <summary>What the node said, and in which words.</summary>
public sealed record SendResult(SendOutcome Outcome, string Detail);

/// <summary>What the chain says about a signed transaction.</summary>
public abstract record TransactionFate
{
    /// <summary>In a block. Not final before <see cref="Depth"/> reaches the finality.</summary>
    /// <param name="Inclusion">Where, and whether it succeeded.</param>
    /// <param name="Depth">The number of blocks above.</param>
    public sealed record Included(Inclusion Inclusion, ulong Depth) : TransactionFate;

    /// <summary>Waiting in the node's pool.</summary>
    public sealed record Pending : TransactionFate;

    /// <summary>Nowhere, and its nonce is free: send the same bytes again.</summary>
    public sealed record Dropped : TransactionFate;

    /// <summary>Nowhere, and its nonce was spent by another transaction: the intent needs a new nonce.</summary>
    public sealed record Displaced(ulong ChainNonce) : TransactionFate;
}
