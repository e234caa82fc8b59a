// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Cli.Tests.Support;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Commands;

/// <summary>What <c>license verify</c> fetches, with one bit of one byte changed on the way: a sample, or with <c>LEDGER_TEST_FULL</c> ten times as many.</summary>
[Collection(HostCollection.Name)]
public sealed class FlippedEvidenceTests(HostFixture host)
{
    private const int Sample = 100;
    private const int FullSample = 1_000;

    private readonly Walk _walk = new(host);

    [Fact]
    public async Task Every_changed_byte_of_the_evidence_turns_a_step_red()
    {
        var id = (await _walk.LicenseAsync()).GetProperty("id").GetString()!;
        var position = -1;
        var length = 0;
        await using var liar = await LyingHost.StartAsync(host.Url, text =>
        {
            if (!text.StartsWith("PK", StringComparison.Ordinal))
            {
                return text;
            }

            length = text.Length;
            return position < 0 ? text : string.Concat(text.AsSpan(0, position), [(char)(text[position] ^ 1)], text.AsSpan(position + 1));
        });
        Assert.Equal(0, (await VerifyAsync(liar, id)).ExitCode);

        var wanted = Environment.GetEnvironmentVariable("LEDGER_TEST_FULL") is { Length: > 0 } ? FullSample : Sample;
        List<string> passed = [];
        for (position = 0; position < length; position += Math.Max(1, length / wanted))
        {
            var run = await VerifyAsync(liar, id);
            if (run.ExitCode != 1 || (run.Out.Length > 0 && !IsRed(run.Json)))
            {
                passed.Add($"{position}: {run.ExitCode} {run.Out}{run.Error}");
            }
        }

        Assert.Empty(passed);
    }

    private static bool IsRed(JsonElement said) => said.GetProperty("verdict").GetString() == "invalid"
        && said.GetProperty("steps").EnumerateArray().Any(step => !step.GetProperty("ok").GetBoolean());

    private Task<Run> VerifyAsync(LyingHost liar, string id) => Run.LedgerAsync($"license verify {id} --url {liar.Url} --json", host.Environment());
}
