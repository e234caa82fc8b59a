// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Cli.Tests.Support;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

/// <summary>What <c>ledger evidence verify</c> makes of pins, over the examples of the formats: none is passed over.</summary>
public sealed class PinTests : IDisposable
{
    private static readonly string Other = $"0x{new string('1', 64)}";
    private static readonly string Zero = $"0x{new string('0', 64)}";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("signed-record", "--license")]
    [InlineData("signed-record", "--trusted-block")]
    [InlineData("report-fork", "--pool")]
    [InlineData("report-fork", "--trusted-block")]
    [InlineData("promise-file", "--license")]
    [InlineData("divergence", "--license")]
    [InlineData("divergence", "--pool")]
    [InlineData("log-divergence", "--license")]
    [InlineData("log-fork", "--license")]
    [InlineData("log-fork", "--trusted-block")]
    [InlineData("replay-divergence", "--pool")]
    public async Task A_pin_that_a_file_carries_nothing_for_is_refused_as_a_wrong_option(string example, string option)
    {
        var file = Example(example);
        var english = await Run.LedgerAsync($"evidence verify {file} {option} {Other} --lang en");
        var chinese = await Run.LedgerAsync($"evidence verify {file} {option} {Other} --lang zh-CN");
        Assert.Equal((2, 2), (english.ExitCode, chinese.ExitCode));
        Assert.Contains($"{option} does not apply", english.Error, StringComparison.Ordinal);
        Assert.Contains($"{option} 不适用于此类文件", chinese.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("signed-record", "--pool")]
    [InlineData("report-fork", "--license")]
    [InlineData("log-divergence", "--pool")]
    [InlineData("log-fork", "--pool")]
    public async Task A_file_of_another_license_or_pool_is_not_taken_for_this_one(string example, string option)
    {
        var run = await Run.LedgerAsync($"evidence verify {Example(example)} {option} {Other} --lang en");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"of another {option} than the one given", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("signed-record", "--pool")]
    [InlineData("report-fork", "--license")]
    public async Task A_pin_that_holds_leaves_the_files_own_verdict(string example, string option)
    {
        var run = await Run.LedgerAsync($"evidence verify {Example(example)} {option} {Zero} --lang en");
        Assert.Equal((1, ""), (run.ExitCode, run.Error)); // no key signed the examples
        Assert.Contains("[fail] signature", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("signed-record")]
    [InlineData("report-fork")]
    [InlineData("divergence")]
    [InlineData("log-divergence")]
    [InlineData("log-fork")]
    [InlineData("replay-divergence")]
    public async Task A_file_of_another_deployment_is_refused(string example)
    {
        var domains = new[] { "Parties", "Pools", "Licenses", "UsageLog" }
            .ToDictionary(name => name, name => new { name, version = "1", chainId = 77, verifyingContract = "0x0000000000000000000000000000000000000001" });
        var deployment = _folder.Write("deployment.json", JsonSerializer.Serialize(new { chainId = 77, eip712 = new { domains } }));
        var run = await Run.LedgerAsync($"evidence verify {Example(example)} --deployment {deployment} --lang en");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("of another --deployment", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Example(string name)
    {
        var begin = $"example {name} = ";
        var line = File.ReadLines(Repository.File("src/Ledger.Evidence/FORMATS.md")).Single(line => line.StartsWith(begin, StringComparison.Ordinal));
        return _folder.Write(name + ".json", line[begin.Length..]);
    }
}
