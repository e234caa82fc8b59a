// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;

namespace Ledger.Cli.Auditing;

/// <summary>An epoch as far as it was audited: the right edge of its tree.</summary>
internal sealed record EpochState(ulong Epoch, ulong Size, IReadOnlyList<Hash32> Peaks)
{
    /// <summary>The edge to go on from; null where the file says what no tree is.</summary>
    public MerkleFrontier? Edge => MerkleFrontier.TryCreate(Size, [.. Peaks], out var edge) ? edge : null;

    public static EpochState Of(ulong epoch, MerkleFrontier edge) => new(epoch, edge.Size, [.. edge.Peaks]);
}

/// <summary>What a run keeps for the next one: which log it is, up to which block its checkpoints were compared, and each epoch's edge.</summary>
internal sealed record LogState(ulong ChainId, Address UsageLog, Hash32 Pool, ulong Block, IReadOnlyList<EpochState> Epochs)
{
    /// <summary>Reads the file of an earlier run; what is there must be of this log.</summary>
    public static async Task<LogState> ReadAsync(string? file, LogState start, CancellationToken cancel)
    {
        if (file is null || !File.Exists(file))
        {
            return start;
        }

        var kept = JsonSerializer.Deserialize<LogState>(await File.ReadAllBytesAsync(file, cancel), LedgerJson.Options);
        return kept is { Epochs: not null } && kept.Epochs.All(epoch => epoch is { Peaks: not null, Edge: not null })
            && (kept.ChainId, kept.UsageLog, kept.Pool) == (start.ChainId, start.UsageLog, start.Pool)
            ? kept
            : throw new CliFailure(ExitCode.Usage, "audit.otherState", ("file", file));
    }

    /// <summary>Where to go on in an epoch.</summary>
    public MerkleFrontier EdgeOf(ulong epoch) => Epochs.FirstOrDefault(one => one.Epoch == epoch)?.Edge ?? new MerkleFrontier();

    /// <summary>The state with an epoch's edge moved on.</summary>
    public LogState With(ulong epoch, MerkleFrontier edge) =>
        this with { Epochs = [.. Epochs.Where(one => one.Epoch != epoch), EpochState.Of(epoch, edge)] };

    /// <summary>Writes beside the file first, so that what is there under its name is whole.</summary>
    public async Task KeepAsync(string? file, CancellationToken cancel)
    {
        if (file is not null)
        {
            await File.WriteAllBytesAsync(file + ".part", JsonSerializer.SerializeToUtf8Bytes(this, LedgerJson.Options), cancel);
            File.Move(file + ".part", file, overwrite: true);
        }
    }
}
