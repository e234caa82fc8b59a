// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Domain.Pools;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Evidence.Model;

/// <summary>Where the contracts stand, as the evidence claims it.</summary>
/// <param name="Embedded">True when the only validator of that chain is the host that exported the evidence.</param>
/// <param name="Contracts">Chain id and addresses.</param>
public sealed record EvidenceDeployment(bool Embedded, ContractAddresses Contracts)
{
    private const string Version = "1";

    /// <summary>The EIP-712 domain of one contract.</summary>
    public Eip712Domain DomainOf(ContractName contract) => new(contract.ToString(), Version, Contracts.ChainId, AddressOf(contract));

    /// <summary>The address of one contract.</summary>
    public Address AddressOf(ContractName contract) => contract switch
    {
        ContractName.Parties => Contracts.Parties,
        ContractName.Pools => Contracts.Pools,
        ContractName.Licenses => Contracts.Licenses,
        ContractName.UsageLog => Contracts.UsageLog,
        _ => throw new ArgumentOutOfRangeException(nameof(contract), contract, "No contract has this name."),
    };
}
