// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Startup;

[Collection(HostCollection.Name)]
public sealed class VerbTests(HostFixture host)
{
    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("serve --port 70000")]
    [InlineData("serve --port many")]
    [InlineData("init --finality -1")]
    [InlineData("init --node localhost")]
    [InlineData("init --node ws://127.0.0.1:8545")]
    public async Task A_command_line_that_is_none_ends_with_two(string line)
    {
        var run = await RunAsync(line);

        Assert.Equal(2, run.ExitCode);
        Assert.NotEmpty(run.Error);
    }

    [Theory]
    [InlineData("en_US.UTF-8", false)]
    [InlineData("zh_CN.UTF-8", true)]
    public async Task Serving_a_directory_that_is_not_there_is_one_sentence_and_makes_nothing(string locale, bool isChinese)
    {
        var missing = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        var run = await RunAsync($"serve --data {missing}", ("LC_ALL", locale));

        Assert.Equal(1, run.ExitCode);
        Assert.Single(run.Error.Trim().Split('\n'));
        Assert.Equal(isChinese, run.Error.Any(letter => letter >= '\u4e00'));
        Assert.False(Directory.Exists(missing));
    }

    [Fact]
    public async Task A_directory_of_somebody_elses_is_neither_made_nor_served()
    {
        var foreign = Directory.CreateTempSubdirectory("ledger-foreign-");
        await File.WriteAllTextAsync(Path.Combine(foreign.FullName, "diary.txt"), "mine");

        var made = await RunAsync($"init --data {foreign.FullName}");
        var served = await RunAsync($"serve --data {foreign.FullName}");

        Assert.Equal((1, 1), (made.ExitCode, served.ExitCode));
        Assert.Equal(["diary.txt"], foreign.EnumerateFileSystemInfos().Select(entry => entry.Name));
        foreign.Delete(recursive: true);
    }

    [Theory]
    [InlineData("en_US.UTF-8", false)]
    [InlineData("zh_CN.UTF-8", true)]
    public async Task A_directory_in_use_is_not_served_twice_but_waited_for_until_one_is_told_to_end(string locale, bool isChinese)
    {
        using var process = Start($"serve --data {host.DataDirectory} --port 0", ("LC_ALL", locale));
        var said = await process.StandardError.ReadLineAsync();
        Assert.Contains($"{Environment.ProcessId}@", said, StringComparison.Ordinal);
        Assert.Equal(isChinese, said!.Any(letter => letter >= '\u4e00'));
        Assert.False(process.HasExited);

        Process.Start("kill", ["-TERM", $"{process.Id}"]).Dispose();
        Assert.Equal("", await process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(200, (await host.GetAsync("/health/ready")).Status);
    }

    [Fact]
    public async Task A_port_in_use_is_one_sentence()
    {
        var data = Path.Combine(Path.GetTempPath(), "ledger-port-" + Path.GetRandomFileName());
        Assert.Equal(0, (await RunAsync($"init --data {data} --no-seeds")).ExitCode);
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var run = await RunAsync($"serve --data {data} --port {((IPEndPoint)taken.LocalEndpoint).Port}");

        Assert.Equal(2, run.ExitCode);
        Assert.Single(run.Error.Trim().Split('\n'));
        Assert.Contains("--port", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(data, "keys", "demo")));
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task An_option_out_of_range_is_named_before_anything_opens()
    {
        var run = await RunAsync("serve --data nowhere", ("Ledger__AnchorSize", "0"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("AnchorSize", run.Error, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Error)> RunAsync(string line, params (string Name, string Value)[] environment)
    {
        using var process = Start(line, environment);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await Task.WhenAll(output, process.WaitForExitAsync());
        return (process.ExitCode, error);
    }

    private static Process Start(string line, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", $"{Path.Combine(AppContext.BaseDirectory, "Ledger.Host.dll")} {line}")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
