// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Chain.Embedded;

/// <summary>What is to be mined as one block; durable before it is mined.</summary>
/// <param name="Number">The block's number.</param>
/// <param name="Time">Its timestamp, in UTC seconds.</param>
/// <param name="Transactions">The signed bytes, in the block's order.</param>
internal sealed record BlockRecord(ulong Number, ulong Time, IReadOnlyList<byte[]> Transactions);

/// <summary>A record and, once the block was mined, its hash.</summary>
internal sealed record RecordedBlock(BlockRecord Record, Hash32? Hash);
