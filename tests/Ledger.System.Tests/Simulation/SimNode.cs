// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Chain.Rpc;
using Ledger.Ethereum;

namespace Ledger.SystemTests.Simulation;

/// <summary>Answers JSON-RPC from a view of the chain: the present one, or an older one that a lagging node still has.</summary>
internal sealed class SimNode(SimChain chain, ulong finality)
{
    public RpcAnswer Answer(RpcCall call, ImmutableList<SimBlock> view)
    {
        var args = call.ReadParameters();
        return call.Method switch
        {
            "eth_chainId" => Text(SimJson.Quantity(chain.Contracts.ChainId)),
            "eth_blockNumber" => Text(SimJson.Quantity(view[^1].Ref.Number)),
            "eth_gasPrice" or "eth_maxPriorityFeePerGas" => Text("0x3b9aca00"),
            "eth_getBalance" => Text("0x3635c9adc5dea00000"),
            "eth_getBlockByNumber" => OfBlock(At(view, args[0].GetString()!)),
            "eth_getBlockByHash" => OfBlock(view.Find(block => block.Ref.Hash == Hash32.Parse(args[0].GetString()!))),
            "eth_getLogs" => Logs(args[0], view),
            "eth_getTransactionReceipt" => Receipt(Hash32.Parse(args[0].GetString()!), view),
            "eth_getTransactionByHash" => Transaction(Hash32.Parse(args[0].GetString()!), view),
            "eth_getTransactionCount" => Count(Address.Parse(args[0].GetString()!), args[1], view),
            "eth_call" when args[1].ValueKind == JsonValueKind.String => At(view, args[1].GetString()!) is { } block ? Text(SimSlots.LogKeyOf(block.After, Hex.Decode(args[0].GetProperty("data").GetString()!))) : Missing,
            "eth_getStorageAt" => At(view, args[2].GetString()!) is { } block ? Text(SimSlots.Read(block.After, Hash32.Parse(args[1].GetString()!)).ToString()) : Missing,
            "eth_call" => ByHash(args[1], view) is { } at ? Run(args[0], at, "0x") : Missing,
            "eth_estimateGas" => Run(args[0], view[^1], "0x186a0"),
            "eth_sendRawTransaction" => Send(args[0].GetString()!),
            _ => RpcAnswer.Refused(-32601, $"the method {call.Method} does not exist"),
        };
    }

    private static RpcAnswer Text(string value) => RpcAnswer.Of(SimJson.Of(JsonValue.Create(value)));

    private static RpcAnswer OfBlock(SimBlock? block) => RpcAnswer.Of(SimJson.Of(block is null ? null : SimJson.Block(block)));

    private SimBlock? At(ImmutableList<SimBlock> view, string tag)
    {
        var number = tag switch
        {
            "latest" or "pending" => view[^1].Ref.Number,
            "finalized" => view[^1].Ref.Number - Math.Min(view[^1].Ref.Number, finality),
            _ => ulong.Parse(tag.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        };
        return number < (ulong)view.Count ? view[(int)number] : null;
    }

    private RpcAnswer Logs(JsonElement filter, ImmutableList<SimBlock> view)
    {
        IEnumerable<SimBlock> blocks;
        if (filter.TryGetProperty("blockHash", out var hash))
        {
            var wanted = Hash32.Parse(hash.GetString()!);
            if (view.Find(block => block.Ref.Hash == wanted) is not { } one)
            {
                return RpcAnswer.Refused(-32000, "unknown block");
            }

            blocks = [one];
        }
        else
        {
            var (from, to) = (At(view, filter.GetProperty("fromBlock").GetString()!), At(view, filter.GetProperty("toBlock").GetString()!));
            blocks = from is null ? [] : view.Skip((int)from.Ref.Number).TakeWhile(block => to is null || block.Ref.Number <= to.Ref.Number);
        }

        var addresses = filter.TryGetProperty("address", out var list)
            ? list.EnumerateArray().Select(item => Address.Parse(item.GetString()!)).ToHashSet()
            : null;
        var logs = blocks.SelectMany(block => SimJson.Logs(block, entry => addresses?.Contains(entry.Log.Address) ?? true).Select(log => log!.DeepClone()));
        return RpcAnswer.Of(SimJson.Of(new JsonArray([.. logs])));
    }

    private static RpcAnswer Receipt(Hash32 hash, ImmutableList<SimBlock> view)
    {
        foreach (var block in view)
        {
            for (var i = 0; i < block.Receipts.Count; i++)
            {
                if (block.Receipts[i].Transaction.Hash == hash)
                {
                    return RpcAnswer.Of(SimJson.Of(SimJson.Receipt(block, i)));
                }
            }
        }

        return RpcAnswer.Of(SimJson.Of(null));
    }

    private RpcAnswer Transaction(Hash32 hash, ImmutableList<SimBlock> view)
    {
        var known = chain.Pool.Any(waiting => waiting.Hash == hash)
            || view.Any(block => block.Receipts.Any(receipt => receipt.Transaction.Hash == hash));
        return RpcAnswer.Of(SimJson.Of(known ? new JsonObject { ["hash"] = hash.ToString() } : null));
    }

    private ulong Nonce(Address account, string tag, ImmutableList<SimBlock> view)
    {
        var nonce = At(view, tag)?.After.Nonce(account) ?? 0;
        while (tag == "pending" && chain.Pool.Any(waiting => waiting.Sender == account && waiting.Body.Nonce == nonce))
        {
            nonce++;
        }

        return nonce;
    }

    private static RpcAnswer Missing => RpcAnswer.Refused(-32000, "header not found");

    private static SimBlock? ByHash(JsonElement at, ImmutableList<SimBlock> view) =>
        view.FindLast(block => block.Ref.Hash == Hash32.Parse(at.GetProperty("blockHash").GetString()!));

    private RpcAnswer Count(Address account, JsonElement at, ImmutableList<SimBlock> view) => at.ValueKind == JsonValueKind.String
        ? Text(SimJson.Quantity(Nonce(account, at.GetString()!, view)))
        : ByHash(at, view) is { } block ? Text(SimJson.Quantity(block.After.Nonce(account))) : Missing;

    private RpcAnswer Run(JsonElement call, SimBlock at, string result)
    {
        Address? to = call.TryGetProperty("to", out var target) ? Address.Parse(target.GetString()!) : null;
        var outcome = at.After.Execute(chain.Contracts, to, Hex.Decode(call.GetProperty("data").GetString()!), at.Header.Timestamp + 1);
        return outcome.Revert is { } data
            ? new RpcAnswer(default, new RpcError(3, "execution reverted", SimJson.Of(JsonValue.Create(Hex.Encode(data)))))
            : Text(result);
    }

    private RpcAnswer Send(string hex)
    {
        var raw = Hex.Decode(hex);
        return chain.Send(raw) is { } refusal ? RpcAnswer.Refused(-32000, refusal) : Text(Keccak256.Hash(raw).ToString());
    }
}
