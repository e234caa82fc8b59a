// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Setup;
using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Evidence.Divergences;

namespace Ledger.Cli.Witnessing;

/// <summary>What a witness does that was shown another chain or log than it saw: holds back until a second look, then leaves evidence beside its memory.</summary>
internal sealed class WitnessAccusation(Session session, Hash32 pool, string file)
{
    /// <summary>Returns when an earlier look found the same before an earlier block; otherwise remembers it for the next one.</summary>
    /// <exception cref="CliFailure">Unconfirmed: it is the first look that finds this.</exception>
    public void HoldBack(WitnessMemory last, WitnessDoubt doubt)
    {
        if (doubt.Confirms(last.Doubt))
        {
            return;
        }

        if (last.Doubt is null || last.Doubt.Shown != doubt.Shown)
        {
            (last with { Doubt = doubt }).Write(file);
        }

        throw doubt.Shown is { } shown
            ? new CliFailure(ExitCode.Unconfirmed, "witness.blockDoubted", ("block", $"{last.Block}"), ("hash", $"{last.BlockHash}"), ("shown", $"{shown}"))
            : new CliFailure(ExitCode.Unconfirmed, "witness.proofDoubted", ("size", $"{last.Size}"));
    }

    /// <summary>The block that was seen is another: with a second root of the seen size the log key is convicted, else both blocks are held against each other.</summary>
    public async Task<CliFailure> OfChainAsync(WitnessMemory last, BlockHeader other, ChainLog? chain, CancellationToken cancel)
    {
        if (chain is not null && await chain.RivalAsync(last.Seen(), last.LogKey, cancel) is { } rival)
        {
            return OfLog(last, rival, []);
        }

        if (last.Against(other, Now()) is not { } evidence)
        {
            return new CliFailure(ExitCode.Refused, "witness.blockGone", ("block", $"{last.Block}"), ("hash", $"{last.BlockHash}"));
        }

        var path = Leave(
            $"chain-{last.Block}", evidence.Write(), there => DivergenceFile.TryRead(there, out var left, out _) ? (evidence with { FoundAt = left.FoundAt }).Write() : null);
        return new CliFailure(
            ExitCode.Refused, "witness.chainRewritten", ("block", $"{last.Block}"), ("hash", $"{last.BlockHash}"), ("shown", $"{other.Hash()}"), ("file", path))
        {
            Problem = JsonSerializer.SerializeToElement(
                new { code = "chain-rewritten", pool, block = last.Block, hash = last.BlockHash, shown = other.Hash(), evidence = path }, LedgerJson.Options),
        };
    }

    /// <summary>The log does not go on from the checkpoint that was seen.</summary>
    /// <param name="proof">What the host gave as proof of consistency; empty for none.</param>
    public CliFailure OfLog(WitnessMemory last, SignedCheckpoint shown, Hash32[] proof)
    {
        var evidence = new LogForkFile(
            last.ChainId,
            last.UsageLog,
            $"The log of pool {pool} does not go on from size {last.Size}, which was seen, to size {shown.Checkpoint.Size}, which was shown.",
            Now(),
            last.LogKey,
            last.Seen(),
            shown,
            [.. proof]);
        var path = Leave(
            $"fork-{last.Size}-{shown.Checkpoint.Size}", evidence.Write(),
            there => LogForkFile.TryRead(there, out var left, out _) ? (evidence with { FoundAt = left.FoundAt }).Write() : null);
        return new CliFailure(ExitCode.Refused, "witness.rewritten", ("size", $"{last.Size}"), ("shown", $"{shown.Checkpoint.Size}"), ("file", path))
        {
            Problem = JsonSerializer.SerializeToElement(new { code = "log-rewritten", pool, epoch = last.Epoch, size = last.Size, root = last.Root, evidence = path }, LedgerJson.Options),
        };
    }

    /// <summary>Leaves evidence beside what lies there already; what an earlier look left of the same stays as it is. Returns its path.</summary>
    /// <param name="again">The evidence as it would be had it been found when the evidence of those bytes was; null where they are none.</param>
    private string Leave(string name, byte[] evidence, Func<byte[], byte[]?> again)
    {
        var path = $"{file}.{name}.json";
        for (var more = 2; File.Exists(path); more++)
        {
            var there = File.ReadAllBytes(path);
            if (again(there)?.AsSpan().SequenceEqual(there) is true)
            {
                return path;
            }

            path = $"{file}.{name}-{more}.json";
        }

        DataDirectory.WriteWhole(path, evidence, overwrite: false);
        return path;
    }

    private ulong Now() => (ulong)session.Around.Clock.GetUtcNow().ToUnixTimeSeconds();
}
