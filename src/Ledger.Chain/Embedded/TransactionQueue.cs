// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Rpc;
using Ledger.Ethereum;
using Ledger.Ethereum.Transactions;

namespace Ledger.Chain.Embedded;

/// <summary>What waits for the next blocks, in the order of arrival; of one sender by nonce. Bounded.</summary>
internal sealed class TransactionQueue(ulong chainId, ulong blockGasLimit)
{
    private const int MaxTransactions = 20_000;
    private const int MaxRawBytes = 128 * 1024;

    // EIP-7825, which the engine's hard fork does not enforce yet.
    private const ulong MaxGas = 16_777_216;

    private readonly Lock _lock = new();
    private readonly List<QueuedTransaction> _waiting = [];
    private readonly Dictionary<Hash32, QueuedTransaction> _byHash = [];
    private readonly HashSet<(Address Sender, ulong Nonce)> _slots = [];

    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Reads signed bytes as far as that needs no chain; null with an error when they cannot be included.</summary>
    internal QueuedTransaction? Read(byte[] raw, out RpcAnswer refusal)
    {
        refusal = default;
        if (raw.Length > MaxRawBytes || !SignedTransaction1559.TryDecode(raw, out var signed) || !signed.TryRecoverSender(out var sender))
        {
            refusal = Refused("only signed transactions of type 2 (EIP-1559) of at most 128 KiB are taken");
            return null;
        }

        var transaction = signed.Transaction;
        if (transaction.ChainId != chainId)
        {
            refusal = Refused("invalid chain id for signer");
            return null;
        }

        if (transaction.GasLimit > Math.Min(MaxGas, blockGasLimit))
        {
            refusal = Refused("transaction gas limit exceeds 16777216 (EIP-7825)");
            return null;
        }

        if (transaction.GasLimit < IntrinsicGas.Of(transaction) || (transaction.To is null && transaction.Data.Length > IntrinsicGas.MaxInitCode))
        {
            refusal = Refused("intrinsic gas too low, or init code too long");
            return null;
        }

        if (transaction.MaxPriorityFeePerGas > transaction.MaxFeePerGas)
        {
            refusal = Refused("max priority fee per gas higher than max fee per gas");
            return null;
        }

        return new QueuedTransaction(Keccak256.Hash(raw), sender, transaction.Nonce, transaction.GasLimit, raw);
    }

    /// <summary>Takes a transaction into the queue.</summary>
    /// <param name="transaction">As <see cref="Read"/> gave it.</param>
    /// <param name="chainNonce">The sender's next nonce on chain.</param>
    internal RpcAnswer Add(QueuedTransaction transaction, ulong chainNonce)
    {
        lock (_lock)
        {
            if (_byHash.ContainsKey(transaction.Hash))
            {
                return Refused("already known");
            }

            if (transaction.Nonce < chainNonce)
            {
                return Refused("nonce too low");
            }

            if (_slots.Contains((transaction.Sender, transaction.Nonce)))
            {
                return Refused("replacement transaction underpriced");
            }

            if (_waiting.Count >= MaxTransactions)
            {
                return Refused("txpool is full, try again later");
            }

            _waiting.Add(transaction);
            _byHash.Add(transaction.Hash, transaction);
            _slots.Add((transaction.Sender, transaction.Nonce));
            return RpcAnswer.OfJson($"\"{transaction.Hash}\"");
        }
    }

    /// <summary>The next block's transactions: those whose turn it is, as many as its gas surely holds. They stay queued; what came too late goes.</summary>
    /// <param name="nextNonce">The next nonce on chain of each sender that waits.</param>
    internal List<QueuedTransaction> Pick(IReadOnlyDictionary<Address, ulong> nextNonce)
    {
        lock (_lock)
        {
            Remove(transaction => nextNonce.TryGetValue(transaction.Sender, out var nonce) && transaction.Nonce < nonce);
            var expected = new Dictionary<Address, ulong>(nextNonce);
            var picked = new List<QueuedTransaction>();
            var gas = 0UL;
            for (var before = -1; before < picked.Count;)
            {
                before = picked.Count;
                foreach (var transaction in _waiting)
                {
                    if (expected.TryGetValue(transaction.Sender, out var nonce) && nonce == transaction.Nonce && gas + transaction.GasLimit <= blockGasLimit)
                    {
                        picked.Add(transaction);
                        gas += transaction.GasLimit;
                        expected[transaction.Sender] = nonce + 1;
                    }
                }
            }

            return picked;
        }
    }

    internal IReadOnlyList<Address> Senders()
    {
        lock (_lock)
        {
            return [.. _waiting.Select(transaction => transaction.Sender).Distinct()];
        }
    }

    internal QueuedTransaction? Find(Hash32 hash)
    {
        lock (_lock)
        {
            return _byHash.GetValueOrDefault(hash);
        }
    }

    /// <summary>How many of the sender's transactions follow each other from a nonce on.</summary>
    internal ulong Following(Address sender, ulong nonce)
    {
        lock (_lock)
        {
            var next = nonce;
            while (_slots.Contains((sender, next)))
            {
                next++;
            }

            return next - nonce;
        }
    }

    /// <summary>Lets go of what is included or refused.</summary>
    internal void Remove(IReadOnlySet<Hash32> hashes)
    {
        lock (_lock)
        {
            Remove(transaction => hashes.Contains(transaction.Hash));
        }
    }

    private void Remove(Predicate<QueuedTransaction> gone)
    {
        foreach (var transaction in _waiting.Where(transaction => gone(transaction)))
        {
            _byHash.Remove(transaction.Hash);
            _slots.Remove((transaction.Sender, transaction.Nonce));
        }

        _waiting.RemoveAll(gone);
    }

    private static RpcAnswer Refused(string message) => RpcAnswer.Refused(-32003, message);
}
