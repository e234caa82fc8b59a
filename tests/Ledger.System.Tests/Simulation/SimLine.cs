// SPDX-License-Identifier: Apache-2.0

namespace Ledger.SystemTests.Simulation;

/// <summary>Writes that stand in line until they are called one by one: who is first is then no matter of chance.</summary>
internal sealed class SimLine : IDisposable
{
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private readonly SemaphoreSlim _arrivals = new(0);

    /// <summary>Stands in line; ends when it is called.</summary>
    public Task StandAsync()
    {
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(called);
        _arrivals.Release();
        return called.Task;
    }

    /// <summary>Waits until one more stands in line, or whoever was to stand there is done without.</summary>
    public async Task ArrivalAsync(Task of)
    {
        using var given = new CancellationTokenSource(); // a wait that was given up must not take the next one's arrival
        await Task.WhenAny(_arrivals.WaitAsync(given.Token), of);
        await given.CancelAsync();
    }

    /// <summary>Calls the one who came first.</summary>
    public void Call()
    {
        if (_waiting.TryDequeue(out var next))
        {
            next.SetResult();
        }
    }

    public void Dispose() => _arrivals.Dispose();

    /// <summary>The process died: nobody who stands in line comes to his turn.</summary>
    public void Fall(SimCrashException crash)
    {
        while (_waiting.TryDequeue(out var next))
        {
            next.SetException(crash);
        }
    }
}
