// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Rpc;
using Ledger.Ethereum;

namespace Ledger.Chain.Deploy;

/// <summary>Ether from a development node (anvil, hardhat, geth --dev), whose first account anybody may spend.</summary>
public static class DevelopmentFunds
{
    // 1,000 ether in wei: more than any demonstration takes.
    private const string Loan = "0x3635c9adc5dea00000";

    /// <summary>Asks the node to send from its first unlocked account; false where it has none.</summary>
    public static async Task<bool> TryLendAsync(INodeTransport transport, Address to, CancellationToken cancellation)
    {
        var accounts = (await transport.SendAsync([new RpcCall("eth_accounts")], cancellation))[0];
        if (accounts.Error is not null || accounts.Result.GetArrayLength() == 0)
        {
            return false;
        }

        var from = accounts.Result[0].GetString();
        var sent = await transport.SendAsync(
            [new RpcCall("eth_sendTransaction", $$"""[{"from":"{{from}}","to":"{{to}}","value":"{{Loan}}"}]""")], cancellation);
        return sent[0].Error is null;
    }
}
