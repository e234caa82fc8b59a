// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Chain;
using Ledger.Chain.Embedded;
using Ledger.Chain.Rpc;
using Ledger.Ethereum;

namespace Ledger.SystemTests.Simulation.Embedded;

/// <summary>One life of a simulated engine, and the road to it: the engine dies, an answer stays away, or the host dies around a call.</summary>
internal sealed class SimEngineProcess(SimEngine engine, SimKiller killer, SimTrouble trouble) : IEngineProcess, INodeTransport
{
    /// <summary>The calls that change the engine, or what is kept of it: around each the host can die.</summary>
    public static IReadOnlyList<string> Calls { get; } = ["eth_sendRawTransaction", "evm_mine", "anvil_dumpState", "eth_getProof", "evm_setTime"];

    public INodeTransport Transport => this;

    public int ProcessId => 0;

    public bool HasExited { get; private set; }

    /// <summary>Starts one as the embedded chain's arguments say.</summary>
    public static SimEngineProcess Start(EmbeddedChainOptions options, IReadOnlyList<string> arguments, SimKiller killer, SimTrouble trouble)
    {
        string? After(string name) => arguments.SkipWhile(word => word != name).Skip(1).FirstOrDefault();
        var chain = ulong.Parse(After("--chain-id")!, CultureInfo.InvariantCulture);
        var genesis = JsonNode.Parse(File.ReadAllBytes(Path.Combine(options.Directory, "genesis.json")))!;
        var time = ulong.Parse(genesis["timestamp"]!.GetValue<string>()[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var engine = After("--load-state") is { } snapshot
            ? SimEngine.Load(chain, snapshot) ?? throw new ChainFault(ChainFaultKind.Embedded, "The engine ended at once.", isTransient: false)
            : SimEngine.Begin(chain, time);
        return new SimEngineProcess(engine, killer, trouble);
    }

    public void Die() => HasExited = true;

    public Task<bool> IsDeadAsync() => Task.FromResult(HasExited);

    public ValueTask DisposeAsync()
    {
        Die();
        return ValueTask.CompletedTask;
    }

    public Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation)
    {
        var (method, fault) = (calls[0].Method, trouble.Next());
        var isMeant = Calls.Contains(method, StringComparer.Ordinal);
        if (isMeant)
        {
            killer.Pass(SimKiller.Before(method));
        }

        RequireAlive(fault is SimTrouble.DiesBefore);
        RpcAnswer[] answers = [.. calls.Select(Answer)];
        RequireAlive(fault is SimTrouble.DiesAfter);
        if (isMeant)
        {
            killer.Pass(SimKiller.After(method));
        }

        return fault is SimTrouble.NoAnswer && isMeant
            ? throw new ChainFault(ChainFaultKind.TimedOut, "No answer came.", isTransient: true)
            : Task.FromResult<IReadOnlyList<RpcAnswer>>(answers);
    }

    private void RequireAlive(bool dies)
    {
        HasExited |= dies;
        if (HasExited)
        {
            throw new ChainFault(ChainFaultKind.Unreachable, "The connection broke.", isTransient: true);
        }
    }

    private RpcAnswer Answer(RpcCall call)
    {
        var args = call.ReadParameters();
        switch (call.Method)
        {
            case "eth_getBlockByNumber":
                var tag = args[0].GetString()!;
                return RpcAnswer.Of(SimJson.Of(tag is "latest" ? engine.Head : engine.Block(ulong.Parse(tag[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture))));
            case "eth_getTransactionCount":
                return Text(SimJson.Quantity(engine.Nonce(Address.Parse(args[0].GetString()!))));
            case "eth_getProof":
                return RpcAnswer.Of(SimJson.Of(new JsonObject
                {
                    ["accountProof"] = new JsonArray(engine.Root()),
                    ["nonce"] = "0x0",
                    ["balance"] = "0x0",
                    ["storageHash"] = Hash32.Zero.ToString(),
                    ["codeHash"] = Hash32.Zero.ToString(),
                    ["storageProof"] = new JsonArray(),
                }));
            case "eth_sendRawTransaction":
                var raw = Hex.Decode(args[0].GetString()!);
                return engine.Send(raw) is { } refusal ? RpcAnswer.Refused(-32003, refusal) : Text(Keccak256.Hash(raw).ToString());
            case "evm_mine":
                engine.Mine(args[0].GetProperty("timestamp").GetUInt64());
                return Text("0x0");
            case "anvil_dumpState":
                return Text(engine.Dump());
            case "evm_setTime":
                return Text("0x0");
            default:
                return RpcAnswer.Refused(-32601, $"the method {call.Method} does not exist");
        }
    }

    private static RpcAnswer Text(string value) => RpcAnswer.Of(SimJson.Of(JsonValue.Create(value)));
}

/// <summary>What befalls calls to the engine, by chance; each stops it as often as it may and no more.</summary>
internal sealed class SimTrouble(Random random)
{
    public const int DiesBefore = 1, DiesAfter = 2, NoAnswer = 3;

    /// <summary>How often, of 1, a call meets one.</summary>
    public double Rate { get; set; }

    public Dictionary<int, int> Met { get; } = [];

    public int Next()
    {
        var kind = random.NextDouble() < Rate ? 1 + random.Next(3) : 0;
        Met[kind] = Met.GetValueOrDefault(kind) + 1;
        return kind;
    }
}
