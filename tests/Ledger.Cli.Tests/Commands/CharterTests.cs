// SPDX-License-Identifier: Apache-2.0

using Ledger.Cli.Tests.Support;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

[Collection(HostCollection.Name)]
public sealed class CharterTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Theory]
    [InlineData("en", "charter: 20 days in Asia/Shanghai", "host's option: 7 × 24 h")]
    [InlineData("zh-CN", "章程：Asia/Shanghai 的 20 天", "主机选项：7 × 24 小时")]
    public async Task A_pools_deadlines_and_a_claims_are_shown_with_who_says_so(string language, string charter, string option)
    {
        var license = await _walk.LicenseAsync();
        var (id, licensee) = (license.GetProperty("id").GetString(), license.GetProperty("licensee").GetString()!);
        await _walk.RecordAsync(SomeRecords.Claim(license, await _walk.ChainTimeAsync(), await _walk.RecentBlockAsync()), licensee);
        var pool = await LedgerAsync($"pool show {license.GetProperty("pool").GetString()} --lang {language}");
        var payments = await LedgerAsync($"payment list --license {id} --lang {language}");
        Assert.Equal((0, 0), (pool.ExitCode, payments.ExitCode));
        Assert.Contains(charter, pool.Out, StringComparison.Ordinal);
        Assert.Contains(option, pool.Out, StringComparison.Ordinal);
        Assert.Contains(charter, payments.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_charter_is_proposed_with_a_pool_and_changed_by_a_command_of_its_own()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("charter.json", """{"names":{"en":"Pool of the command"},"zone":"Asia/Tokyo","paymentDisputeDays":14,"lodgeGraceDays":3}""");
        var license = await _walk.LicenseAsync();
        var pool = license.GetProperty("pool").GetString();
        var administrator = (await _walk.PoolAsync()).GetProperty("administrator").GetProperty("id").GetString();
        foreach (var (line, kind, root) in new[]
        {
            ($"pool form --governance 0 --administrator {administrator} --charter {file}", "PoolCharter", "charterRoot"),
            ($"pool charter {pool} --charter {file}", "PolicyChange", "policyRoot"),
        })
        {
            var run = await LedgerAsync(line + " --json");
            Assert.True(run.ExitCode == 0, run.Error + run.Out);
            Assert.Equal(kind, run.Json.GetProperty("kind").GetString());
            Assert.DoesNotMatch("^0x0+$", run.Json.GetProperty("typedData").GetProperty("message").GetProperty(root).GetString());
        }

        Assert.Equal(2, (await LedgerAsync($"pool charter {pool}")).ExitCode);
        var bad = folder.Write("bad.json", """{"names":{"en":"A"},"zone":"Mars/Olympus"}""");
        var refused = await LedgerAsync($"pool charter {pool} --charter {bad} --lang zh-CN");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("Mars/Olympus", refused.Error, StringComparison.Ordinal);
        var misspelt = folder.Write("misspelt.json", """{"names":{"en":"A"},"zone":"Asia/Tokyo","paymentDisputeDay":3}""");
        var unread = await LedgerAsync($"pool charter {pool} --charter {misspelt}");
        Assert.Equal(2, unread.ExitCode); // rather than a charter without the rule
        Assert.Contains("paymentDisputeDay", unread.Error, StringComparison.Ordinal);
    }

    private Task<Run> LedgerAsync(string line) => Run.LedgerAsync($"{line} --url {host.Url}", host.Environment());
}
