// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;
using Ledger.Application.Tests.World;
using Ledger.Application.Texts;
using Ledger.Application.Upkeep;

namespace Ledger.Application.Tests.Upkeep;

[Collection(SeededTemplate.Collection)]
public sealed class DoctorTests(SeededTemplate template)
{
    [Fact]
    public async Task A_good_machine_and_a_whole_directory_have_nothing_to_mend()
    {
        await using var test = await TestLedger.StartAsync(template);
        await test.Ledger.DisposeAsync();
        var findings = await LookAsync(test.Directory);
        Assert.DoesNotContain(findings, finding => finding.State is DoctorFinding.Failed);
        Assert.Equal(
            ["access", "clock", "directory", "engine", "library", "lock", "port", "room", "schema"],
            findings.Select(finding => finding.Check).Order(StringComparer.Ordinal));
        Assert.Contains(findings, finding => finding.Code is "doctor-free");
    }

    [Fact]
    public async Task A_running_host_is_seen_and_left_alone()
    {
        await using var test = await TestLedger.StartAsync(template);
        Assert.Contains(await LookAsync(test.Directory), finding => finding.Code is "doctor-held");
        await test.SubmitAsync("licensee-harbor");
        await test.AnchorAsync();
    }

    [Fact]
    public async Task What_keeps_a_host_from_starting_is_named()
    {
        await using var test = await TestLedger.StartAsync(template);
        await test.Ledger.DisposeAsync();
        var key = Path.Combine(test.Directory, "keys", "demo", "alliance.json");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        }

        File.Delete(Path.Combine(test.Directory, "keys", "relayer.json"));
        File.WriteAllText(Path.Combine(test.Directory, "divergence-7.json"), "{}");
        Sql.Run(test.Directory, "PRAGMA user_version = 99;");
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var findings = await Doctor.RunAsync(test.Directory, port, "/nowhere/anvil", TimeProvider.System, CancellationToken.None);
        var codes = findings.Select(finding => finding.Code).ToList();
        Assert.All(
            ["doctor-open-to-others", "doctor-file-missing", "doctor-diverged", "doctor-schema-unknown", "doctor-port-taken", "doctor-engine-missing"],
            code => Assert.Contains(code, codes));
        Assert.Equal(key, findings.Single(finding => finding.Code is "doctor-open-to-others").Args["path"]);
    }

    [Fact]
    public async Task A_clock_that_is_behind_the_chain_is_named()
    {
        await using var test = await TestLedger.StartAsync(template);
        await test.Ledger.DisposeAsync();
        var late = new TestClock(test.Clock.GetUtcNow().AddHours(-2));
        var findings = await Doctor.RunAsync(test.Directory, 1, Repository.Anvil, late, CancellationToken.None);
        Assert.Contains(findings, finding => finding.Code is "doctor-clock-behind");
    }

    [Fact]
    public async Task A_place_without_a_ledger_is_told_from_a_foreign_one()
    {
        using var temp = new TempDirectory();
        Assert.Contains(await LookAsync(temp["nothing"]), finding => finding.Code is "doctor-directory-missing");
        File.WriteAllText(temp["note"], "mine");
        Assert.Contains(await LookAsync(temp.Root), finding => finding.Code is "doctor-directory-foreign");
        File.WriteAllText(temp["init.unfinished"], "{}");
        Assert.Contains(await LookAsync(temp.Root), finding => finding.Code is "doctor-directory-unfinished");
    }

    [Fact]
    public async Task A_network_whose_node_is_silent_or_of_another_chain_is_named()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var test = await TestLedger.StartAsync(node, finality: 2);
        await test.Ledger.DisposeAsync();
        Assert.Contains(await LookAsync(test.Directory), finding => finding is { Check: "node", State: DoctorFinding.Ok });
        var deployment = Path.Combine(test.Directory, "deployment.json");
        var pinned = File.ReadAllText(deployment);
        File.WriteAllText(deployment, pinned.Replace("\"moreNodes\":null", "\"moreNodes\":[\"http://127.0.0.1:1/a-secret-key\"]", StringComparison.Ordinal));
        var two = (await LookAsync(test.Directory)).Where(finding => finding.Check is "node").ToList();
        Assert.Equal([("doctor-good", DoctorFinding.Ok), ("doctor-node-aside", DoctorFinding.Warning)], two.Select(finding => (finding.Code, finding.State)));
        Assert.Equal(["node-2", "Unreachable"], two[1].Args.OrderBy(arg => arg.Key, StringComparer.Ordinal).Select(arg => arg.Value));
        File.WriteAllText(deployment, pinned.Replace("\"chainId\":31337", "\"chainId\":31338", StringComparison.Ordinal));
        Assert.Contains(await LookAsync(test.Directory), finding => finding.Code is "doctor-node-other");
        File.WriteAllText(deployment, pinned.Replace(node.Url.ToString().TrimEnd('/'), "http://127.0.0.1:1", StringComparison.Ordinal));
        Assert.Contains(await LookAsync(test.Directory), finding => finding.Code is "doctor-node-silent");

        // The deployment's node moved; who serves is told so by an option, and so are these.
        var moved = new ApplicationOptions { Nodes = [node.Url.ToString()] };
        Assert.Contains(await LookAsync(test.Directory, moved), finding => finding is { Check: "node", State: DoctorFinding.Ok });
        var silent = await Fsck.RunAsync(test.Directory, null, withChain: true, TimeProvider.System, null, CancellationToken.None);
        Assert.Contains(silent.Value!.Flaws, flaw => flaw.Code is "fsck-chain-unread");
        var heard = await Fsck.RunAsync(test.Directory, null, withChain: true, TimeProvider.System, null, CancellationToken.None, moved);
        Assert.Equal([], heard.Value!.Flaws);
    }

    /// <summary>Every kind of flaw and finding has its sentence in both languages, with nothing left unfilled.</summary>
    [Fact]
    public void Every_flaw_and_every_finding_has_its_sentence_in_both_languages()
    {
        var statements = new[] { typeof(Flaw), typeof(DoctorFinding) }
            .SelectMany(type => type.GetMethods().Where(method => method.IsStatic && method.ReturnType == type))
            .Select(method => (Domain.Statement)method.Invoke(null, [.. method.GetParameters().Select(parameter => Value(parameter.ParameterType))])!)
            .ToList();
        Assert.True(statements.Count > 40, $"only {statements.Count} were found");
        Assert.All(statements, statement => Assert.All(RefusalTexts.Languages, language =>
        {
            Assert.Contains(statement.Code, RefusalTexts.Codes(language));
            Assert.DoesNotContain('{', new RefusalTexts().Describe(statement, language).Detail);
        }));
    }

    private static object Value(Type type) => type == typeof(string) ? "x" : Activator.CreateInstance(Nullable.GetUnderlyingType(type) ?? type)!;

    private static async Task<IReadOnlyList<DoctorFinding>> LookAsync(string directory, ApplicationOptions? options = null)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        return await Doctor.RunAsync(directory, port, Repository.Anvil, TimeProvider.System, CancellationToken.None, options);
    }
}
