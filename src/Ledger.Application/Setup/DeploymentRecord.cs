// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Deploy;
using Ledger.Chain.Nodes;
using Ledger.Ethereum;

namespace Ledger.Application.Setup;

/// <summary><c>deployment.json</c>: what <c>init</c> pinned and <c>serve</c> refuses to differ from.</summary>
/// <param name="Engine"><c>embedded</c> or <c>network</c>.</param>
/// <param name="Demo">Whether demo keys exist and the world is made up.</param>
/// <param name="Node">The network's node; null when embedded. Never shown outside.</param>
/// <param name="Genesis">The hash of block 0.</param>
/// <param name="StartBlock">The block of the first deployment: where following begins.</param>
/// <param name="RelayerKeyFile">The relayer's key file where it lies outside the data directory.</param>
/// <param name="MoreNodes">Further nodes of the network, in the order in which they take over. Never shown outside.</param>
public sealed record DeploymentRecord(
    int FormatVersion,
    string Engine,
    bool Demo,
    ulong ChainId,
    Uri? Node,
    ulong FinalityBlocks,
    Hash32 Genesis,
    ulong StartBlock,
    IReadOnlyList<DeployedContract> Contracts,
    string? RelayerKeyFile,
    IReadOnlyList<Uri>? MoreNodes = null)
{
    public const int CurrentFormat = 1;

    public const string Embedded = "embedded";

    public const string Network = "network";

    /// <summary>The contracts with their EIP-712 domains.</summary>
    public LedgerContracts Addresses() =>
        new(ChainId, AddressOf("Parties"), AddressOf("Pools"), AddressOf("Licenses"), AddressOf("UsageLog"));

    /// <summary>The network's nodes, in the order in which they take over.</summary>
    public IReadOnlyList<Uri> Endpoints() => Node is { } first ? [first, .. MoreNodes ?? []] : [];

    /// <summary>What a node of the network must show.</summary>
    public NodeIdentity Identity() => new(
        ChainId, Genesis, StartBlock, Contracts.Max(contract => contract.DeployedAtBlock), [.. Contracts.Select(contract => (contract.Address, contract.CodeHash))]);

    public bool IsEmbedded => string.Equals(Engine, Embedded, StringComparison.Ordinal);

    private Address AddressOf(string name) => Contracts.First(contract => string.Equals(contract.Name, name, StringComparison.Ordinal)).Address;
}

/// <summary>A contract as <c>init</c> deployed it.</summary>
public sealed record DeployedContract(string Name, string Version, Address Address, Hash32 CodeHash, ulong DeployedAtBlock);
