// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Chain.Embedded;

/// <summary>Lets readers pass, except while a block is being mined: none may see it before its hash is durable.</summary>
internal sealed class BlockGate
{
    private readonly Lock _lock = new();
    private int _readers;
    private TaskCompletionSource? _opened;
    private TaskCompletionSource? _drained;

    internal async ValueTask EnterAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task opened;
            lock (_lock)
            {
                if (_opened is null)
                {
                    _readers++;
                    return;
                }

                opened = _opened.Task;
            }

            await opened.WaitAsync(cancellation);
        }
    }

    internal void Leave()
    {
        lock (_lock)
        {
            if (--_readers == 0)
            {
                _drained?.TrySetResult();
            }
        }
    }

    /// <summary>Keeps new readers out and waits for those inside. One closer at a time.</summary>
    internal async Task CloseAsync()
    {
        Task drained;
        lock (_lock)
        {
            _opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_readers == 0)
            {
                _drained.SetResult();
            }

            drained = _drained.Task;
        }

        await drained;
    }

    internal void Open()
    {
        lock (_lock)
        {
            _opened?.TrySetResult();
            _opened = null;
            _drained = null;
        }
    }
}
