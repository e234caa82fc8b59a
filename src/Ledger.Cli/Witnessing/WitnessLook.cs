// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Keys;
using Ledger.Application.Setup;
using Ledger.Application.Views;
using Ledger.Cli.Api;
using Ledger.Cli.Commands;
using Ledger.Cli.Signing;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Evidence.Divergences;

namespace Ledger.Cli.Witnessing;

/// <summary>What one look of a witness came to.</summary>
/// <param name="Answer">The host's answer to the signature; null while the chain has no checkpoint.</param>
/// <param name="From">The size last seen in that epoch; zero for none.</param>
internal sealed record Witnessed(Reply<WitnessView>? Answer, Checkpoint? Checkpoint, ulong From);

/// <summary>One look of a witness: reads the chain's newest checkpoint, demands that it goes on from the last one seen, signs it.</summary>
/// <param name="pool">Whose log.</param>
/// <param name="memory">The file that remembers the last checkpoint seen.</param>
internal sealed class WitnessLook(Session session, Hash32 pool, string memory, CallerKey key)
{
    private readonly PartyId _party = key.Party ?? throw new CliFailure(ExitCode.Usage, "usage.noParty");

    public async Task<Witnessed> RunAsync(CancellationToken cancel)
    {
        var deployment = (await session.Api.GetAsync<DeploymentView>("/deployment", cancel)).Value;
        var domain = await RecordSigning.UsageLogDomainAsync(deployment, session, cancel);
        await RecordSigning.RecentBlockAsync(deployment, session, cancel);
        var chain = await ChainLog.OpenAsync(session, pool, deployment, domain, cancel);
        var last = await WitnessMemory.ReadAsync(memory, cancel);
        if (last is not null && (last.ChainId, last.UsageLog, last.Pool) != (deployment.ChainId, chain.Contracts.UsageLog, pool))
        {
            throw new CliFailure(ExitCode.Usage, "witness.otherLog", ("file", memory));
        }

        var newest = await FollowAsync(chain, last, cancel);
        if (newest is null)
        {
            return new Witnessed(null, null, 0);
        }

        var (signed, logKey) = newest.Value;
        var checkpoint = signed.Checkpoint;
        var witness = new Witness(checkpoint.Pool, checkpoint.Epoch, checkpoint.Size, checkpoint.Root, signed.Block.Hash, _party);
        new WitnessMemory(
            deployment.ChainId, chain.Contracts.UsageLog, pool, checkpoint.Epoch, checkpoint.Size, checkpoint.Root, logKey,
            signed.Signature.ToString(), signed.Block.Number, signed.Block.Hash).Write(memory);
        var request = new WitnessRequest(RecordSigning.MessageOf(witness), key.Address, key.Sign(witness.Digest(domain)).ToString());
        var answer = await session.Api.PostAsync<WitnessView>("/witnesses", request, cancel);
        return new Witnessed(answer, checkpoint, last is { } seen && seen.Epoch == checkpoint.Epoch ? seen.Size : 0);
    }

    /// <summary>From the last checkpoint seen to the newest, through the seal of each epoch between; null while there is none.</summary>
    private async Task<(SignedCheckpoint Signed, Address LogKey)?> FollowAsync(ChainLog chain, WitnessMemory? last, CancellationToken cancel)
    {
        (SignedCheckpoint Signed, Address LogKey)? newest = null;
        for (var epoch = last?.Epoch ?? 0; epoch <= chain.Epoch; epoch++)
        {
            var size = await chain.SizeAsync(epoch, cancel);
            if (last is not null && epoch == last.Epoch)
            {
                newest = await GoOnAsync(chain, last, size, cancel);
            }
            else if (size > 0)
            {
                newest = await chain.CheckpointAsync(epoch, size, cancel); // an epoch's tree begins empty: there is nothing to go on from
            }
        }

        return last is not null && last.Epoch > chain.Epoch
            ? throw new CliFailure(ExitCode.Refused, "witness.epochGone", ("epoch", $"{last.Epoch}"), ("present", $"{chain.Epoch}"))
            : newest;
    }

    private async Task<(SignedCheckpoint Signed, Address LogKey)> GoOnAsync(ChainLog chain, WitnessMemory last, ulong size, CancellationToken cancel)
    {
        var seen = last.Seen();
        if (size == 0)
        {
            throw new CliFailure(ExitCode.Refused, "witness.logGone", ("size", $"{last.Size}"), ("epoch", $"{last.Epoch}"));
        }

        var shown = await chain.CheckpointAsync(last.Epoch, size, cancel);
        var proof = size > last.Size ? await ProofAsync(last, size, cancel) : [];
        if (size < last.Size || !ConsistencyProof.Verify(last.Size, last.Root, size, shown.Signed.Checkpoint.Root, proof))
        {
            var rival = await chain.RivalAsync(seen, last.LogKey, cancel);
            throw Refuse(last, seen, rival ?? shown.Signed, rival is null ? proof : []);
        }

        return await chain.HasAsync(seen.Block, cancel)
            ? shown
            : throw new CliFailure(ExitCode.Refused, "witness.blockGone", ("block", $"{last.Block}"), ("hash", $"{last.BlockHash}"));
    }

    /// <summary>The host's proof from the last size seen; nothing where it says that its log has no such part.</summary>
    private async Task<Hash32[]> ProofAsync(WitnessMemory last, ulong size, CancellationToken cancel)
    {
        var path = Session.Path($"/pools/{pool}/log/consistency", ("epoch", $"{last.Epoch}"), ("from", $"{last.Size}"), ("to", $"{size}"));
        try
        {
            return [.. (await session.Api.GetAsync<ConsistencyView>(path, cancel)).Value.Path];
        }
        catch (CliFailure refused) when (refused.Problem is { } problem && problem.TryGetProperty("code", out var code) && code.GetString() is "log-range-invalid")
        {
            return [];
        }
    }

    /// <summary>Leaves the evidence beside the memory, which stays as it is, and ends.</summary>
    private CliFailure Refuse(WitnessMemory last, SignedCheckpoint seen, SignedCheckpoint shown, Hash32[] proof)
    {
        var evidence = new LogForkFile(
            last.ChainId,
            last.UsageLog,
            $"The log of pool {pool} does not go on from size {last.Size}, which was seen, to size {shown.Checkpoint.Size}, which was shown.",
            (ulong)session.Around.Clock.GetUtcNow().ToUnixTimeSeconds(),
            last.LogKey,
            seen,
            shown,
            [.. proof]);
        var path = $"{memory}.fork-{last.Size}-{shown.Checkpoint.Size}.json";
        DataDirectory.WriteWhole(path, evidence.Write());
        return new CliFailure(ExitCode.Refused, "witness.rewritten", ("size", $"{last.Size}"), ("shown", $"{shown.Checkpoint.Size}"), ("file", path))
        {
            Problem = JsonSerializer.SerializeToElement(new { code = "log-rewritten", pool, epoch = last.Epoch, size = last.Size, root = last.Root, evidence = path }, LedgerJson.Options),
        };
    }
}
