// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Chain.Deploy;

/// <summary>One deployment of the contracts on one chain: where acts are verified, and under which EIP-712 domains.</summary>
public sealed record LedgerContracts(ulong ChainId, Address Parties, Address Pools, Address Licenses, Address UsageLog)
{
    public IReadOnlyList<Address> Addresses => [Parties, Pools, Licenses, UsageLog];

    public Address AddressOf(ContractName contract) => contract switch
    {
        ContractName.Parties => Parties,
        ContractName.Pools => Pools,
        ContractName.Licenses => Licenses,
        ContractName.UsageLog => UsageLog,
        _ => throw new ArgumentOutOfRangeException(nameof(contract), contract, "No such contract."),
    };

    /// <summary>The contract at an address; null when it is none of this deployment's.</summary>
    public ContractName? NameOf(Address address) =>
        address == Licenses ? ContractName.Licenses
        : address == UsageLog ? ContractName.UsageLog
        : address == Pools ? ContractName.Pools
        : address == Parties ? ContractName.Parties
        : null;

    /// <summary>The EIP-712 domain of a contract: its name, version 1, the chain id, its address.</summary>
    public Eip712Domain Domain(ContractName contract) => new(contract.ToString(), "1", ChainId, AddressOf(contract));
}
