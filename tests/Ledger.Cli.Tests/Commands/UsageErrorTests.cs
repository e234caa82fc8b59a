// SPDX-License-Identifier: Apache-2.0

using Ledger.Cli.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

public sealed class UsageErrorTests
{
    private const string NoId = "0x0000000000000000000000000000000000000000000000000000000000000001";

    [Theory]
    [InlineData("")]
    [InlineData("pool")]
    [InlineData("pool nonsense")]
    [InlineData("pool show")]
    [InlineData("pool show 0x12")]
    [InlineData("license list --standing Odd")]
    [InlineData("license propose --pool " + NoId)]
    [InlineData("evidence export --license " + NoId)]
    [InlineData("evidence verify nothing.zip --trusted-block 0x12")]
    [InlineData("evidence verify nothing.zip")]
    [InlineData("proposal new nothing.json")]
    [InlineData("key show nothing.json")]
    [InlineData("pool list --url nonsense")]
    [InlineData("pool list --url ftp://127.0.0.1")]
    [InlineData("proposal sign " + NoId)]
    [InlineData("doctor --node ftp://127.0.0.1")]
    public async Task A_wrong_use_ends_with_two_and_a_sentence_in_each_language(string line)
    {
        var english = await Run.LedgerAsync(line + " --lang en");
        var chinese = await Run.LedgerAsync(line + " --lang zh-CN");

        Assert.Equal((2, 2), (english.ExitCode, chinese.ExitCode));
        Assert.Empty(english.Out);
        Assert.DoesNotContain(english.Error, letter => letter >= '\u4e00');
        Assert.Contains(chinese.Error, letter => letter >= '\u4e00');
    }

    [Theory]
    [InlineData("fsck")]
    [InlineData("doctor")]
    public async Task A_node_of_the_environment_that_is_no_address_is_named_but_not_shown(string verb)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["Ledger__Nodes__0"] = "http://127.0.0.1:1", ["Ledger__Nodes__1"] = "a-secret" };
        var run = await Run.LedgerAsync(verb + " --data nowhere", variables);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Ledger__Nodes__1", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("a-secret", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_that_is_not_spoken_is_a_wrong_use() => Assert.Equal(2, (await Run.LedgerAsync("pool list --lang de")).ExitCode);

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task A_host_that_is_not_there_ends_with_three(string language)
    {
        var run = await Run.LedgerAsync($"pool list --url http://127.0.0.1:1 --lang {language}");

        Assert.Equal(3, run.ExitCode);
        Assert.NotEmpty(run.Error);
    }

    [Fact]
    public async Task Help_names_every_group_in_the_language_asked_for()
    {
        var help = await Run.LedgerAsync("--help --lang zh-CN");

        Assert.Equal(0, help.ExitCode);
        Assert.All(
            ["deployment", "pool", "party", "license", "proposal", "operation", "usage", "observation", "alert", "evidence", "key"],
            group => Assert.Contains($"  {group} ", help.Out, StringComparison.Ordinal));
        Assert.Contains("专利池", help.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_bundle_is_refused_at_the_step_bundle()
    {
        using var folder = new TemporaryFolder();

        var run = await Run.LedgerAsync($"evidence verify {folder.Write("no.zip", "no bundle")} --json");

        Assert.Equal(1, run.ExitCode);
        var step = run.Json.GetProperty("steps")[0];
        Assert.Equal("bundle", step.GetProperty("name").GetString());
        Assert.False(step.GetProperty("ok").GetBoolean());
    }
}
