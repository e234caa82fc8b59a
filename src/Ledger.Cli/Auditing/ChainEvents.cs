// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Cli.Api;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;

namespace Ledger.Cli.Auditing;

/// <summary>Events as a node has them.</summary>
internal static class ChainEvents
{
    /// <summary>A contract's events of a range of blocks, the first first; asked in smaller pieces where the node refuses the whole.</summary>
    /// <param name="topics">As <c>eth_getLogs</c> takes them: a topic at its place, or several of which one must stand there.</param>
    public static async Task<IReadOnlyList<JsonElement>> ReadAsync(ApiClient chain, Address contract, object[] topics, ulong from, ulong to, CancellationToken cancel)
    {
        List<JsonElement> found = [];
        var window = to - from + 1;
        while (from <= to)
        {
            var last = Math.Min(to, from + window - 1);
            try
            {
                var filter = new { address = contract.ToString(), fromBlock = RpcQuantity.Write(from), toBlock = RpcQuantity.Write(last), topics };
                found.AddRange((await chain.AskChainAsync("eth_getLogs", [filter], cancel)).EnumerateArray());
                from = last + 1;
            }
            catch (CliFailure refused) when (refused.Key is "fault.node" && window > 1)
            {
                window /= 2;
            }
        }

        return found;
    }

    /// <summary>A log of a receipt or of <c>eth_getLogs</c>.</summary>
    /// <exception cref="FormatException">It is no log.</exception>
    public static LogEntry Entry(JsonElement log) => new(
        Address.Parse(log.GetProperty("address").GetString()!),
        [.. log.GetProperty("topics").EnumerateArray().Select(topic => Hash32.Parse(topic.GetString()!))],
        Hex.Decode(log.GetProperty("data").GetString()));
}
