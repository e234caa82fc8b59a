// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Text.Json;
using Ledger.Cli.Api;
using Ledger.Ethereum;
using Ledger.Evidence.Events;

namespace Ledger.Cli.Auditing;

/// <summary>A checkpoint as the chain's own event names it.</summary>
internal sealed record AnchoredRoot(ulong Epoch, ulong OldSize, ulong Size, Hash32 Root, ulong Block)
{
    private const int Word = 32;

    /// <summary>The checkpoints of a pool in a range of blocks, the first first.</summary>
    public static async Task<IReadOnlyList<AnchoredRoot>> ReadAsync(ApiClient chain, Address usageLog, Hash32 pool, ulong from, ulong to, CancellationToken cancel)
    {
        var logs = await ChainEvents.ReadAsync(chain, usageLog, [EventTopics.CheckpointAnchored.ToString(), pool.ToString()], from, to, cancel);
        return [.. logs.Select(log => Of(log, usageLog, pool))];
    }

    /// <summary>Topics: name, pool, epoch; data words: old size, size, root, …</summary>
    private static AnchoredRoot Of(JsonElement log, Address usageLog, Hash32 pool)
    {
        var topics = log.GetProperty("topics").EnumerateArray().Select(topic => Hash32.Parse(topic.GetString()!)).ToList();
        return Address.TryParse(log.GetProperty("address").GetString(), out var address) && address == usageLog
            && topics is [var name, var of, var epoch] && name == EventTopics.CheckpointAnchored && of == pool
            && Hex.TryDecode(log.GetProperty("data").GetString(), out var data) && data.Length >= 3 * Word
            ? new AnchoredRoot(
                Number(epoch.ToArray()), Number(data.AsSpan(0, Word)), Number(data.AsSpan(Word, Word)), new Hash32(data.AsSpan(2 * Word, Word)), ChainEvents.Quantity(log.GetProperty("blockNumber")))
            : throw new CliFailure(ExitCode.Fault, "fault.node", ("answer", log.ToString()));
    }

    private static ulong Number(ReadOnlySpan<byte> word) => BinaryPrimitives.ReadUInt64BigEndian(word[^sizeof(ulong)..]);
}
