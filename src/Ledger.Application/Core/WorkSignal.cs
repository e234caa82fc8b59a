// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Application.Core;

/// <summary>Wakes everybody who waits for work. A pulse between two looks is never missed: waiters compare what they saw.</summary>
internal sealed class WorkSignal
{
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The pulse to come. Take it before looking for work, and wait for it after.</summary>
    public Pulse Next => new(_next);

    public void Wake() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>One pulse to come.</summary>
    internal readonly struct Pulse(TaskCompletionSource source)
    {
        /// <summary>Waits for the pulse, at most for so long.</summary>
        public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellation)
        {
            try
            {
                await source.Task.WaitAsync(atMost, time, cancellation);
            }
            catch (TimeoutException)
            {
                // Nobody pulsed: look anyway.
            }
        }
    }
}
