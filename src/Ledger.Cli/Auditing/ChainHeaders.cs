// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Proofs;
using Ledger.Cli.Api;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;

namespace Ledger.Cli.Auditing;

/// <summary>Headers as a node has them, each recomputed to the hash that it goes by.</summary>
/// <remarks>Each call throws a <see cref="CliFailure"/> (fault) where the node's answer is no block, or hashes to something else than it says.</remarks>
internal static class ChainHeaders
{
    /// <summary>The header at a height; null where the node has none.</summary>
    public static Task<BlockHeader?> AtAsync(ApiClient chain, ulong number, CancellationToken cancel) =>
        ReadAsync(chain, "eth_getBlockByNumber", RpcQuantity.Write(number), header => header.Number == number, cancel);

    /// <summary>The header of a block; null where the node has no such block.</summary>
    public static Task<BlockHeader?> OfAsync(ApiClient chain, Hash32 block, CancellationToken cancel) =>
        ReadAsync(chain, "eth_getBlockByHash", block.ToString(), header => header.Hash() == block, cancel);

    private static async Task<BlockHeader?> ReadAsync(ApiClient chain, string method, string which, Func<BlockHeader, bool> isAsked, CancellationToken cancel)
    {
        var answer = await chain.AskChainAsync(method, [which, false], cancel);
        try
        {
            return ChainAnswers.Header(answer) is not { } header ? null : isAsked(header) ? header : throw Faulty(answer);
        }
        catch (FormatException)
        {
            throw Faulty(answer);
        }
    }

    private static CliFailure Faulty(JsonElement answer) => new(ExitCode.Fault, "fault.node", ("answer", answer.ToString()));
}
