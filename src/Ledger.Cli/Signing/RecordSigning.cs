// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Cli.Api;
using Ledger.Cli.Commands;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Cli.Signing;

/// <summary>What a record needs besides its content: the usage log's domain, and a recent final block.</summary>
internal static class RecordSigning
{
    public static async Task<Eip712Domain> UsageLogDomainAsync(DeploymentView deployment, Session session, CancellationToken cancel)
    {
        var domain = deployment.Eip712.Domains["UsageLog"];
        var chainId = RpcQuantity.Read(await session.Chain.AskChainAsync("eth_chainId", [], cancel));
        return chainId == domain.ChainId
            ? new Eip712Domain(domain.Name, domain.Version, domain.ChainId, domain.VerifyingContract)
            : throw new CliFailure(ExitCode.Refused, "sign.chain", ("said", $"{domain.ChainId}"), ("found", $"{chainId}"));
    }

    /// <summary>The newest block that is final and was read by the host, if the chain has it: the record was signed not before it.</summary>
    public static async Task<Hash32> RecentBlockAsync(DeploymentView deployment, Session session, CancellationToken cancel)
    {
        var final = deployment.Finality.Block ?? throw new CliFailure(ExitCode.Unconfirmed, "sign.noBlock");
        var block = await session.Chain.AskChainAsync("eth_getBlockByNumber", [RpcQuantity.Write(final.Number), false], cancel);
        var found = block.ValueKind == JsonValueKind.Object ? block.GetProperty("hash").GetString()! : "null";
        return Hash32.TryParse(found, out var hash) && hash == final.Hash
            ? hash
            : throw new CliFailure(ExitCode.Refused, "sign.block", ("number", $"{final.Number}"), ("said", $"{final.Hash}"), ("found", found));
    }

    /// <summary>The timestamp of the block that <see cref="RecentBlockAsync"/> gives.</summary>
    public static async Task<ulong> TimeOfAsync(DeploymentView deployment, Session session, CancellationToken cancel) => RpcQuantity.Read(
        (await session.Chain.AskChainAsync("eth_getBlockByNumber", [RpcQuantity.Write(deployment.Finality.Block!.Number), false], cancel)).GetProperty("timestamp"));

    /// <summary>The message object of a typed struct.</summary>
    public static JsonElement MessageOf<T>(T value)
        where T : ITypedStruct<T>
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            TypedDataJson.WriteMessage(writer, value);
        }

        return JsonElement.Parse(stream.ToArray());
    }
}
