// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.SystemTests.Running;

namespace Ledger.SystemTests.Faults;

public sealed class SoakTests
{
    private static readonly TimeSpan _short = TimeSpan.FromSeconds(15);

    /// <summary>What <c>scripts/chaos --soak</c> runs: the minutes come from the environment; one JSON line goes out.</summary>
    [Fact]
    public async Task A_ledger_at_work_loses_nothing_and_doubles_nothing_as_long_as_asked_for()
    {
        using var place = new Place();
        await KillableHost.InitAsync(place["data"]);
        var minutes = Environment.GetEnvironmentVariable("LEDGER_SOAK_MINUTES");
        var sum = await new Soak(place, minutes is { Length: > 0 } ? TimeSpan.FromMinutes(int.Parse(minutes, CultureInfo.InvariantCulture)) : _short).RunAsync();
        if (Environment.GetEnvironmentVariable("LEDGER_CHAOS_OUTPUT") is { Length: > 0 } output)
        {
            await File.WriteAllTextAsync(output, sum.ToJson());
        }

        Assert.Equal((0, 0), (sum.Lost, sum.Doubled));
        Assert.True(sum is { Grants: > 0, Reports: > 0, Observations: > 0, SentAgain: > 0 }, sum.ToJson());
        await Aftermath.AssertSoundAsync(place["data"]);
    }
}
