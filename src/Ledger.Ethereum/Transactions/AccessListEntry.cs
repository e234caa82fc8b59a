// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Ethereum.Transactions;

/// <summary>An account and slots that the transaction announces to touch (EIP-2930).</summary>
/// <param name="Address">The account.</param>
/// <param name="StorageKeys">Its slots.</param>
public sealed record AccessListEntry(Address Address, IReadOnlyList<Hash32> StorageKeys);
