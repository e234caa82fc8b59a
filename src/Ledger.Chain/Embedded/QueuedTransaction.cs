// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Chain.Embedded;

/// <summary>A transaction that waits for a block.</summary>
internal sealed record QueuedTransaction(Hash32 Hash, Address Sender, ulong Nonce, ulong GasLimit, byte[] Raw);
