// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Rpc;

namespace Ledger.Chain.Submit;

/// <summary>What nodes say to a raw transaction, in the words of geth, Nethermind, Besu, Erigon, reth, anvil and Hardhat.</summary>
internal static class SendWords
{
    private static readonly (string Words, SendOutcome Outcome)[] Known =
    [
        ("already known", SendOutcome.Sent),
        ("already imported", SendOutcome.Sent),
        ("alreadyknown", SendOutcome.Sent),
        ("known transaction", SendOutcome.Sent),
        ("already exists", SendOutcome.Sent),
        ("nonce too low", SendOutcome.NonceSpent),
        ("nonce is too low", SendOutcome.NonceSpent),
        ("oldnonce", SendOutcome.NonceSpent),
        ("nonce has already been used", SendOutcome.NonceSpent),
        ("invalid nonce", SendOutcome.NonceSpent),
        ("underpriced", SendOutcome.Underpriced),
        ("fee too low", SendOutcome.Underpriced),
        ("feetoolow", SendOutcome.Underpriced),
        ("less than block base fee", SendOutcome.Underpriced),
        ("below configured minimum", SendOutcome.Underpriced),
        ("below the minimum", SendOutcome.Underpriced),
        ("insufficient funds", SendOutcome.Unfunded),
        ("insufficientfunds", SendOutcome.Unfunded),
        ("upfront cost exceeds", SendOutcome.Unfunded),
        ("doesn't have enough funds", SendOutcome.Unfunded),
    ];

    internal static SendResult Read(RpcError error)
    {
        var outcome = Known.FirstOrDefault(known => error.Message.Contains(known.Words, StringComparison.OrdinalIgnoreCase));
        var fault = RpcFaults.Of(error, "eth_sendRawTransaction");
        return outcome.Words is not null
            ? new SendResult(outcome.Outcome, fault.Message)
            : new SendResult(fault.IsTransient ? SendOutcome.Unknown : SendOutcome.Refused, fault.Message);
    }
}
