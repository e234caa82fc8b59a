// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Keys;
using Ledger.Ethereum;
using Ledger.Ethereum.Transactions;

namespace Ledger.Chain.Submit;

/// <summary>A transaction that has everything but its signature.</summary>
/// <param name="IntentId">Whose intent it carries out; zero for nobody's.</param>
public sealed record UnsignedTransaction(Hash32 IntentId, Address? To, ReadOnlyMemory<byte> Data, ulong Nonce, ulong GasLimit, GasFees Fees);

/// <summary>Signs transactions of one account: with a key of this process, or by asking whoever has it.</summary>
public interface ITransactionSigner
{
    /// <summary>The account that signs.</summary>
    Address Address { get; }

    /// <summary>The signed bytes, in the same order.</summary>
    /// <exception cref="ChainFault">The signer could not be reached, refused, or signed something else than it was asked to.</exception>
    Task<IReadOnlyList<byte[]>> SignAsync(IReadOnlyList<UnsignedTransaction> transactions, CancellationToken cancellation);
}

/// <summary>Signs with a key that this process holds.</summary>
public sealed class LocalTransactionSigner(ISigner signer, ulong chainId) : ITransactionSigner
{
    public Address Address => signer.Address;

    public Task<IReadOnlyList<byte[]>> SignAsync(IReadOnlyList<UnsignedTransaction> transactions, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<byte[]>>([.. transactions.Select(Sign)]);

    private byte[] Sign(UnsignedTransaction unsigned)
    {
        if (unsigned.Fees.IsLegacy)
        {
            var legacy = new LegacyTransaction
            {
                ChainId = chainId,
                Nonce = unsigned.Nonce,
                GasPrice = unsigned.Fees.MaxFeePerGas,
                GasLimit = unsigned.GasLimit,
                To = unsigned.To,
                Data = unsigned.Data,
            };
            return new SignedLegacyTransaction(legacy, signer.Sign(legacy.SigningHash())).Encode();
        }

        var transaction = new Transaction1559
        {
            ChainId = chainId,
            Nonce = unsigned.Nonce,
            MaxPriorityFeePerGas = unsigned.Fees.MaxPriorityFeePerGas,
            MaxFeePerGas = unsigned.Fees.MaxFeePerGas,
            GasLimit = unsigned.GasLimit,
            To = unsigned.To,
            Data = unsigned.Data,
        };
        return new SignedTransaction1559(transaction, signer.Sign(transaction.SigningHash())).Encode();
    }
}
