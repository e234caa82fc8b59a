// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Submit;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Chain.Deploy;

/// <summary>One contract as deployed.</summary>
public sealed record DeployedContract(string Name, Address Address, Hash32 CodeHash, BlockRef Block);

/// <summary>A finished deployment.</summary>
public sealed record Deployment(LedgerContracts Contracts, IReadOnlyList<DeployedContract> Deployed)
{
    /// <summary>The first block that may hold an event.</summary>
    public ulong FirstBlock => Deployed.Min(contract => contract.Block.Number);
}

/// <summary>Creates the four contracts from one account: their addresses follow from its address and nonce.</summary>
public sealed class Deployer(EthereumNode node, Submitter submitter, ulong chainId)
{
    /// <summary>Deploys, waiting for each creation to be included and checking the code that then lies there.</summary>
    /// <param name="nextBlock">Lets time pass: mines on the embedded chain, waits on a network.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<Deployment> DeployAsync(Func<CancellationToken, Task> nextBlock, CancellationToken cancellation) =>
        throw new NotImplementedException(nameof(DeployAsync));
}
