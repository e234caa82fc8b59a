// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Upkeep;
using Ledger.Cli.Output;
using Ledger.Cli.Tests.Support;
using Ledger.Cli.Texts;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

[Collection(HostCollection.Name)]
public sealed class UpkeepCommandTests(HostFixture host)
{
    [Fact]
    public async Task Fsck_beside_the_running_host_is_sound_and_says_so_in_each_language()
    {
        var json = await Run.LedgerAsync($"fsck --data {host.DataDirectory} --json");
        Assert.Equal((0, ""), (json.ExitCode, json.Error));
        Assert.Equal("sound", json.Json.GetProperty("verdict").GetString());
        Assert.All(json.Json.GetProperty("roots").EnumerateArray(), root => Assert.Equal("held", root.GetProperty("state").GetString()));
        var english = await Run.LedgerAsync($"fsck --data {host.DataDirectory} --no-chain");
        var chinese = await Run.LedgerAsync($"fsck --data {host.DataDirectory} --no-chain --lang zh-CN");
        Assert.Equal((4, 4), (english.ExitCode, chinese.ExitCode));
        Assert.Contains("The chain was not asked", english.Out, StringComparison.Ordinal);
        Assert.Contains("未询问链", chinese.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_is_made_restored_and_checked()
    {
        using var folder = new TemporaryFolder();
        var (file, secrets, data) = (folder.File("b.zip"), folder.File("s.zip"), folder.File("restored"));
        var backup = await Run.LedgerAsync($"backup {file} --secrets {secrets} --data {host.DataDirectory} --json");
        Assert.Equal((0, ""), (backup.ExitCode, backup.Error));
        Assert.Equal(new FileInfo(file).Length, backup.Json.GetProperty("bytes").GetInt64());

        var again = await Run.LedgerAsync($"backup {file} --data {host.DataDirectory}");
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("backup-exists", again.Error, StringComparison.Ordinal);

        var restored = await Run.LedgerAsync($"restore {file} --secrets {secrets} --data {data}");
        Assert.Equal((0, ""), (restored.ExitCode, restored.Error));
        Assert.Contains(data, restored.Out, StringComparison.Ordinal);
        var rebuilt = await Run.LedgerAsync($"rebuild --data {data} --json");
        Assert.Equal((0, 0), (rebuilt.ExitCode, rebuilt.Json.GetProperty("changed").GetInt32()));
        Assert.Equal(1, (await Run.LedgerAsync($"restore {file} --data {data}")).ExitCode);

        File.WriteAllText(Path.Combine(data, "secrets.jsonl"), "");
        var incomplete = await Run.LedgerAsync($"fsck --data {data} --json");
        Assert.Equal(4, incomplete.ExitCode);
        Assert.Contains(incomplete.Json.GetProperty("flaws").EnumerateArray(), flaw => flaw.GetProperty("code").ValueEquals("fsck-document-missing"));
        File.WriteAllText(Path.Combine(data, "chain", "blocks.log"), "x\ny\n");
        var wrong = await Run.LedgerAsync($"fsck --data {data} --lang zh-CN");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("区块记录损坏", wrong.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fsck")]
    [InlineData("rebuild")]
    [InlineData("backup nothing.zip")]
    [InlineData("restore nothing.zip")]
    public async Task What_is_not_there_is_said_in_each_language(string verb)
    {
        using var folder = new TemporaryFolder();
        var english = await Run.LedgerAsync($"{verb} --data {folder.File("nothing")} --lang en");
        var chinese = await Run.LedgerAsync($"{verb} --data {folder.File("nothing")} --lang zh-CN");
        Assert.Equal(english.ExitCode, chinese.ExitCode);
        Assert.True(english.ExitCode is 1 or 2, english.Error);
        Assert.DoesNotContain(english.Error, letter => letter >= '\u4e00');
        Assert.Contains(chinese.Error, letter => letter >= '\u4e00');
    }

    [Fact]
    public async Task Rebuild_beside_the_running_host_is_refused()
    {
        var run = await Run.LedgerAsync($"rebuild --data {host.DataDirectory}");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("directory-locked", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_has_a_line_per_look_and_sees_the_host()
    {
        var run = await Run.LedgerAsync($"doctor --data {host.DataDirectory} --port {host.Url.Port}");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("A host has the directory open", run.Out, StringComparison.Ordinal);
        var json = await Run.LedgerAsync($"doctor --data {host.DataDirectory} --port {host.Url.Port} --json");
        Assert.Equal(run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, json.Json.GetArrayLength());
        using var folder = new TemporaryFolder();
        folder.Write("note", "not a ledger");
        Assert.Equal(1, (await Run.LedgerAsync($"doctor --data {Path.GetDirectoryName(folder.File("note"))}")).ExitCode);
    }

    [Theory]
    [InlineData("init --data x")]
    [InlineData("serve --port 1")]
    public async Task The_hosts_verbs_are_named_and_sent_to_it(string line)
    {
        var run = await Run.LedgerAsync(line);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"scripts/ledger {line.Split(' ')[0]}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bar_is_drawn_over_itself_and_leaves_nothing_behind()
    {
        using var to = new StringWriter();
        using (var progress = new ProgressLine(to, CliTexts.In("en"), isWatched: true))
        {
            progress.Report(new UpkeepStep(UpkeepStep.Pack, 1, 4));
            progress.Report(new UpkeepStep(UpkeepStep.History, 7));
        }

        var drawn = to.ToString().Split('\r', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("[######------------------]  25 % packing", drawn[0]);
        Assert.Equal("hashing blocks and facts 7", drawn[1].TrimEnd());
        Assert.Equal("", drawn[2].Trim());
        using var nobody = new StringWriter();
        using (var progress = new ProgressLine(nobody, CliTexts.In("en"), isWatched: false))
        {
            progress.Report(new UpkeepStep(UpkeepStep.Pack, 1, 4));
        }

        Assert.Equal("", nobody.ToString());
    }
}
