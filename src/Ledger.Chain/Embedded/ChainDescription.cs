// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Ethereum;

namespace Ledger.Chain.Embedded;

/// <summary>What an embedded chain began with; written once, when it is made (<c>genesis.json</c>, which the engine reads, too).</summary>
internal sealed record ChainDescription(ulong ChainId, ulong GenesisTime, ulong BlockGasLimit, IReadOnlyList<Address> Funded)
{
    private const ulong LeastChainId = 1UL << 32;
    private const ulong ChainIdRange = (1UL << 52) - LeastChainId;

    internal const string FileName = "genesis.json";

    /// <summary>A description with a random chain id in [2³², 2⁵²): nobody's, and exact in a JavaScript number.</summary>
    internal static ChainDescription Draw(EmbeddedGenesis genesis, ulong blockGasLimit)
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        var drawn = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes) % ChainIdRange;
        return new ChainDescription(LeastChainId + (ulong)drawn, genesis.Time, blockGasLimit, genesis.Funded);
    }

    internal void Write(string path)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        using (var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartObject("config");
            json.WriteNumber("chainId", ChainId);
            json.WriteEndObject();
            json.WriteString("timestamp", Quantity(GenesisTime));
            json.WriteString("gasLimit", Quantity(BlockGasLimit));
            json.WriteString("baseFeePerGas", "0x0");
            json.WriteString("difficulty", "0x0");
            json.WriteString("nonce", "0x0");
            json.WriteString("extraData", "0x");
            json.WriteString("mixHash", Hash32.Zero.ToString());
            json.WriteString("coinbase", Address.Zero.ToString());
            json.WriteStartObject("alloc");
            foreach (var account in Funded)
            {
                json.WriteStartObject(account.ToString());
                json.WriteString("balance", "0x100000000000000000000000000000000");
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        file.Flush(flushToDisk: true);
    }

    /// <exception cref="ChainFault">The file is not what <see cref="Write"/> wrote.</exception>
    internal static ChainDescription Read(string path)
    {
        try
        {
            var json = JsonElement.Parse(File.ReadAllBytes(path));
            return new ChainDescription(
                json.GetProperty("config").GetProperty("chainId").GetUInt64(),
                Number(json.GetProperty("timestamp")),
                Number(json.GetProperty("gasLimit")),
                [.. json.GetProperty("alloc").EnumerateObject().Select(account => Address.Parse(account.Name))]);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw new ChainFault(ChainFaultKind.Embedded, $"'{path}' does not describe an embedded chain.", isTransient: false);
        }
    }

    /// <summary>The engine's arguments; from a snapshot, or from the beginning.</summary>
    internal string[] EngineArguments(string directory, string? snapshot)
    {
        string[] begin = snapshot is null
            ? ["--init", Path.Combine(directory, FileName)]
            : ["--load-state", snapshot, "--timestamp", Decimal(GenesisTime)];
        return
        [
            .. begin, "--chain-id", Decimal(ChainId), "--host", "127.0.0.1", "--port", "0", "--no-cors", "--no-request-size-limit",
            "--no-mining", "--order", "fifo", "--accounts", "0", "--hardfork", "prague", "--gas-limit", Decimal(BlockGasLimit),
            "--base-fee", "0", "--gas-price", "0", "--disable-min-priority-fee", "--disable-default-create2-deployer", "--prune-history", "128",
        ];
    }

    private static string Decimal(ulong value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Quantity(ulong value) => Rpc.RpcJson.Quantity(value);

    private static ulong Number(JsonElement element) => Rpc.RpcJson.Quantity(element, "genesis");
}
