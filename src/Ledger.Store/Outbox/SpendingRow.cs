// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Store.Outbox;

/// <summary>What an account's transactions in final blocks have cost so far.</summary>
/// <param name="NextNonce">Below it everything is counted: so nothing is twice, whatever dies and whatever a reorg takes back.</param>
/// <param name="Transactions">Those that this ledger signed.</param>
/// <param name="Gas">What they used.</param>
/// <param name="Wei">What was paid for it.</param>
public sealed record SpendingRow(ulong NextNonce, ulong Transactions, ulong Gas, UInt256 Wei);

/// <summary>What transactions have cost.</summary>
public interface ISpendingReader
{
    /// <summary>An account's; null where nothing was ever signed for it. It begins at the first nonce that was signed here.</summary>
    SpendingRow? Of(Address account);
}

/// <summary>What transactions have cost.</summary>
public interface ISpendingWriter : ISpendingReader
{
    /// <summary>Goes on from one sum to the next; false where another was faster.</summary>
    bool TryMove(Address account, SpendingRow from, SpendingRow to);
}
