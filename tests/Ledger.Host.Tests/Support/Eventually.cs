// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Host.Tests.Support;

/// <summary>Waits on a condition of a real process, with a deadline.</summary>
public static class Eventually
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(90);

    public static async Task IsTrueAsync(Func<Task<bool>> condition, string what)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < _deadline, $"{what} It did not within {_deadline.TotalSeconds} s.");
            await timer.WaitForNextTickAsync();
        }
    }
}
