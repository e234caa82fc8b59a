// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum.Blocks;

namespace Ledger.Chain.Follow;

/// <summary>What the follower saw next: <see cref="Advance"/>, <see cref="Retract"/> or <see cref="Diverged"/>.</summary>
public abstract record FollowStep;

/// <summary>The chain goes on: a child of the newest known block, with every log of the ledger's contracts.</summary>
/// <param name="Header">The header; its hash was recomputed from its RLP.</param>
/// <param name="Block">Number and hash.</param>
/// <param name="Time">The block's timestamp, in UTC seconds.</param>
/// <param name="Logs">The contracts' logs by rising index; checked against the header's bloom.</param>
public sealed record Advance(BlockHeader Header, BlockRef Block, ulong Time, IReadOnlyList<EventLog> Logs) : FollowStep;

/// <summary>The newest known block is no longer on the chain, and was not final.</summary>
/// <param name="Block">The block to take back; the caller asks again with the blocks before it.</param>
public sealed record Retract(BlockRef Block) : FollowStep;

/// <summary>The node's chain differs from ours at or below a final block: nothing may be written any more.</summary>
/// <param name="Ours">The newest of our final blocks that the node's chain does not hold.</param>
/// <param name="Theirs">The header that the node shows at that height.</param>
/// <param name="FinalNumber">The number up to which our blocks were final.</param>
/// <param name="Reason">A sentence for the operator.</param>
public sealed record Diverged(BlockRef Ours, BlockHeader Theirs, ulong FinalNumber, string Reason) : FollowStep;
