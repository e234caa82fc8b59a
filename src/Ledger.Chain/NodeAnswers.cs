// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;

namespace Ledger.Chain;

/// <summary>A block's header as the node gave it, recomputed to its hash.</summary>
public record NodeHeader(BlockHeader Header, BlockRef Ref)
{
    public Hash32 Parent => Header.ParentHash;

    /// <summary>UTC seconds.</summary>
    public ulong Time => Header.Timestamp;
}

/// <summary>A block as the node gave it: its header, and the transactions by hash.</summary>
public sealed record NodeBlock(BlockHeader Header, BlockRef Ref, IReadOnlyList<Hash32> Transactions) : NodeHeader(Header, Ref);

/// <summary>Where a transaction was included, and whether it succeeded.</summary>
/// <param name="Transaction">Its hash.</param>
/// <param name="Block">Its block.</param>
/// <param name="Index">Its index there.</param>
/// <param name="Succeeded">Status 1; otherwise it was reverted.</param>
/// <param name="GasUsed">The gas that it took.</param>
/// <param name="Created">The contract that it created.</param>
public sealed record Inclusion(Hash32 Transaction, BlockRef Block, uint Index, bool Succeeded, ulong GasUsed, Address? Created);

/// <summary>The answer of <c>eth_getProof</c>, unverified: check it with <c>StateProof</c> against a header's state root.</summary>
public sealed record AccountProof(
    Address Address, IReadOnlyList<byte[]> AccountNodes, ulong Nonce, UInt256 Balance, Hash32 StorageRoot, Hash32 CodeHash,
    IReadOnlyList<SlotProof> Slots);

/// <summary>One storage slot of an <see cref="AccountProof"/>.</summary>
public sealed record SlotProof(Hash32 Slot, UInt256 Value, IReadOnlyList<byte[]> Nodes);

/// <summary>The outcome of an <c>eth_call</c>: returned or reverted, with the bytes.</summary>
public sealed record CallOutcome(bool Succeeded, ReadOnlyMemory<byte> Data);
