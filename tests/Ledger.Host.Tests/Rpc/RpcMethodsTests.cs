// SPDX-License-Identifier: Apache-2.0

using Ledger.Host.Rpc;

namespace Ledger.Host.Tests.Rpc;

public sealed class RpcMethodsTests
{
    [Fact]
    public void The_allow_list_is_these_methods_and_no_other() => Assert.Equal(
        "eth_blockNumber eth_call eth_chainId eth_estimateGas eth_feeHistory eth_gasPrice eth_getBalance eth_getBlockByHash "
        + "eth_getBlockByNumber eth_getBlockReceipts eth_getBlockTransactionCountByHash eth_getBlockTransactionCountByNumber eth_getCode "
        + "eth_getLogs eth_getProof eth_getStorageAt eth_getTransactionByBlockHashAndIndex eth_getTransactionByHash eth_getTransactionCount "
        + "eth_getTransactionReceipt eth_maxPriorityFeePerGas eth_sendRawTransaction eth_syncing net_version web3_clientVersion web3_sha3",
        string.Join(' ', RpcMethods.Allowed.Order(StringComparer.Ordinal)));
}
