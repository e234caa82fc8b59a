// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Cli.Api;
using Ledger.Cli.Auditing;
using Ledger.Cli.Commands;
using Ledger.Cli.Verification;
using Ledger.Domain;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Divergences;
using Ledger.Evidence.Storage;

namespace Ledger.Cli.Witnessing;

/// <summary>A pool's usage log as the chain itself has it at one final block: sizes from the slots, checkpoints from the events.</summary>
/// <remarks>The host only says where to look.</remarks>
internal sealed class ChainLog
{
    private const int SelectorSize = 4;

    private readonly Session _session;
    private readonly Hash32 _pool;
    private readonly Eip712Domain _domain;
    private readonly ulong _final;

    private ChainLog(Session session, Hash32 pool, ContractAddresses contracts, Eip712Domain domain, ulong final, Address logKey, ulong epoch) =>
        (_session, _pool, Contracts, _domain, _final, LogKey, Epoch) = (session, pool, contracts, domain, final, logKey, epoch);

    public ContractAddresses Contracts { get; }

    /// <summary>The present epoch.</summary>
    public ulong Epoch { get; }

    /// <summary>The log key of the present epoch.</summary>
    public Address LogKey { get; }

    /// <summary>The log of a pool; null where the chain has no such pool.</summary>
    public static async Task<ChainLog?> OpenAsync(Session session, Hash32 pool, DeploymentView deployment, Eip712Domain domain, CancellationToken cancel)
    {
        var contracts = Trusting.ContractsOf(deployment);
        var final = deployment.Finality.Block?.Number ?? throw new CliFailure(ExitCode.Unconfirmed, "sign.noBlock");
        var call = new AbiWriter();
        call.Bytes32("pool", pool);
        var data = Hex.Encode(call.ToCall(Keccak256.Hash("logKeyOf(bytes32)"u8).ToArray().AsSpan(0, SelectorSize)));
        var answer = await session.Chain.AskChainAsync("eth_call", [new { to = contracts.Pools.ToString(), data }, RpcQuantity.Write(final)], cancel);
        var (logKey, epoch) = ReadLogKey(Hex.Decode(answer.GetString()!));
        return logKey.IsZero ? null : new ChainLog(session, pool, contracts, domain, final, logKey, epoch);
    }

    /// <summary>The size of an epoch's last checkpoint; zero for none.</summary>
    public async Task<ulong> SizeAsync(ulong epoch, CancellationToken cancel)
    {
        var slot = StorageSlots.LogSize(new PoolId(_pool), epoch).ToString();
        var value = await _session.Chain.AskChainAsync("eth_getStorageAt", [Contracts.UsageLog.ToString(), slot, RpcQuantity.Write(_final)], cancel);
        return StorageSlots.ReadSize(Hash32.Parse(value.GetString()!));
    }

    /// <summary>The checkpoint of that size: the event that the host points at, read from its receipt, with the signature of the key that made it.</summary>
    /// <exception cref="CliFailure">Fault: the host points at none that the chain has.</exception>
    public async Task<SeenCheckpoint> CheckpointAsync(ulong epoch, ulong size, CancellationToken cancel)
    {
        var view = (await ListAsync(epoch, cancel)).FirstOrDefault(one => one.Size == size);
        if (view is not null && await EventAsync(view, cancel) is { } log && Signer(view) is { } made && (epoch != Epoch || made.LogKey == LogKey)
            && await ChainHeaders.AtAsync(_session.Chain, view.Recorded.Block, cancel) is { } header && header.Hash() == view.Recorded.BlockHash)
        {
            return new SeenCheckpoint(made.Signed, made.LogKey, header, log);
        }

        throw new CliFailure(ExitCode.Fault, "witness.notShown", ("epoch", $"{epoch}"), ("size", $"{size}"));
    }

    /// <summary>Of what the host shows of an epoch: another root of that size, signed by that key; null for none.</summary>
    public async Task<SignedCheckpoint?> RivalAsync(SignedCheckpoint seen, Address logKey, CancellationToken cancel)
    {
        foreach (var view in await ListAsync(seen.Checkpoint.Epoch, cancel))
        {
            if (view.Size == seen.Checkpoint.Size && view.Root != seen.Checkpoint.Root && Signer(view) is { } signed && signed.LogKey == logKey)
            {
                return signed.Signed;
            }
        }

        return null;
    }

    private async Task<IReadOnlyList<CheckpointView>> ListAsync(ulong epoch, CancellationToken cancel) =>
        (await _session.Api.GetAsync<Page<CheckpointView>>(Session.Path($"/pools/{_pool}/checkpoints", ("epoch", $"{epoch}"), ("limit", "500")), cancel)).Value.Items;

    /// <summary>The checkpoint's event in the receipt that the node has for it; null where it has none.</summary>
    private async Task<DivergentEvent?> EventAsync(CheckpointView view, CancellationToken cancel)
    {
        var receipt = await _session.Chain.AskChainAsync("eth_getTransactionReceipt", [view.Recorded.TxHash.ToString()], cancel);
        return receipt.ValueKind is JsonValueKind.Object
            && Hash32.TryParse(receipt.GetProperty("blockHash").GetString(), out var block) && block == view.Recorded.BlockHash
            && receipt.GetProperty("blockNumber").GetString() == RpcQuantity.Write(view.Recorded.Block)
            && receipt.GetProperty("logs").EnumerateArray().FirstOrDefault(log => AnchoredRoot.Of(log, Contracts.UsageLog, _pool)?.IsOf(view) is true) is { ValueKind: JsonValueKind.Object } found
                ? new DivergentEvent(
                    nameof(CheckpointAnchored), view.Recorded.TxHash, checked((uint)RpcQuantity.Read(found.GetProperty("logIndex"))), ChainEvents.Entry(found))
                : null;
    }

    private (SignedCheckpoint Signed, Address LogKey)? Signer(CheckpointView view)
    {
        var checkpoint = new Checkpoint(new PoolId(_pool), view.Epoch, view.Size, view.Root);
        return Signature.TryParse(view.Signature, out var signature) && Secp256k1.TryRecover(checkpoint.Digest(_domain), signature, out var signer)
            ? (new SignedCheckpoint(checkpoint, signature, new BlockRef(view.Recorded.Block, view.Recorded.BlockHash)), signer)
            : null;
    }

    private static (Address LogKey, ulong Epoch) ReadLogKey(byte[] answer)
    {
        var from = new AbiReader(answer);
        return (from.Address("logKey"), from.Uint16("epoch"));
    }
}
