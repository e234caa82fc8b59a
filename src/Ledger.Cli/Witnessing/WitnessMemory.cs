// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Setup;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Divergences;

namespace Ledger.Cli.Witnessing;

/// <summary>What a witness remembers from one look to the next: the last checkpoint that it saw, in a file of its own.</summary>
/// <param name="ChainId">The chain's id (EIP-155).</param>
/// <param name="UsageLog">The contract that the checkpoint is signed for.</param>
/// <param name="LogKey">Who signed it.</param>
/// <param name="Signature">The log key's.</param>
/// <param name="Block">The block that anchored it.</param>
internal sealed record WitnessMemory(
    ulong ChainId, Address UsageLog, Hash32 Pool, ulong Epoch, ulong Size, Hash32 Root, Address LogKey, string Signature, ulong Block, Hash32 BlockHash)
{
    /// <summary>As evidence names it.</summary>
    public SignedCheckpoint Seen() => new(
        new Checkpoint(new PoolId(Pool), Epoch, Size, Root),
        Ethereum.Signature.TryParse(Signature, out var signature) ? signature : throw new FormatException("signature"),
        new BlockRef(Block, BlockHash));

    /// <summary>What an earlier look left; null where none did.</summary>
    public static async Task<WitnessMemory?> ReadAsync(string path, CancellationToken cancel) =>
        File.Exists(path) ? JsonSerializer.Deserialize<WitnessMemory>(await File.ReadAllBytesAsync(path, cancel), LedgerJson.Options) : null;

    /// <summary>Replaces the file, whole or not at all.</summary>
    public void Write(string path) => DataDirectory.WriteWhole(path, JsonSerializer.SerializeToUtf8Bytes(this, LedgerJson.Options));
}
