// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Store.Sqlite;

/// <summary>One write on its way through the queue: a body, and where its answer goes.</summary>
internal abstract class WriteRequest
{
    /// <summary>Why the caller no longer waits for it, if so; asked once, before it first runs.</summary>
    public abstract bool IsCancelled { get; }

    /// <summary>Runs the body and keeps what it returns, until <see cref="Complete"/>.</summary>
    public abstract void Run(IStoreWriter writer);

    /// <summary>Tells the caller: durable.</summary>
    public abstract void Complete();

    /// <summary>Tells the caller: none of it is kept.</summary>
    public abstract void Fail(Exception error);
}

internal sealed class WriteRequest<T>(Func<IStoreWriter, T> body, CancellationToken cancellationToken) : WriteRequest
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    /// <summary>Waits until the writer thread has answered.</summary>
#pragma warning disable VSTHRD003 // the writer thread answers, and never waits for a caller
    public Task<T> AnswerAsync() => _answer.Task;
#pragma warning restore VSTHRD003

    public override bool IsCancelled
    {
        get
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                return false;
            }

            _answer.TrySetCanceled(cancellationToken);
            return true;
        }
    }

    public override void Run(IStoreWriter writer) => _result = body(writer);

    public override void Complete() => _answer.TrySetResult(_result!);

    public override void Fail(Exception error) => _answer.TrySetException(error);
}
