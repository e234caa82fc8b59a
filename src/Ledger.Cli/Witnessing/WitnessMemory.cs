// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Setup;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Evidence.Divergences;

namespace Ledger.Cli.Witnessing;

/// <summary>What a witness remembers from one look to the next: the last checkpoint that it saw, in a file of its own.</summary>
/// <param name="ChainId">The chain's id (EIP-155).</param>
/// <param name="UsageLog">The contract that the checkpoint is signed for.</param>
/// <param name="LogKey">Who signed it.</param>
/// <param name="Signature">The log key's.</param>
/// <param name="Block">The block that anchored it.</param>
/// <param name="Header">That block's header in RLP; null in a file from before headers were kept.</param>
/// <param name="Event">The checkpoint's event in that block; null likewise.</param>
/// <param name="Doubt">What the last look found that one look is not enough for; null where it found nothing amiss.</param>
internal sealed record WitnessMemory(
    ulong ChainId, Address UsageLog, Hash32 Pool, ulong Epoch, ulong Size, Hash32 Root, Address LogKey, string Signature, ulong Block, Hash32 BlockHash,
    string? Header = null, SeenEvent? Event = null, WitnessDoubt? Doubt = null)
{
    public static WitnessMemory Of(ulong chainId, Address usageLog, SeenCheckpoint seen)
    {
        var (checkpoint, block, log) = (seen.Signed.Checkpoint, seen.Signed.Block, seen.Event);
        return new(
            chainId, usageLog, checkpoint.Pool.Value, checkpoint.Epoch, checkpoint.Size, checkpoint.Root, seen.LogKey, seen.Signed.Signature.ToString(),
            block.Number, block.Hash, Hex.Encode(seen.Header.Encode()),
            new SeenEvent(log.Transaction, log.Index, [.. log.Log.Topics], Hex.Encode(log.Log.Data.Span)));
    }

    /// <summary>As evidence names it.</summary>
    public SignedCheckpoint Seen() => new(
        new Checkpoint(new PoolId(Pool), Epoch, Size, Root),
        Ethereum.Signature.TryParse(Signature, out var signature) ? signature : throw new FormatException("signature"),
        new BlockRef(Block, BlockHash));

    /// <summary>The seen block against another of its height; null where the file has no header.</summary>
    /// <param name="now">UTC seconds.</param>
    public DivergenceFile? Against(BlockHeader other, ulong now) => Header is null ? null : new DivergenceFile(
        ChainId,
        $"Block {Block} anchored the log of pool {Pool} in epoch {Epoch} at size {Size} when a witness saw it, and is another block now.",
        Block, // it saw checkpoints of final blocks alone
        now,
        new DivergentBlock(Block, BlockHash, Hex.Decode(Header)),
        new DivergentBlock(other.Number, other.Hash(), other.Encode()),
        Event is { } log ? [new DivergentEvent(nameof(CheckpointAnchored), log.Transaction, log.Index, new LogEntry(UsageLog, [.. log.Topics], Hex.Decode(log.Data)))] : []);

    /// <summary>What an earlier look left; null where none did.</summary>
    public static async Task<WitnessMemory?> ReadAsync(string path, CancellationToken cancel) =>
        File.Exists(path) ? JsonSerializer.Deserialize<WitnessMemory>(await File.ReadAllBytesAsync(path, cancel), LedgerJson.Options) : null;

    /// <summary>Replaces the file, whole or not at all.</summary>
    public void Write(string path) => DataDirectory.WriteWhole(path, JsonSerializer.SerializeToUtf8Bytes(this, LedgerJson.Options));
}

/// <summary>An event as its block has it; the contract is the usage log.</summary>
/// <param name="Index">Its place among the block's logs.</param>
/// <param name="Data">0x and hexadecimal digits.</param>
internal sealed record SeenEvent(Hash32 Transaction, uint Index, IReadOnlyList<Hash32> Topics, string Data);

/// <summary>What looks like a rewritten chain or log, and may be a node or host that lags: only the same after a later block is held against anybody.</summary>
/// <param name="Head">The node's newest block at that look.</param>
/// <param name="Shown">The other block at the height of the seen one; null where the host said that its log is too short for a proof.</param>
internal sealed record WitnessDoubt(ulong Head, Hash32? Shown)
{
    /// <summary>Whether this look finds what an earlier one found, and the node has gone on since.</summary>
    public bool Confirms(WitnessDoubt? earlier) => earlier is not null && earlier.Shown == Shown && earlier.Head < Head;
}
