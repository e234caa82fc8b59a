// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Proofs;
using Ledger.Cli.Api;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Tries;

namespace Ledger.Cli.Auditing;

/// <summary>Receipts as a node has them, those of a block together: they make the receipts root of its header, or they are no answer.</summary>
internal sealed class ChainReceipts(ApiClient chain)
{
    private readonly Dictionary<Hash32, IReadOnlyList<LogEntry>> _logs = [];

    /// <summary>Whether an event stands at that place of a block.</summary>
    /// <param name="index">Its index in the block.</param>
    /// <exception cref="CliFailure">Fault: the node's receipts are not those of the block.</exception>
    public async Task<bool> HoldAsync(BlockHeader header, ulong index, LogEntry entry, CancellationToken cancel)
    {
        var block = header.Hash();
        if (!_logs.TryGetValue(block, out var logs))
        {
            logs = [.. (await ReadAsync(header, block, cancel)).SelectMany(receipt => receipt.Logs)];
            _logs.Add(block, logs);
        }

        return index < (ulong)logs.Count && logs[(int)index] is var held
            && held.Address == entry.Address && held.Topics.SequenceEqual(entry.Topics) && held.Data.Span.SequenceEqual(entry.Data.Span);
    }

    private async Task<IReadOnlyList<Receipt>> ReadAsync(BlockHeader header, Hash32 block, CancellationToken cancel)
    {
        var answers = await AskAsync(block, cancel);
        try
        {
            Receipt[] receipts = [.. answers.Select(ChainAnswers.Receipt)];
            if (ReceiptsTrie.Root(receipts) == header.ReceiptsRoot)
            {
                return receipts;
            }
        }
        catch (FormatException)
        {
            // No receipts: the same answer as others than the block's.
        }

        throw new CliFailure(ExitCode.Fault, "fault.node", ("answer", $"receipts of block {block}"));
    }

    /// <summary>By one call, or one a transaction where the node does not know it.</summary>
    private async Task<IReadOnlyList<JsonElement>> AskAsync(Hash32 block, CancellationToken cancel)
    {
        try
        {
            return Items(await chain.AskChainAsync("eth_getBlockReceipts", [block.ToString()], cancel));
        }
        catch (CliFailure unknown) when (unknown.Key is "fault.node")
        {
            var answer = await chain.AskChainAsync("eth_getBlockByHash", [block.ToString(), false], cancel);
            List<JsonElement> receipts = [];
            foreach (var transaction in answer.TryGetProperty("transactions", out var all) ? Items(all) : [])
            {
                receipts.Add(await chain.AskChainAsync("eth_getTransactionReceipt", [transaction.ToString()], cancel));
            }

            return receipts;
        }
    }

    private static IReadOnlyList<JsonElement> Items(JsonElement answer) => answer.ValueKind is JsonValueKind.Array ? [.. answer.EnumerateArray()] : [];
}
