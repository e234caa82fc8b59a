// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Application.Setup;

/// <summary><c>deployment.json</c>: what <c>init</c> pinned and <c>serve</c> refuses to differ from.</summary>
/// <param name="Engine"><c>embedded</c> or <c>network</c>.</param>
/// <param name="Demo">Whether demo keys exist and the world is made up.</param>
/// <param name="Node">The network's node; null when embedded. Never shown outside.</param>
/// <param name="Genesis">The hash of block 0.</param>
/// <param name="StartBlock">The block before the first deployment: where following begins.</param>
/// <param name="Seeded">Whether the seeds asked for are loaded whole.</param>
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
    string? SeedFile,
    bool Seeded)
{
    public const int CurrentFormat = 1;

    public const string Embedded = "embedded";

    public const string Network = "network";

    public bool IsEmbedded => string.Equals(Engine, Embedded, StringComparison.Ordinal);
}

/// <summary>A contract as <c>init</c> deployed it.</summary>
public sealed record DeployedContract(string Name, string Version, Address Address, Hash32 CodeHash, ulong DeployedAtBlock);
