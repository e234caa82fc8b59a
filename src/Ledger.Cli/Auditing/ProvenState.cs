// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Cli.Api;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Ethereum.Tries;

namespace Ledger.Cli.Auditing;

/// <summary>The contracts' storage at one block, each value proven under the state root of the block's header (EIP-1186): a node may keep it back, never change it.</summary>
/// <param name="Header">Whose state it is. That the chain has this block is the node's word.</param>
internal sealed record ProvenState(ApiClient Chain, BlockHeader Header)
{
    /// <summary>The block's hash.</summary>
    public Hash32 Block { get; } = Header.Hash();

    /// <summary>The state at a height.</summary>
    /// <exception cref="CliFailure">Fault: the node has no such block.</exception>
    public static async Task<ProvenState> AtAsync(ApiClient chain, ulong number, CancellationToken cancel) =>
        new(chain, await ChainHeaders.AtAsync(chain, number, cancel) ?? throw new CliFailure(ExitCode.Fault, "fault.node", ("answer", $"block {number}: null")));

    /// <summary>The state at the newest block.</summary>
    public static async Task<ProvenState> NewestAsync(ApiClient chain, CancellationToken cancel) =>
        await AtAsync(chain, RpcQuantity.Read(await chain.AskChainAsync("eth_blockNumber", [], cancel)), cancel);

    /// <summary>A slot's value; zero for one never written.</summary>
    /// <exception cref="CliFailure">Fault: the node's proof does not hold.</exception>
    public async Task<Hash32> ReadAsync(Address contract, Hash32 slot, CancellationToken cancel)
    {
        var answer = await Chain.AskChainAsync("eth_getProof", [contract.ToString(), new[] { slot.ToString() }, new { blockHash = Block.ToString() }], cancel);
        try
        {
            return StateProof.VerifyAccount(Header.StateRoot, contract, Nodes(answer.GetProperty("accountProof")), out var account) is not PatriciaVerdict.Wrong
                && StateProof.VerifyStorage(account.StorageRoot, slot, Nodes(answer.GetProperty("storageProof")[0].GetProperty("proof")), out var value) is not PatriciaVerdict.Wrong
                    ? value
                    : throw Faulty(answer);
        }
        catch (Exception flaw) when (flaw is FormatException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw Faulty(answer);
        }
    }

    private static byte[][] Nodes(JsonElement proof) => [.. proof.EnumerateArray().Select(node => Hex.Decode(node.GetString()))];

    private static CliFailure Faulty(JsonElement answer) => new(ExitCode.Fault, "fault.node", ("answer", answer.ToString()));
}
