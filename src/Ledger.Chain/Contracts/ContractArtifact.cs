// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Text.Json;
using Ledger.Domain.Acts;
using Ledger.Ethereum;

namespace Ledger.Chain.Contracts;

/// <summary>What the compiler made of one contract; carried in this assembly.</summary>
/// <param name="Name">The contract.</param>
/// <param name="Version">The version in its EIP-712 domain.</param>
/// <param name="Abi">Its ABI as JSON.</param>
/// <param name="CreationCode">The code that creates it, before the constructor's arguments.</param>
public sealed record ContractArtifact(ContractName Name, string Version, JsonElement Abi, ReadOnlyMemory<byte> CreationCode)
{
    private static readonly ConcurrentDictionary<ContractName, ContractArtifact> Loaded = new();

    /// <summary>The artifact of a contract.</summary>
    public static ContractArtifact Of(ContractName name) => Loaded.GetOrAdd(name, Load);

    private static ContractArtifact Load(ContractName name)
    {
        using var stream = typeof(ContractArtifact).Assembly.GetManifestResourceStream($"Ledger.Chain.Contracts.{name}.json")
            ?? throw new ArgumentOutOfRangeException(nameof(name), name, "No such contract.");
        using var document = JsonDocument.Parse(stream);
        var root = document.RootElement;
        return new(
            name,
            root.GetProperty("version").GetString()!,
            root.GetProperty("abi").Clone(),
            Hex.Decode(root.GetProperty("bytecode").GetString()!));
    }
}
