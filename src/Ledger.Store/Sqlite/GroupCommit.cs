// SPDX-License-Identifier: Apache-2.0

using Microsoft.Data.Sqlite;

namespace Ledger.Store.Sqlite;

/// <summary>
/// Runs waiting writes in one transaction, each in a savepoint of its own, and answers them after the one commit. A lone
/// one needs no savepoint, within which SQLite's undoing of single statements costs more the longer the write is. When
/// an error takes the whole transaction with it, each write runs again in a transaction of its own, so that none suffers
/// from its neighbours. Each transaction begins with a look at the fencing token, under SQLite's write lock. After an error of the disk nothing more is written: what a failed sync has left is unknown.
/// </summary>
internal sealed class GroupCommit(Session session, string path, WalBackfill backfill)
{
    private readonly SqliteUnit _unit = new(session);
    private readonly List<WriteRequest> _done = [];
    private StoreFault? _halted;
    private long _token;

    public void Run(IReadOnlyList<WriteRequest> group)
    {
        if (_halted is not null || group.Count == 1 || !TryTogether(group))
        {
            foreach (var request in group)
            {
                Alone(request);
            }
        }

        _halted ??= backfill.Committed();
    }

    /// <summary>From here on nothing is written under another token.</summary>
    public void Fence(long token) => Interlocked.Exchange(ref _token, token);

    private bool TryTogether(IReadOnlyList<WriteRequest> group)
    {
        _done.Clear();
        var failed = new List<(WriteRequest Request, Exception Error)>();
        try
        {
            Begin();
            foreach (var request in group)
            {
                session.Run("SAVEPOINT one");
                try
                {
                    request.Run(_unit);
                    session.Run("RELEASE one");
                    _done.Add(request);
                }
                catch (Exception error) when (session.InTransaction && !IsOfTheWorld(error))
                {
                    session.Run("ROLLBACK TO one");
                    session.Run("RELEASE one");
                    failed.Add((request, error));
                }
            }

            session.Run("COMMIT");
        }
        catch (Exception)
        {
            Undo();
            return false;
        }

        _done.ForEach(request => request.Complete());
        failed.ForEach(it => it.Request.Fail(SqliteFaults.Translate(it.Error, path)));
        return true;
    }

    private void Alone(WriteRequest request)
    {
        if (_halted is not null)
        {
            request.Fail(_halted);
            return;
        }

        try
        {
            Begin();
            request.Run(_unit);
            session.Run("COMMIT");
        }
        catch (Exception error)
        {
            Undo();
            var told = SqliteFaults.Translate(error, path);
            if (told is StoreFault { Kind: StoreFaultKind.InputOutput or StoreFaultKind.Corrupt or StoreFaultKind.Fenced } fault)
            {
                _halted = fault;
            }

            request.Fail(told);
            return;
        }

        request.Complete();
    }

    private void Begin()
    {
        session.Run("BEGIN IMMEDIATE");
        if (Interlocked.Read(ref _token) is var mine and not 0 && session.Number("SELECT token FROM writer") is var token && token != mine)
        {
            throw new StoreFault(StoreFaultKind.Fenced, $"Another host has become the writer of {path} (token {token}, ours is {mine}): nothing more is written here.");
        }
    }

    private bool IsOfTheWorld(Exception error) => error is SqliteException sqlite && SqliteFaults.From(sqlite, path) is not null;

    private void Undo()
    {
        if (session.InTransaction)
        {
            session.Run("ROLLBACK");
        }
    }
}
