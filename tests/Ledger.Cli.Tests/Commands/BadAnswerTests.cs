// SPDX-License-Identifier: Apache-2.0

using Ledger.Cli.Tests.Support;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

/// <summary>An answer of host or node that is none is a fault of theirs, and no wrong use of the command.</summary>
[Collection(HostCollection.Name)]
public sealed class BadAnswerTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Theory]
    [InlineData("pool list", "\"id\":\"0x", "\"id\":\"0xzz")]
    [InlineData("stream open --pool POOL --name Plant-Z --key-file KEY", "\"result\":\"0x", "\"result\":\"0xzz")] // the chain's id
    [InlineData("stream open --pool POOL --name Plant-Z --key-file KEY", "\"result\":\"0x", "\"result\":7,\"was\":\"0x")]
    public async Task An_answer_that_is_not_in_its_form_ends_with_three(string line, string from, string to)
    {
        var license = await _walk.LicenseAsync();
        await using var liar = await LyingHost.StartAsync(host.Url, text => text.Replace(from, to, StringComparison.Ordinal));
        var run = await Run.LedgerAsync(
            line.Replace("POOL", license.GetProperty("pool").GetString(), StringComparison.Ordinal)
                .Replace("KEY", _walk.KeyOf(license.GetProperty("licensee").GetString()!).Path, StringComparison.Ordinal) + $" --url {liar.Url} --lang en",
            host.Environment());

        Assert.True(run.ExitCode == 3, $"{run.ExitCode}: {run.Error}{run.Out}");
    }
}
