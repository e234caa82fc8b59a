// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Ledger.SystemTests.Architecture;
using Ledger.Application;

namespace Ledger.SystemTests.Running;

/// <summary>What a user meets who knows nothing but <c>scripts/run</c>.</summary>
public sealed class RunScriptTests
{
    private const int Refused = 1;
    private const int Usage = 2;
    private const int Fault = 3;

    [Fact]
    public async Task A_second_start_continues_where_the_first_one_was_and_Ctrl_C_ends_both_cleanly()
    {
        using var place = new Place();
        string before;
        ulong head;
        await using (var first = ScriptRun.Start(["--data", place["data"], "--port", "0"]))
        {
            await first.ReadyAsync();
            Assert.Contains("Preparing", first.Said, StringComparison.Ordinal);
            before = await StateAsync(first);
            head = await HeadAsync(first);
            Assert.Equal(0, await first.InterruptAsync());
            Assert.DoesNotContain("xception", first.Said, StringComparison.Ordinal);
        }

        await using var second = ScriptRun.Start(["--data", place["data"], "--port", "0"]);
        await second.ReadyAsync();
        Assert.DoesNotContain("Preparing", second.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("Building", second.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("Installing", second.Said, StringComparison.Ordinal);
        Assert.Equal(before, await StateAsync(second));
        Assert.True(await HeadAsync(second) >= head);

        await using var third = ScriptRun.Start(["--data", place["data"], "--port", "0"]);
        await third.UntilAsync(() => Task.FromResult(third.Said.Contains("writes to this data directory. This one waits", StringComparison.Ordinal)), "waiting");
        Assert.Equal(0, await third.InterruptAsync());
        Assert.Equal(0, await second.InterruptAsync());
        Assert.DoesNotContain("xception", second.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_seeds_it_is_empty_and_no_demonstration_key_is_made()
    {
        using var place = new Place();
        await using var run = ScriptRun.Start(["--data", place["data"], "--port", "0", "--no-seeds"]);
        await run.ReadyAsync();
        var deployment = await run.GetAsync("/api/v1/deployment");
        Assert.Equal("embedded", deployment.GetProperty("engine").GetString());
        Assert.False(deployment.GetProperty("demo").GetBoolean());
        Assert.Equal(0, (await run.GetAsync("/api/v1/pools")).GetProperty("items").GetArrayLength());
        Assert.False(Directory.Exists(Path.Combine(place["data"], "keys", "demo")));
        Assert.Equal(0, await run.InterruptAsync());
    }

    [Fact]
    public async Task An_interrupted_first_start_leaves_what_the_next_one_carries_on_with()
    {
        using var place = new Place();
        await using (var torn = ScriptRun.Start(["--data", place["data"], "--port", "0"]))
        {
            await torn.UntilAsync(() => Task.FromResult(Directory.Exists(Path.Combine(place["data"], "chain"))), "at the chain");
            Assert.NotEqual(0, await torn.InterruptAsync());
            Assert.True(File.Exists(Path.Combine(place["data"], "init.unfinished")), torn.Said);
        }

        await using var next = ScriptRun.Start(["--data", place["data"], "--port", "0"]);
        await next.ReadyAsync();
        Assert.Equal(SeededLicenses(), (await next.GetAsync("/api/v1/licenses")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_port_in_use_is_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        using var place = new Place();
        await SaysAsync(
            Fault, $"Port {port} is in use: stop what listens there, or choose another with --port.", ["--data", place["data"], "--port", port]);
        Assert.False(Directory.Exists(place["data"]));
    }

    [Fact]
    public async Task A_foreign_data_directory_is_one_sentence_and_is_left_alone()
    {
        using var place = new Place();
        place.Write("thesis.txt", "mine");
        await SaysAsync(
            Refused, $"{place.Root} holds something that is not a ledger's; it is left alone. Choose another directory with --data.", ["--data", place.Root, "--port", "0"]);
        Assert.Equal("mine", await File.ReadAllTextAsync(place["thesis.txt"]));
        Assert.Single(Directory.GetFileSystemEntries(place.Root));
    }

    [Theory]
    [InlineData("scripts/run does not know --prot; --help lists what it knows.", "--prot", "80")]
    [InlineData("--port needs a value.", "--port")]
    [InlineData("--port takes a number from 0 to 65535, not 65536.", "--port", "65536")]
    public Task An_option_that_is_none_is_one_sentence(string sentence, params string[] arguments) => SaysAsync(Usage, sentence, arguments);

    [Theory]
    [InlineData("localhost:8545", "")]
    [InlineData("ws://127.0.0.1:8545", " That of a WebSocket carries hints only: " + ApplicationOptions.HintsOnly)]
    public async Task A_node_that_is_no_address_is_one_sentence_and_makes_nothing(string node, string more)
    {
        using var place = new Place();
        await SaysAsync(
            Usage,
            $"Preparing {place["data"]}{Environment.NewLine}--node takes an address that begins with http:// or https://.{more}",
            ["--data", place["data"], "--port", "0", "--node", node]);
        Assert.False(Directory.Exists(place["data"]));
    }

    [Theory]
    [InlineData("dotnet", "The .NET 10 SDK is missing: install it so that 'dotnet --version' says 10.")]
    [InlineData("node", "Node is missing: install Node 20 or newer.")]
    [InlineData("npm", "npm is missing: install it beside Node.")]
    public async Task A_missing_tool_is_one_sentence(string tool, string sentence)
    {
        using var tools = new Tools(tool);
        using var place = new Place();
        await SaysAsync(Fault, sentence, ["--data", place["data"], "--port", "0"], ("PATH", tools.PathVariable));
        Assert.False(Directory.Exists(place["data"]));
    }

    [Theory]
    [InlineData("node", "echo 18.20.4", "Node 18.20.4 is too old: install Node 20 or newer.")]
    [InlineData("dotnet", "echo '8.0.100 [/usr/lib/dotnet/sdk]'", "The .NET SDK here is not version 10: install the .NET 10 SDK beside it.")]
    public async Task A_tool_that_is_too_old_is_one_sentence(string tool, string script, string sentence)
    {
        using var tools = new Tools();
        tools.Pretend(tool, script);
        using var place = new Place();
        await SaysAsync(Fault, sentence, ["--data", place["data"], "--port", "0"], ("PATH", tools.PathVariable));
    }

    [Fact]
    public async Task A_missing_library_is_installed_by_root_under_the_name_that_this_Debian_has_for_it()
    {
        using var tools = new Tools();
        tools.Pretend("ldconfig", "");
        tools.Pretend("apt-cache", "echo 'libsecp256k1-1 - library'; echo 'libsecp256k1-2 - library'");
        tools.Pretend("apt-get", "echo \"apt-get $*\" >&3");
        tools.Pretend("lib.sh", Checkout.Read("scripts/lib.sh"));
        string[] call = ["/usr/bin/env", $"PATH={tools.PathVariable}", "bash", "-c", "exec 3>&1; . lib.sh; require_secp256k1"];
        string[] asNobody = ["--reuid=65534", "--regid=65534", "--clear-groups", .. call];

        var nobody = Environment.IsPrivilegedProcess ? await Shell.RunAsync("setpriv", asNobody) : await Shell.RunAsync(call[0], call[1..]);
        Assert.Equal((Fault, "Install what is missing with: sudo apt-get install libsecp256k1-2", ""), (nobody.Code, nobody.Error.Trim(), nobody.Output));

        if (Environment.IsPrivilegedProcess)
        {
            var root = await Shell.RunAsync(call[0], call[1..]);
            Assert.Equal((0, "Installing libsecp256k1-2"), (root.Code, root.Error.Trim()));
            Assert.Equal("apt-get update -qq\napt-get install -y --no-install-recommends libsecp256k1-2\n", root.Output);
        }
    }

    private static async Task SaysAsync(int code, string sentence, string[] arguments, params (string Name, string Value)[] environment)
    {
        await using var run = ScriptRun.Start(arguments, [("LC_ALL", "C.UTF-8"), .. environment]);
        Assert.Equal(code, await run.EndAsync());
        // Where the checkout has changed since it was built, it is built first, and that is said.
        Assert.Equal(sentence, string.Join(Environment.NewLine, run.Lines.Where(line => !line.StartsWith("Building ", StringComparison.Ordinal))));
    }

    /// <summary>The contracts, the world and the first block.</summary>
    private static async Task<string> StateAsync(ScriptRun run) => string.Join(
        Environment.NewLine,
        (await run.GetAsync("/api/v1/deployment")).GetProperty("contracts").GetRawText(),
        (await run.GetAsync("/api/v1/pools")).GetRawText(),
        (await run.GetAsync("/api/v1/licenses")).GetRawText(),
        (await AskAsync(run, "eth_getBlockByNumber", "0x1", false)).GetProperty("hash").GetString());

    private static async Task<ulong> HeadAsync(ScriptRun run) =>
        ulong.Parse((await AskAsync(run, "eth_blockNumber")).GetString()!.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static async Task<JsonElement> AskAsync(ScriptRun run, string method, params object[] parameters)
    {
        using var question = JsonContent.Create(new { jsonrpc = "2.0", id = 1, method, @params = parameters });
        using var answer = await run.Client.PostAsync("/rpc", question);
        return JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync()).GetProperty("result");
    }

    /// <summary>How many licenses the seeds make, by grant, sublicense or import.</summary>
    private static int SeededLicenses() => Checkout.Files("seeds")
        .SelectMany(path => JsonElement.Parse(Checkout.Read(path)).GetProperty("steps").EnumerateArray())
        .Count(step => step.TryGetProperty("act", out var act) && act.GetString() is "LicenseGrant" or "Sublicense" or "AttestedImport");
}
