// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Keys;
using Ledger.Chain;
using Ledger.Chain.Contracts;
using Ledger.Chain.Rpc;
using Ledger.Chain.Submit;
using Ledger.Domain;
using Ledger.Domain.Pools;
using Ledger.Ethereum;

namespace Ledger.Application.Relaying;

/// <summary>What is to be lodged, and where.</summary>
/// <param name="ChainId">The chain that must answer.</param>
/// <param name="UsageLog">The address of the contract.</param>
/// <param name="Pool">The pool for whose log it is lodged.</param>
/// <param name="Digest">See <see cref="Domain.Usage.Lodging.DigestOf"/>.</param>
public sealed record LodgingOrder(ulong ChainId, Address UsageLog, PoolId Pool, Hash32 Digest);

/// <summary>A digest that stands on chain.</summary>
/// <param name="LodgedAt">The time of the block that first lodged it, UTC seconds.</param>
/// <param name="Transaction">The transaction that was sent for it; null where it had been lodged before, and nothing was sent.</param>
/// <param name="Block">The block that has the transaction.</param>
public sealed record OwnLodged(ulong LodgedAt, Hash32? Transaction, BlockRef? Block);

/// <summary>Lodges a record's digest by an account of the caller's own, past the host: any account can, for any record.</summary>
public sealed class OwnLodging : IDisposable
{
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(250);

    private readonly HttpNodeTransport? _road;
    private readonly EthereumNode _node;
    private readonly CallerKey _payer;

    /// <param name="node">A node of the chain, or the host's <c>/rpc</c>; nobody is shown it.</param>
    /// <param name="payer">Whose account pays for the gas.</param>
    public OwnLodging(Uri node, CallerKey payer)
    {
        _road = new HttpNodeTransport(node);
        (_node, _payer) = (new EthereumNode(_road), payer);
    }

    internal OwnLodging(EthereumNode node, CallerKey payer) => (_node, _payer) = (node, payer);

    /// <summary>Lodges, and waits for the block. What is lodged already stays as it is, and costs nothing.</summary>
    /// <param name="wait">How long to wait for the block.</param>
    public async Task<Outcome<OwnLodged>> LodgeAsync(LodgingOrder order, TimeSpan wait, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            if (await FindAsync(order, null, cancellation) is { } before)
            {
                return new OwnLodged(before, null, null);
            }

            var sent = await SendAsync(order, cancellation);
            return sent.IsDone ? await WaitAsync(order, sent.Value, wait, time, cancellation) : sent.Refusal;
        }
        catch (ChainFault fault)
        {
            return new LodgingNodeFailed(fault.Message);
        }
    }

    public void Dispose() => _road?.Dispose();

    /// <summary>Signs and sends the transaction, and waits for nothing.</summary>
    internal async Task<Outcome<OutboxTransaction>> SendAsync(LodgingOrder order, CancellationToken cancellation)
    {
        if (await _node.ChainIdAsync(cancellation) is var found && found != order.ChainId)
        {
            return new LodgingChainOther(order.ChainId, found);
        }

        var submitter = new Submitter(_node, _payer.Signer, new SubmitterOptions { ChainId = order.ChainId });
        var intent = new TransactionIntent(order.Digest, order.UsageLog, UsageLogContract.Lodge(order.Pool, order.Digest));
        if (await submitter.PrepareAsync(intent, cancellation) is not Preparation.Prepared prepared)
        {
            return new PoolUnknown(order.Pool); // the only thing that the contract refuses
        }

        var nonce = await _node.NonceAsync(_payer.Address, withPending: true, cancellation);
        var transaction = await submitter.SignAsync(prepared.Transaction, nonce, cancellation);
        return await submitter.SendAsync(transaction, cancellation) switch
        {
            { Outcome: SendOutcome.Sent or SendOutcome.Unknown } => transaction,
            { Outcome: SendOutcome.Unfunded } => new LodgingUnpaid(_payer.Address),
            var refused => new LodgingNodeFailed(refused.Detail),
        };
    }

    private async Task<Outcome<OwnLodged>> WaitAsync(LodgingOrder order, OutboxTransaction sent, TimeSpan wait, TimeProvider time, CancellationToken cancellation)
    {
        for (var since = time.GetTimestamp(); time.GetElapsedTime(since) < wait; await Task.Delay(_poll, time, cancellation))
        {
            if (await _node.InclusionAsync(sent.Hash, cancellation) is { } inclusion)
            {
                return await FindAsync(order, inclusion.Block, cancellation) is { } at
                    ? new OwnLodged(at, sent.Hash, inclusion.Block)
                    : new LodgingNodeFailed($"The transaction {sent.Hash} stands in block {inclusion.Block} and lodged nothing.");
            }
        }

        return new LodgingWaits(sent.Hash);
    }

    /// <summary>When the digest was lodged, by the contract at a block or at the head; null where it was not.</summary>
    private async Task<ulong?> FindAsync(LodgingOrder order, BlockRef? at, CancellationToken cancellation)
    {
        var answer = await _node.CallAsync(null, order.UsageLog, UsageLogContract.LodgedAt(order.Pool, order.Digest), at, cancellation);
        try
        {
            return UsageLogContract.ReadLodgedAt(answer.Data.Span) is > 0 and var time ? time : null;
        }
        catch (FormatException)
        {
            throw new ChainFault(ChainFaultKind.Malformed, $"At {order.UsageLog} there is no usage log.", isTransient: false);
        }
    }
}
