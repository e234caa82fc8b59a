// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Transactions;

namespace Ledger.SystemTests.Simulation;

/// <summary>A transaction as a node took it: the bytes, what they say, and who signed them.</summary>
internal sealed record SimTransaction(Hash32 Hash, Transaction1559 Body, Address Sender)
{
    public static bool TryRead(ReadOnlySpan<byte> raw, out SimTransaction? transaction)
    {
        transaction = SignedTransaction1559.TryDecode(raw, out var signed) && signed.TryRecoverSender(out var sender)
            ? new SimTransaction(Keccak256.Hash(raw), signed.Transaction, sender)
            : null;
        return transaction is not null;
    }
}

/// <summary>What a transaction came to in its block.</summary>
internal sealed record SimReceipt(SimTransaction Transaction, bool Succeeded, IReadOnlyList<LogEntry> Logs);

/// <summary>A block with a real header: its hash is keccak(RLP), its receipts root a trie's, its bloom its logs'.</summary>
internal sealed record SimBlock(BlockHeader Header, BlockRef Ref, IReadOnlyList<SimReceipt> Receipts, SimState After)
{
    /// <summary>What took effect here: a hash for each log, over topics and data.</summary>
    public ImmutableArray<Hash32> Effects { get; } =
        [.. Receipts.SelectMany(receipt => receipt.Logs).Select(log => Keccak256.Hash([.. log.Topics.SelectMany(topic => topic.ToArray()), .. log.Data.ToArray()]))];

    /// <summary>Every log with its transaction, in the order of the block.</summary>
    public IEnumerable<(LogEntry Log, SimReceipt Receipt)> Logs => Receipts.SelectMany(receipt => receipt.Logs.Select(log => (log, receipt)));
}
