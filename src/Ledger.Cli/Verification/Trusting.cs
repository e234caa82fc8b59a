// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Application.Views;
using Ledger.Cli.Api;
using Ledger.Cli.Commands;
using Ledger.Domain.Pools;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Evidence.Model;
using Ledger.Evidence.Verification;

namespace Ledger.Cli.Verification;

/// <summary>What the command lets the verifier trust, and where it has it from.</summary>
internal static class Trusting
{
    /// <summary>The contracts that a deployment names.</summary>
    public static ContractAddresses ContractsOf(DeploymentView deployment)
    {
        var domains = deployment.Eip712.Domains;
        return new ContractAddresses(
            deployment.ChainId,
            domains["Parties"].VerifyingContract,
            domains["Pools"].VerifyingContract,
            domains["Licenses"].VerifyingContract,
            domains["UsageLog"].VerifyingContract);
    }

    /// <summary>The blocks of the evidence that the chain behind <c>/rpc</c> has at their heights, of those that are final there.</summary>
    /// <remarks>Each header is hashed here, from its own bytes; the chain is only asked which hash it has.</remarks>
    public static async Task<Trust> AskChainAsync(Session session, LicenseEvidence evidence, CancellationToken cancel)
    {
        var deployment = (await session.Api.GetAsync<DeploymentView>("/deployment", cancel)).Value;
        var head = RpcQuantity.Read(await session.Api.AskChainAsync("eth_blockNumber", [], cancel));
        var confirmed = ImmutableHashSet.CreateBuilder<Hash32>();
        foreach (var bytes in evidence.Headers)
        {
            if (BlockHeader.TryDecode(bytes, out var header) && header.Number + deployment.Finality.Blocks <= head)
            {
                var block = await session.Api.AskChainAsync("eth_getBlockByNumber", [RpcQuantity.Write(header.Number), false], cancel);
                if (block.ValueKind == System.Text.Json.JsonValueKind.Object && Hash32.TryParse(block.GetProperty("hash").GetString(), out var hash) && hash == header.Hash())
                {
                    confirmed.Add(hash);
                }
            }
        }

        var code = deployment.Contracts.Single(contract => string.Equals(contract.Name, "Licenses", StringComparison.Ordinal)).CodeHash;
        return new Trust(ContractsOf(deployment), confirmed.ToImmutable(), code);
    }
}
