// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Contracts;
using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Ethereum.Transactions;

namespace Ledger.SystemTests.Simulation;

/// <summary>Others on the network: somebody who relays our acts himself, and a second host that has our relayer's key.</summary>
internal sealed class SimStranger(SimChain chain, byte[] key, byte[] relayerKey)
{
    private readonly LocalSigner _own = new(key, isDemo: true);
    private readonly LocalSigner _ours = new(relayerKey, isDemo: true);

    /// <summary>The account whose key both have.</summary>
    public Address Relayer => _ours.Address;

    /// <summary>Copies a waiting call of ours into a transaction of his own; whoever is mined second reverts.</summary>
    public bool Relay(SimTransaction ours)
    {
        return Send(_own, ours.Body with { Nonce = Next() });
    }

    private ulong Next() => chain.Head.After.Nonce(_own.Address) + (ulong)chain.Pool.Count(waiting => waiting.Sender == _own.Address);

    /// <summary>Lodges a digest for a pool's log: anybody may, and pays for it himself.</summary>
    public bool Lodge(Hash32 pool, Hash32 digest) => Send(_own, new Transaction1559
    {
        ChainId = chain.Contracts.ChainId,
        Nonce = Next(),
        MaxPriorityFeePerGas = 1,
        MaxFeePerGas = 1_000_000_000,
        GasLimit = 100_000,
        To = chain.Contracts.UsageLog,
        Value = 0,
        Data = UsageLogContract.Lodge(new PoolId(pool), digest),
    });

    /// <summary>Spends the nonce of a waiting transaction of ours on nothing, for a higher price.</summary>
    public bool Steal(SimTransaction ours) => Send(_ours, Nothing(ours));

    /// <summary>What a fork may have in the place of a transaction of ours: the same nonce, spent on nothing.</summary>
    public SimTransaction Rival(SimTransaction ours) =>
        ours.Sender == _ours.Address && SimTransaction.TryRead(Signed(_ours, Nothing(ours)), out var rival) ? rival! : ours;

    private Transaction1559 Nothing(SimTransaction ours) => ours.Body with
    {
        To = _own.Address,
        Data = default,
        MaxFeePerGas = UInt256.From(ours.Body.MaxFeePerGas.ToBigInteger() * 2),
    };

    private bool Send(LocalSigner signer, Transaction1559 body) =>
        chain.Send(Signed(signer, body)) is null;

    private static byte[] Signed(LocalSigner signer, Transaction1559 body) =>
        new SignedTransaction1559(body, signer.Sign(body.SigningHash())).Encode();
}
