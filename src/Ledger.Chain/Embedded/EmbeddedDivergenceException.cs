// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Chain.Embedded;

/// <summary>The replayed chain is not the recorded one: its files or its engine were changed. The evidence stands for itself.</summary>
public sealed class EmbeddedDivergenceException : Exception
{
    internal EmbeddedDivergenceException(ulong chainId, BlockRecord record, Hash32 recorded, NodeBlock replayed)
        : base($"Block {record.Number} was recorded as {recorded}, but its replay gives {replayed.Ref.Hash}: the embedded chain's files or its engine were changed.")
    {
        (ChainId, Time, Transactions) = (chainId, record.Time, record.Transactions);
        (Recorded, Replayed) = (recorded, replayed);
    }

    /// <summary>The block that was replayed.</summary>
    public ulong Number => Replayed.Ref.Number;

    public ulong ChainId { get; }

    /// <summary>The recorded timestamp, UTC seconds.</summary>
    public ulong Time { get; }

    /// <summary>The recorded transactions' signed bytes, in the block's order.</summary>
    public IReadOnlyList<byte[]> Transactions { get; }

    /// <summary>The hash that the block had when it was mined.</summary>
    public Hash32 Recorded { get; }

    /// <summary>The block that the record gives now.</summary>
    public NodeBlock Replayed { get; }
}
