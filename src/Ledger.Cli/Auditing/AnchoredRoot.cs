// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Ledger.Cli.Commands;
using Ledger.Ethereum;
using Ledger.Evidence.Events;

namespace Ledger.Cli.Auditing;

/// <summary>A checkpoint as the chain's own event names it.</summary>
internal sealed record AnchoredRoot(ulong Epoch, ulong OldSize, ulong Size, Hash32 Root, ulong Block)
{
    private const int Word = 32;

    /// <summary>The checkpoints of a pool in a range of blocks, the first first; asked in smaller pieces where the node refuses the whole.</summary>
    public static async Task<IReadOnlyList<AnchoredRoot>> ReadAsync(Session session, Address usageLog, Hash32 pool, ulong from, ulong to, CancellationToken cancel)
    {
        List<AnchoredRoot> found = [];
        var window = to - from + 1;
        while (from <= to)
        {
            var last = Math.Min(to, from + window - 1);
            try
            {
                var filter = new { address = usageLog.ToString(), fromBlock = Hex(from), toBlock = Hex(last), topics = new[] { EventTopics.CheckpointAnchored.ToString(), pool.ToString() } };
                var logs = await session.Api.AskChainAsync("eth_getLogs", [filter], cancel);
                found.AddRange(logs.EnumerateArray().Select(log => Of(log, usageLog, pool)));
                from = last + 1;
            }
            catch (CliFailure refused) when (refused.Key is "fault.node" && window > 1)
            {
                window /= 2;
            }
        }

        return found;
    }

    /// <summary>Topics: name, pool, epoch; data words: old size, size, root, …</summary>
    private static AnchoredRoot Of(JsonElement log, Address usageLog, Hash32 pool)
    {
        var topics = log.GetProperty("topics").EnumerateArray().Select(topic => Hash32.Parse(topic.GetString()!)).ToList();
        return Address.TryParse(log.GetProperty("address").GetString(), out var address) && address == usageLog
            && topics is [var name, var of, var epoch] && name == EventTopics.CheckpointAnchored && of == pool
            && Ethereum.Hex.TryDecode(log.GetProperty("data").GetString(), out var data) && data.Length >= 3 * Word
            ? new AnchoredRoot(
                Number(epoch.ToArray()), Number(data.AsSpan(0, Word)), Number(data.AsSpan(Word, Word)), new Hash32(data.AsSpan(2 * Word, Word)), Quantity(log.GetProperty("blockNumber")))
            : throw new CliFailure(ExitCode.Fault, "fault.node", ("answer", log.ToString()));
    }

    /// <summary>A number as the chain writes it: 0x and hexadecimal digits.</summary>
    public static ulong Quantity(JsonElement hex) => ulong.Parse(hex.GetString().AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static ulong Number(ReadOnlySpan<byte> word) => BinaryPrimitives.ReadUInt64BigEndian(word[^sizeof(ulong)..]);

    private static string Hex(ulong number) => string.Create(CultureInfo.InvariantCulture, $"0x{number:x}");
}
