// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Store.Facts;

/// <summary>A block that the cursor moved over.</summary>
/// <param name="Ref">Number and hash.</param>
/// <param name="Parent">The hash of the block before it.</param>
/// <param name="Time">Chain time, UTC seconds.</param>
/// <param name="Header">The header's RLP, whose keccak is the hash; empty where the chain's own keeping of it is enough.</param>
public sealed record BlockRow(BlockRef Ref, Hash32 Parent, ulong Time, byte[] Header);

/// <summary>A block as kept.</summary>
/// <param name="Seq">Its number in the store, ascending in the order of arrival; a block that returns has a second one.</param>
/// <param name="Retracted">Whether it is no longer on the chain.</param>
public sealed record KeptBlock(long Seq, BlockRow Block, bool Retracted);
