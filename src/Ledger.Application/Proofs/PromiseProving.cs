// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;
using Ledger.Chain;
using Ledger.Chain.Contracts;
using Ledger.Chain.Rpc;
using Ledger.Domain;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Events;
using Ledger.Evidence.Model;
using Ledger.Evidence.Promises;
using Ledger.Evidence.Storage;

namespace Ledger.Application.Proofs;

/// <summary>Makes the file that says where a promise stands, from any node of its chain; no host is asked.</summary>
public static class PromiseProving
{
    /// <summary>Makes the file, and judges it as a stranger would who trusts the node's blocks.</summary>
    /// <param name="node">The address of the node's JSON-RPC; a host's <c>/rpc</c> is one.</param>
    /// <param name="signed">The promise with its signature, as the host answered it.</param>
    /// <param name="proof">The host's proof of the record, or null: only it says which leaf stands in the promise's place.</param>
    /// <param name="block">The block to show the log at; null for the newest.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<Outcome<PromiseFile>> RunAsync(
        Uri node, SignedPromiseView signed, UsageProofView? proof, ulong? block, CancellationToken cancellation)
    {
        if (!TypedData.TryParse(signed.TypedData, out var data, out var what) || !Signature.TryParse(signed.Signature, out var signature))
        {
            return new PromiseMissing(what ?? "");
        }

        if (data is not { PrimaryType: "Promise", Domain: { } domain })
        {
            return new PromiseMissing(data.PrimaryType);
        }

        using var transport = new HttpNodeTransport(node);
        var chain = new EthereumNode(transport);
        var promise = TypedDataJson.ReadMessage<Promise>(signed.TypedData.GetProperty("message"), "/message");
        return await chain.ChainIdAsync(cancellation) is var id && domain.ChainId != id
            ? new PromiseChainOther(domain.ChainId, id)
            : await new PromiseGathering(chain, promise, signature, domain).GatherAsync(proof, block, cancellation);
    }
}

/// <summary>One promise's evidence, as a node gives it.</summary>
internal sealed class PromiseGathering(EthereumNode node, Promise promise, Signature signature, Eip712Domain domain)
{
    private readonly Dictionary<Hash32, NodeBlock> _blocks = [];
    private EvidenceDeployment _deployment = null!;
    private NodeBlock _state = null!;

    public async Task<Outcome<PromiseFile>> GatherAsync(UsageProofView? proof, ulong? block, CancellationToken cancellation)
    {
        var answer = await node.CallAsync(null, domain.VerifyingContract, UsageLogContract.Pools(), null, cancellation);
        var state = block is { } number ? await node.BlockAsync(number, cancellation) : await node.HeadAsync(cancellation);
        if (!answer.Succeeded || answer.Data.Length != Hash32.Size || state is null)
        {
            return new PromiseNotOnChain(promise.Pool, block);
        }

        _state = _blocks[state.Ref.Hash] = state;
        var pools = UsageLogContract.ReadPools(answer.Data.Span);
        _deployment = new EvidenceDeployment(false, new ContractAddresses(domain.ChainId, default, pools, default, domain.VerifyingContract));
        if (await FindAsync<PoolFormed>(pools, [EventTopics.PoolFormed, promise.Pool.Value], _ => true, cancellation) is not [var formed])
        {
            return new PromiseNotOnChain(promise.Pool, block);
        }

        var office = await node.ProofAsync(pools, [StorageSlots.Office(promise.Pool), StorageSlots.LogKeysHead(promise.Pool)], state.Ref, cancellation);
        var present = PoolOffice.Read(Word(office.Slots[0].Value)).Epoch;
        ulong[] epochs = promise.Epoch > present ? [] : [.. Enumerable.Range((int)promise.Epoch, (int)(present - promise.Epoch) + 1).Select(epoch => (ulong)epoch)];
        var log = await node.ProofAsync(domain.VerifyingContract, [.. epochs.Select(epoch => StorageSlots.LogSize(promise.Pool, epoch))], state.Ref, cancellation);
        List<Fact> facts = promise.Epoch >= present
            ? []
            : [.. await FindAsync<LogKeyChanged>(pools, [EventTopics.LogKeyChanged, promise.Pool.Value], changed => changed.Act.Epoch >= promise.Epoch, cancellation)];
        var later = facts.OfType<LogKeyChanged>().Where(changed => changed.Act.Epoch > promise.Epoch).Select(changed => new LogEpoch(changed.Act.Epoch, changed.Act.LogKey, changed));
        var sizes = log.Slots.Select(slot => StorageSlots.ReadSize(Word(slot.Value))).ToList();
        var place = PromiseStanding.Place(promise, [.. later], epoch => epoch - promise.Epoch < (ulong)sizes.Count ? sizes[(int)(epoch - promise.Epoch)] : 0);
        PromiseInclusion? inclusion = null;
        if (place.Epoch - promise.Epoch < (ulong)sizes.Count && sizes[(int)(place.Epoch - promise.Epoch)] > place.Index)
        {
            var anchored = await FindAsync<CheckpointAnchored>(
                domain.VerifyingContract,
                [EventTopics.CheckpointAnchored, promise.Pool.Value, Word(place.Epoch)],
                checkpoint => checkpoint.Act.Size > place.Index && (checkpoint.OldSize <= place.Index || IsOf(proof, checkpoint)),
                cancellation);
            inclusion = anchored.Find(checkpoint => IsOf(proof, checkpoint)) is { } shown ? new PromiseInclusion(shown.Act.ActId, proof!.Leaf, [.. proof.Path]) : null;
            facts.AddRange(anchored);
        }

        var file = new PromiseFile(
            promise, signature, formed.Act, [], [.. await ProveAsync(facts, cancellation)],
            new PromiseProof(
                state.Ref.Hash,
                [.. office.AccountNodes],
                [.. office.Slots[0].Nodes],
                [.. office.Slots[1].Nodes],
                [.. log.AccountNodes],
                [.. epochs.Select((epoch, i) => new SealProof(epoch, [.. log.Slots[i].Nodes]))]),
            inclusion);
        return Judge(file with
        {
            Headers = [.. file.Events.Select(proven => proven.Block).Append(state.Ref.Hash).Distinct().Select(hash => _blocks[hash]).OrderBy(one => one.Ref.Number).Select(one => one.Header.Encode())],
        });
    }

    /// <summary>The verifier that strangers use must accept it; what it says of the promise is theirs to read.</summary>
    private Outcome<PromiseFile> Judge(PromiseFile file)
    {
        var found = PromiseVerifier.Verify(file.Write(), new PromiseTrust([.. _blocks.Keys]));
        return found.Steps.FirstOrDefault(step => !step.Ok) switch
        {
            null => file,
            { Note: { Code: "promise-place-unshown" } note } => new PromiseProofWanted(
                ulong.Parse(note.Args["index"], System.Globalization.CultureInfo.InvariantCulture), ulong.Parse(note.Args["epoch"], System.Globalization.CultureInfo.InvariantCulture)),
            var step => new EvidenceRejected(step.Name, step.Note.ToString()),
        };
    }

    private static bool IsOf(UsageProofView? proof, CheckpointAnchored checkpoint) =>
        proof is not null && checkpoint.Act.Size == proof.TreeSize && checkpoint.Act.Root == proof.Root;

    /// <summary>The events of a kind up to the state's block, in the order of the chain; only of those wanted the block is fetched, which tells their time.</summary>
    private async Task<List<TFact>> FindAsync<TFact>(Address contract, Hash32[] topics, Func<TFact, bool> wanted, CancellationToken cancellation)
        where TFact : Fact
    {
        List<TFact> found = [];
        foreach (var log in await node.FindLogsAsync(contract, topics, 0, _state.Ref.Number, cancellation))
        {
            var at = new FactPosition(log.Block, 0, log.Transaction, log.Index);
            if (EventReader.TryRead(_deployment, log.Entry, at, out var fact) && fact is TFact read && wanted(read))
            {
                found.Add(read with { At = at with { Time = (await BlockAsync(log.Block, cancellation)).Time } });
            }
        }

        return found;
    }

    private async Task<List<EventProof>> ProveAsync(List<Fact> facts, CancellationToken cancellation)
    {
        List<EventProof> proven = [];
        foreach (var block in facts.OrderBy(fact => fact.At).GroupBy(fact => fact.At.Block))
        {
            proven.AddRange(await EventProving.ProveAsync(node, block.Key, block.Select(fact => fact.At.EventIndex), cancellation));
        }

        return proven;
    }

    private async Task<NodeBlock> BlockAsync(BlockRef block, CancellationToken cancellation)
    {
        if (!_blocks.TryGetValue(block.Hash, out var found))
        {
            found = await node.BlockAsync(block.Hash, cancellation)
                ?? throw new ChainFault(ChainFaultKind.Inconsistent, $"The node does not have block {block} any more.", isTransient: true);
            _blocks.Add(block.Hash, found);
        }

        return found;
    }

    private static Hash32 Word(UInt256 value)
    {
        Span<byte> word = stackalloc byte[Hash32.Size];
        value.WriteBigEndian(word);
        return new(word);
    }
}
