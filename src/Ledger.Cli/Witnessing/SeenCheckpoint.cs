// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Evidence.Divergences;

namespace Ledger.Cli.Witnessing;

/// <summary>A checkpoint that the chain has, with all that is needed to accuse whoever takes it away again.</summary>
/// <param name="LogKey">Who signed it.</param>
/// <param name="Header">Of the block that anchored it.</param>
/// <param name="Event">Its event, as it stands in that block.</param>
internal sealed record SeenCheckpoint(SignedCheckpoint Signed, Address LogKey, BlockHeader Header, DivergentEvent Event);
