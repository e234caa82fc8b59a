// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Chain.Nodes;

/// <summary>What an endpoint must show to be one of ours.</summary>
/// <param name="ChainId">The chain's id (EIP-155).</param>
/// <param name="Genesis">The hash of block 0.</param>
/// <param name="FirstBlock">The first block that is ever read: an endpoint that no longer has it is pruned.</param>
/// <param name="DeployedBy">The block from which all contracts stand.</param>
/// <param name="Contracts">Each with keccak256 of its code.</param>
public sealed record NodeIdentity(
    ulong ChainId, Hash32 Genesis, ulong FirstBlock, ulong DeployedBy, IReadOnlyList<(Address Address, Hash32 CodeHash)> Contracts);
