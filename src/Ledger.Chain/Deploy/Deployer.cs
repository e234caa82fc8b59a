// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Contracts;
using Ledger.Chain.Submit;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Rlp;

namespace Ledger.Chain.Deploy;

/// <summary>One contract as deployed.</summary>
public sealed record DeployedContract(ContractName Name, Address Address, Hash32 CodeHash, BlockRef Block);

/// <summary>A finished deployment.</summary>
public sealed record Deployment(LedgerContracts Contracts, IReadOnlyList<DeployedContract> Deployed)
{
    /// <summary>The first block that may hold an event.</summary>
    public ulong FirstBlock => Deployed.Min(contract => contract.Block.Number);
}

/// <summary>Creates the four contracts from one account: their addresses follow from its address and nonce alone.</summary>
public sealed class Deployer(EthereumNode node, Submitter submitter, ulong chainId)
{
    private static readonly ContractName[] Order = [ContractName.Parties, ContractName.Pools, ContractName.Licenses, ContractName.UsageLog];

    /// <summary>Deploys, waiting for each creation to be included and reading the code that then lies there.</summary>
    /// <param name="nextBlock">Lets a block pass: mines on the embedded chain, waits on a network.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ChainFault">A creation was refused or reverted, or the node failed. Starting again deploys afresh.</exception>
    public async Task<Deployment> DeployAsync(Func<CancellationToken, Task> nextBlock, CancellationToken cancellation)
    {
        var nonce = await submitter.ChainNonceAsync(cancellation);
        var addresses = Order.Select((_, i) => Created(submitter.Account, nonce + (ulong)i)).ToArray();
        var contracts = new LedgerContracts(chainId, addresses[0], addresses[1], addresses[2], addresses[3]);
        var deployed = new List<DeployedContract>();
        foreach (var name in Order)
        {
            var inclusion = await CreateAsync(name, Creation(name, contracts), nonce++, nextBlock, cancellation);
            if (!inclusion.Succeeded || inclusion.Created != contracts.AddressOf(name))
            {
                throw Failed(name, inclusion.Succeeded ? $"it lies at {inclusion.Created}, not at {contracts.AddressOf(name)}" : "its creation was reverted");
            }

            var code = await node.CodeAsync(contracts.AddressOf(name), at: null, cancellation);
            deployed.Add(new DeployedContract(name, contracts.AddressOf(name), Keccak256.Hash(code), inclusion.Block));
        }

        return new Deployment(contracts, deployed);
    }

    /// <summary>The address of a contract that an account creates: the last 20 bytes of keccak256(rlp([account, nonce])).</summary>
    public static Address Created(Address account, ulong nonce)
    {
        var writer = new RlpWriter();
        var list = writer.BeginList();
        writer.Address(account);
        writer.UInt64(nonce);
        writer.EndList(list);
        var hash = Keccak256.Hash(writer.Written);
        return new Address(Hash32.Bytes(in hash)[12..]);
    }

    private static byte[] Creation(ContractName name, LedgerContracts contracts) => name switch
    {
        ContractName.Parties => PartiesContract.Creation(),
        ContractName.Pools => PoolsContract.Creation(contracts.Parties),
        ContractName.Licenses => LicensesContract.Creation(contracts.Pools),
        ContractName.UsageLog => UsageLogContract.Creation(contracts.Pools),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such contract."),
    };

    private static ChainFault Failed(ContractName name, string why) =>
        new(ChainFaultKind.Refused, $"The contract {name} could not be deployed: {why}.", isTransient: false);

    private async Task<Inclusion> CreateAsync(
        ContractName name, byte[] creation, ulong nonce, Func<CancellationToken, Task> nextBlock, CancellationToken cancellation)
    {
        var intent = new TransactionIntent(Keccak256.Hash(creation), null, creation);
        if (await submitter.PrepareAsync(intent, cancellation) is not Preparation.Prepared prepared)
        {
            throw Failed(name, "the node says that its creation would be reverted");
        }

        var transaction = await submitter.SignAsync(prepared.Transaction, nonce, cancellation);
        while (true)
        {
            switch (await submitter.FateAsync(transaction, cancellation))
            {
                case TransactionFate.Included included:
                    return included.Inclusion;
                case TransactionFate.Displaced:
                    throw Failed(name, "somebody else used the relayer's account meanwhile");
                case TransactionFate.Dropped when await submitter.SendAsync(transaction, cancellation)
                    is { Outcome: not (SendOutcome.Sent or SendOutcome.Unknown or SendOutcome.NonceSpent), Detail: var detail }:
                    throw Failed(name, detail);
                default:
                    await nextBlock(cancellation);
                    break;
            }
        }
    }
}
