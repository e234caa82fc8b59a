// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Cli;

namespace Ledger.SystemTests.Simulation;

/// <summary>What a writer leaves that has halted, judged by a command that has nothing else.</summary>
public sealed class DivergenceTests
{
    [Fact]
    public async Task A_reorg_deeper_than_finality_leaves_a_file_that_evidence_verify_understands()
    {
        await using var simulation = await Simulation.CreateAsync(3);
        await simulation.BeginAsync();
        simulation.Chain.Reorg((int)simulation.Finality + 3, ReorgFate.Drop, 1_800_000_000);
        await simulation.Ledger.Open.Loops.Single(loop => loop.Name == "follow").StepAsync(default);
        Assert.True(simulation.Ledger.Directory.TryFindDivergence(out var file));

        var (exit, said) = await VerifyAsync(file, "--json");
        var answer = JsonElement.Parse(said);
        var (ours, theirs) = (answer.GetProperty("ours").GetString()!, answer.GetProperty("theirs").GetString()!);
        var number = answer.GetProperty("block").GetInt32();
        Assert.Equal((4, "open"), (exit, answer.GetProperty("verdict").GetString()));
        Assert.Equal(simulation.Chain.Blocks[number].Ref.Hash.ToString(), theirs);
        Assert.Equal(ours, (await simulation.Ledger.Store.ReadAsync(reader => reader.Blocks.At((ulong)number)!.Ref.Hash)).ToString());

        Assert.Contains("Both cannot be the network's", (await VerifyAsync(file, "--lang", "en")).Said, StringComparison.Ordinal);
        Assert.Contains("制造区块头不需任何代价", (await VerifyAsync(file, "--lang", "zh-CN")).Said, StringComparison.Ordinal);
        Assert.Contains("the node that showed", (await VerifyAsync(file, "--lang", "en", "--trusted-block", ours)).Said, StringComparison.Ordinal);
        Assert.Equal(0, (await VerifyAsync(file, "--trusted-block", theirs)).Exit);

        var bytes = await File.ReadAllBytesAsync(file);
        for (var at = 0; at < bytes.Length; at += 97)
        {
            bytes[at] ^= 1;
            await File.WriteAllBytesAsync(file, bytes);
            Assert.Equal(1, (await VerifyAsync(file, "--json")).Exit);
            bytes[at] ^= 1;
        }
    }

    private static async Task<(int Exit, string Said)> VerifyAsync(string file, params string[] options)
    {
        await using var output = new StringWriter();
        var around = new Surroundings(output, output, _ => null, TimeProvider.System, null);
        return (await LedgerCommand.RunAsync(["evidence", "verify", file, .. options], around), output.ToString());
    }
}
