// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using Ledger.Chain.Rpc;
using Ledger.Ethereum;
using Ledger.Ethereum.Transactions;

namespace Ledger.Chain.Submit;

/// <summary>What keeps a signer of somebody else's from signing for us.</summary>
public enum SignerTrouble
{
    /// <summary>It cannot be reached, does not answer in time, or answers nothing that can be read.</summary>
    Away,

    /// <summary>It says no.</summary>
    Refuses,

    /// <summary>It signed something else than it was asked to, or with another key.</summary>
    Lies,
}

/// <summary>Asks whoever has the key: <c>eth_signTransaction</c> of web3signer, clef, Besu, geth or anvil. Nothing that it answers is believed.</summary>
/// <remarks>
/// web3signer's forms are those of its documentation (https://docs.web3signer.consensys.io/reference/api/json-rpc) and of its source
/// (github.com/Consensys/web3signer, <c>EthSendTransactionJsonParameters</c>, <c>EthTransaction</c>, <c>TransactionSerializer</c>): a fee-market
/// transaction only where both fees are there, <c>to</c> left out for a creation, quantities as 0x and digits; it passes over <c>chainId</c> and
/// signs for the chain that it was started with, which shows in the answer and is looked at there.
/// </remarks>
/// <param name="road">The road to the signer. Each call goes by itself: not every signer takes batches.</param>
/// <param name="account">The account that it signs for.</param>
/// <param name="chainId">The chain that every transaction is bound to.</param>
public sealed class RemoteTransactionSigner(INodeTransport road, Address account, ulong chainId) : ITransactionSigner
{
    private const string Method = "eth_signTransaction";

    /// <summary>How many are asked for at once.</summary>
    private const int AtOnce = 8;

    /// <inheritdoc/>
    public Address Address => account;

    /// <inheritdoc/>
    /// <exception cref="ChainFault"><see cref="ChainFault.Signer"/> says what the trouble is.</exception>
    public async Task<IReadOnlyList<byte[]>> SignAsync(IReadOnlyList<UnsignedTransaction> transactions, CancellationToken cancellation)
    {
        var signed = new List<byte[]>(transactions.Count);
        foreach (var some in transactions.Chunk(AtOnce))
        {
            signed.AddRange(await Task.WhenAll(some.Select(transaction => SignAsync(transaction, cancellation))));
        }

        return signed;
    }

    private async Task<byte[]> SignAsync(UnsignedTransaction asked, CancellationToken cancellation)
    {
        var raw = ReadRaw(await AskAsync(asked, cancellation));
        return Flaw(asked, raw) is { } flaw ? throw Trouble(SignerTrouble.Lies, ChainFaultKind.Inconsistent, $"The signer {flaw}.", isTransient: false) : raw;
    }

    private async Task<JsonElement> AskAsync(UnsignedTransaction asked, CancellationToken cancellation)
    {
        RpcAnswer answer;
        try
        {
            answer = (await road.SendAsync([new RpcCall(Method, $"[{Write(asked)}]")], cancellation))[0];
        }
        catch (ChainFault fault) when (fault.Kind is ChainFaultKind.Refused)
        {
            // It is there and says no under another status than 200: web3signer its "Invalid params" (400) and a host that is not on its list (403).
            throw Refusal(fault.Message.Replace("refuses batch", $"refuses {Method}", StringComparison.Ordinal));
        }
        catch (ChainFault fault)
        {
            // The road speaks of a node; what it knows beside its kind is nobody's business.
            throw Trouble(SignerTrouble.Away, fault.Kind, $"The signer does not answer ({fault.Kind}).", isTransient: true);
        }

        return answer.Error is { } error
            ? throw Refusal(RpcFaults.Of(error, Method).Message)
            : answer.Result;
    }

    private string Write(UnsignedTransaction asked)
    {
        var fields = new List<(string Name, string Value)>
        {
            ("from", account.ToString()),
            ("gas", RpcJson.Quantity(asked.GasLimit)),
            ("value", "0x0"),
            ("nonce", RpcJson.Quantity(asked.Nonce)),
            ("data", Hex.Encode(asked.Data.Span)),
            ("chainId", RpcJson.Quantity(chainId)),
        };
        if (asked.To is { } to)
        {
            fields.Add(("to", to.ToString()));
        }

        if (asked.Fees.IsLegacy)
        {
            fields.Add(("gasPrice", Quantity(asked.Fees.MaxFeePerGas)));
        }
        else
        {
            fields.Add(("maxFeePerGas", Quantity(asked.Fees.MaxFeePerGas)));
            fields.Add(("maxPriorityFeePerGas", Quantity(asked.Fees.MaxPriorityFeePerGas)));
        }

        return JsonSerializer.Serialize(fields.ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal));
    }

    /// <summary>The signed bytes: a string, or (geth, clef) an object that has them under <c>raw</c>.</summary>
    private static byte[] ReadRaw(JsonElement answer)
    {
        var raw = answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("raw", out var inner) ? inner : answer;
        return raw.ValueKind == JsonValueKind.String && Hex.TryDecode(raw.GetString(), out var bytes)
            ? bytes
            : throw Trouble(SignerTrouble.Lies, ChainFaultKind.Malformed, "The signer answers no signed transaction.", isTransient: false);
    }

    /// <summary>What is wrong with the signed bytes; null where they are what was asked for, by the account's key.</summary>
    private string? Flaw(UnsignedTransaction asked, byte[] raw)
    {
        if (asked.Fees.IsLegacy)
        {
            return !SignedLegacyTransaction.TryDecode(raw, out var legacy) ? "answers no transaction of the old kind"
                : Flaw(asked, legacy.Transaction, legacy.TryRecoverSender(out var signer) ? signer : null);
        }

        return !SignedTransaction1559.TryDecode(raw, out var typed) ? "answers no fee-market transaction"
            : Flaw(asked, typed.Transaction, typed.TryRecoverSender(out var sender) ? sender : null);
    }

    private string? Flaw(UnsignedTransaction asked, LegacyTransaction said, Address? sender) => said switch
    {
        _ when said.ChainId != chainId => Other("chain id"),
        _ when said.GasPrice != asked.Fees.MaxFeePerGas => Other("gas price"),
        _ => Flaw(asked, said.Nonce, said.GasLimit, said.To, said.Value, said.Data, sender),
    };

    private string? Flaw(UnsignedTransaction asked, Transaction1559 said, Address? sender) => said switch
    {
        _ when said.ChainId != chainId => Other("chain id"),
        _ when said.MaxFeePerGas != asked.Fees.MaxFeePerGas => Other("fee"),
        _ when said.MaxPriorityFeePerGas != asked.Fees.MaxPriorityFeePerGas => Other("tip"),
        _ when said.AccessList.Count > 0 => Other("access list"),
        _ => Flaw(asked, said.Nonce, said.GasLimit, said.To, said.Value, said.Data, sender),
    };

    private string? Flaw(UnsignedTransaction asked, ulong nonce, ulong gas, Address? to, UInt256 value, ReadOnlyMemory<byte> data, Address? sender) => asked switch
    {
        _ when nonce != asked.Nonce => Other("nonce"),
        _ when gas != asked.GasLimit => Other("gas limit"),
        _ when to != asked.To => Other("recipient"),
        _ when value != UInt256.Zero => Other("value"),
        _ when !data.Span.SequenceEqual(asked.Data.Span) => Other("call"),
        _ when sender != account => "signs with another key",
        _ => null,
    };

    private static ChainFault Refusal(string message) =>
        Trouble(SignerTrouble.Refuses, ChainFaultKind.Refused, message.Replace("The node", "The signer", StringComparison.Ordinal), isTransient: true);

    private static string Other(string field) => $"signs another {field} than it was asked to";

    private static string Quantity(UInt256 value) =>
        value == UInt256.Zero ? "0x0" : "0x" + value.ToBigInteger().ToString("x", CultureInfo.InvariantCulture).TrimStart('0');

    private static ChainFault Trouble(SignerTrouble trouble, ChainFaultKind kind, string message, bool isTransient) =>
        new(kind, message, isTransient) { Signer = trouble };
}
