// SPDX-License-Identifier: Apache-2.0

using System.Collections.Frozen;

namespace Ledger.Host.Rpc;

/// <summary>What the host passes on to the node for a stranger: reading, and a transaction that the stranger signed.</summary>
/// <remarks>Anything else (anvil_*, evm_*, debug_*, personal_*, eth_sign*, filters) is refused before the node hears of it.</remarks>
public static class RpcMethods
{
    /// <summary>The allow-list; a test names every method on it.</summary>
    public static FrozenSet<string> Allowed { get; } = new[]
    {
        "eth_blockNumber",
        "eth_call",
        "eth_chainId",
        "eth_estimateGas",
        "eth_feeHistory",
        "eth_gasPrice",
        "eth_getBalance",
        "eth_getBlockByHash",
        "eth_getBlockByNumber",
        "eth_getBlockReceipts",
        "eth_getBlockTransactionCountByHash",
        "eth_getBlockTransactionCountByNumber",
        "eth_getCode",
        "eth_getLogs",
        "eth_getProof",
        "eth_getStorageAt",
        "eth_getTransactionByBlockHashAndIndex",
        "eth_getTransactionByHash",
        "eth_getTransactionCount",
        "eth_getTransactionReceipt",
        "eth_maxPriorityFeePerGas",
        "eth_sendRawTransaction",
        "eth_syncing",
        "net_version",
        "web3_clientVersion",
        "web3_sha3",
    }.ToFrozenSet(StringComparer.Ordinal);
}
