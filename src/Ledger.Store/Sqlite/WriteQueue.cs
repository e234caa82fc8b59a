// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;

namespace Ledger.Store.Sqlite;

/// <summary>The single writer: one thread that takes what waits, up to a group, and commits it together; or each caller in turn, where the options say so.</summary>
internal sealed class WriteQueue : IDisposable
{
    private readonly Session _session;
    private readonly GroupCommit _commit;
    private readonly WalBackfill _backfill;
    private readonly BlockingCollection<WriteRequest> _waiting = [];
    private readonly SemaphoreSlim _places;
    private readonly int _maxGroup;
    private readonly Thread? _thread;
    private readonly string _path;

    public WriteQueue(Session session, string path, SqliteOptions options)
    {
        _session = session;
        _path = path;
        _backfill = new WalBackfill(path, options, session);
        _commit = new GroupCommit(session, path, _backfill);
        _places = new SemaphoreSlim(options.MaxQueue);
        _maxGroup = options.MaxGroup;
        if (!options.OnCallersThread)
        {
            _thread = new Thread(Loop) { IsBackground = true, Name = "ledger store writer" };
            _thread.Start();
        }
    }

    public async Task<T> WriteAsync<T>(Func<IStoreWriter, T> body, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            var request = new WriteRequest<T>(body, cancellationToken);
            try
            {
                _waiting.Add(request, CancellationToken.None);
            }
            catch (Exception error) when (error is InvalidOperationException or ObjectDisposedException)
            {
                throw new StoreFault(StoreFaultKind.Closed, $"The store {_path} is closed.");
            }

            if (_thread is null)
            {
                RunWaiting();
            }

            return await request.AnswerAsync();
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>From here on nothing is written under another token.</summary>
    public void Fence(long token) => _commit.Fence(token);

    /// <inheritdoc cref="WalBackfill.Empty" />
    public void EmptyLog() => _backfill.Empty();

    /// <summary>Takes no more, finishes what waits, and closes the connection.</summary>
    public void Dispose()
    {
        _waiting.CompleteAdding();
        if (_thread is { } thread)
        {
            thread.Join();
        }
        else
        {
            RunWaiting();
        }

        _backfill.Dispose();
        _session.Dispose();
        _waiting.Dispose();
    }

    /// <summary>On the caller's thread: his own request, and any that came before it.</summary>
    private void RunWaiting()
    {
        lock (_commit)
        {
            while (_waiting.TryTake(out var request))
            {
                if (!request.IsCancelled)
                {
                    _commit.Run([request]);
                }
            }
        }
    }

    private void Loop()
    {
        var group = new List<WriteRequest>(_maxGroup);
        foreach (var first in _waiting.GetConsumingEnumerable())
        {
            for (var next = first; next is not null; next = group.Count < _maxGroup && _waiting.TryTake(out var more) ? more : null)
            {
                if (!next.IsCancelled)
                {
                    group.Add(next);
                }
            }

            if (group.Count > 0)
            {
                _commit.Run(group);
                group.Clear();
            }
        }
    }
}
