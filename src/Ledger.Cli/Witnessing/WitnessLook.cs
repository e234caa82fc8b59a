// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Keys;
using Ledger.Application.Views;
using Ledger.Cli.Api;
using Ledger.Cli.Auditing;
using Ledger.Cli.Commands;
using Ledger.Cli.Signing;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Merkle;

namespace Ledger.Cli.Witnessing;

/// <summary>What one look of a witness came to.</summary>
/// <param name="Answer">The host's answer to the signature; null while the chain has no checkpoint.</param>
/// <param name="From">The size last seen in that epoch; zero for none.</param>
internal sealed record Witnessed(Reply<WitnessView>? Answer, Checkpoint? Checkpoint, ulong From);

/// <summary>One look of a witness: reads the chain's newest checkpoint, demands that it goes on from the last one seen, signs it.</summary>
/// <remarks>
/// A node that lags, or is another one behind a balancer, is no rewrite: what may be its fault only ends the look, and a second look
/// after a later block decides. What no lag explains (two roots of one size under the log key, a proof that is wrong) is refused at once.
/// </remarks>
/// <param name="pool">Whose log.</param>
/// <param name="file">The file that remembers the last checkpoint seen.</param>
internal sealed class WitnessLook(Session session, Hash32 pool, string file, CallerKey key)
{
    private readonly PartyId _party = key.Party ?? throw new CliFailure(ExitCode.Usage, "usage.noParty");
    private readonly WitnessAccusation _accusation = new(session, pool, file);

    public async Task<Witnessed> RunAsync(CancellationToken cancel)
    {
        var deployment = (await session.Api.GetAsync<DeploymentView>("/deployment", cancel)).Value;
        var domain = await RecordSigning.UsageLogDomainAsync(deployment, session, cancel);
        var last = await WitnessMemory.ReadAsync(file, cancel);
        if (last is not null && (last.ChainId, last.UsageLog, last.Pool) != (deployment.ChainId, domain.VerifyingContract, pool))
        {
            throw new CliFailure(ExitCode.Usage, "witness.otherLog", ("file", file));
        }

        var head = RpcQuantity.Read(await session.Chain.AskChainAsync("eth_blockNumber", [], cancel));
        var other = last is null ? null : await OtherAsync(last, deployment, cancel);
        var chain = await ChainLog.OpenAsync(session, pool, deployment, domain, cancel);
        if (other is not null)
        {
            _accusation.HoldBack(last!, new WitnessDoubt(head, other.Hash()));
            throw await _accusation.OfChainAsync(last!, other, chain, cancel);
        }

        await AgreeAsync(deployment, cancel);
        if (chain is null)
        {
            throw last is null ? new CliFailure(ExitCode.Refused, "witness.noPool", ("pool", pool.ToString())) : Contradicts(last);
        }

        return await FollowAsync(chain, last, head, cancel) is { } newest
            ? await SignAsync(newest, deployment.ChainId, domain, last, cancel)
            : new Witnessed(null, null, 0);
    }

    private async Task<Witnessed> SignAsync(SeenCheckpoint newest, ulong chainId, Ethereum.Typed.Eip712Domain domain, WitnessMemory? last, CancellationToken cancel)
    {
        var checkpoint = newest.Signed.Checkpoint;
        var witness = new Witness(checkpoint.Pool, checkpoint.Epoch, checkpoint.Size, checkpoint.Root, newest.Signed.Block.Hash, _party);
        WitnessMemory.Of(chainId, domain.VerifyingContract, newest).Write(file);
        var request = new WitnessRequest(RecordSigning.MessageOf(witness), key.Address, key.Sign(witness.Digest(domain)).ToString());
        var answer = await session.Api.PostAsync<WitnessView>("/witnesses", request, cancel);
        return new Witnessed(answer, checkpoint, last is { } seen && seen.Epoch == checkpoint.Epoch ? seen.Size : 0);
    }

    /// <summary>Host and node agree on the newest final block; where they do not, one of them lags, and that accuses nobody.</summary>
    private async Task AgreeAsync(DeploymentView deployment, CancellationToken cancel)
    {
        try
        {
            await RecordSigning.RecentBlockAsync(deployment, session, cancel);
        }
        catch (CliFailure apart) when (apart.Key is "sign.block")
        {
            throw new CliFailure(ExitCode.Unconfirmed, apart.Key, [.. apart.Values]);
        }
    }

    /// <summary>What the node has in place of the block that was seen; null where it has that one.</summary>
    /// <exception cref="CliFailure">Unconfirmed: host or node is not that far.</exception>
    private async Task<BlockHeader?> OtherAsync(WitnessMemory last, DeploymentView deployment, CancellationToken cancel)
    {
        var final = deployment.Finality.Block?.Number ?? throw new CliFailure(ExitCode.Unconfirmed, "sign.noBlock");
        var now = final < last.Block ? null : await ChainHeaders.AtAsync(session.Chain, last.Block, cancel);
        return now is null ? throw new CliFailure(ExitCode.Unconfirmed, "witness.behind", ("block", $"{last.Block}"), ("hash", $"{last.BlockHash}"), ("final", $"{final}"))
            : now.Hash() == last.BlockHash ? null
            : now;
    }

    /// <summary>From the last checkpoint seen to the newest, through the seal of each epoch between; null while there is none.</summary>
    private async Task<SeenCheckpoint?> FollowAsync(ChainLog chain, WitnessMemory? last, ulong head, CancellationToken cancel)
    {
        SeenCheckpoint? newest = null;
        for (var epoch = last?.Epoch ?? 0; epoch <= chain.Epoch; epoch++)
        {
            var size = await chain.SizeAsync(epoch, cancel);
            if (last is not null && epoch == last.Epoch)
            {
                newest = await GoOnAsync(chain, last, size, head, cancel);
            }
            else if (size > 0)
            {
                newest = await chain.CheckpointAsync(epoch, size, cancel); // an epoch's tree begins empty: there is nothing to go on from
            }
        }

        return last is not null && last.Epoch > chain.Epoch ? throw Contradicts(last) : newest;
    }

    private async Task<SeenCheckpoint> GoOnAsync(ChainLog chain, WitnessMemory last, ulong size, ulong head, CancellationToken cancel)
    {
        if (size == 0)
        {
            throw Contradicts(last);
        }

        var shown = await chain.CheckpointAsync(last.Epoch, size, cancel);
        var proof = size > last.Size ? await ProofAsync(last, size, cancel) : [];
        if (size >= last.Size && proof is not null && ConsistencyProof.Verify(last.Size, last.Root, size, shown.Signed.Checkpoint.Root, proof))
        {
            return shown;
        }

        if (await chain.RivalAsync(last.Seen(), last.LogKey, cancel) is { } rival)
        {
            throw _accusation.OfLog(last, rival, []);
        }

        if (size < last.Size)
        {
            throw Contradicts(last);
        }

        if (proof is null)
        {
            _accusation.HoldBack(last, new WitnessDoubt(head, null));
        }

        throw _accusation.OfLog(last, shown.Signed, proof ?? []);
    }

    /// <summary>The host's proof from the last size seen; null where it says that its log has no such part.</summary>
    private async Task<Hash32[]?> ProofAsync(WitnessMemory last, ulong size, CancellationToken cancel)
    {
        var path = Session.Path($"/pools/{pool}/log/consistency", ("epoch", $"{last.Epoch}"), ("from", $"{last.Size}"), ("to", $"{size}"));
        try
        {
            return [.. (await session.Api.GetAsync<ConsistencyView>(path, cancel)).Value.Path];
        }
        catch (CliFailure refused) when (refused.Code is "log-range-invalid")
        {
            return null;
        }
    }

    /// <summary>The node has the block of the checkpoint, and says that the log is shorter than that block made it: no chain is so.</summary>
    private static CliFailure Contradicts(WitnessMemory last) =>
        new(ExitCode.Fault, "witness.contradicts", ("block", $"{last.Block}"), ("size", $"{last.Size}"), ("epoch", $"{last.Epoch}"));
}
