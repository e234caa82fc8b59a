// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Meta;

namespace Ledger.Application.Proposing;

/// <summary>An answer kept under its idempotency key.</summary>
/// <param name="Status">The status that the door gave.</param>
/// <param name="Body">The body's bytes, as sent.</param>
/// <param name="Of">The records of whose content a body speaks that is not kept in the clear: an erasure finds it by them, where they stand behind the content type.</param>
public sealed record StoredAnswer(int Status, string ContentType, ReadOnlyMemory<byte> Body, IReadOnlyList<Hash32>? Of = null)
{
    /// <summary>Stands behind the content type of a long answer that is kept in small.</summary>
    public const string InSmall = "; kept";

    /// <summary>How the answers of an older host end there, which did not say of what they speak.</summary>
    internal const string Unnamed = InSmall + "\n";
}

/// <summary>The same key and body replay the stored answer; another body under the key is refused (<c>idempotency-mismatch</c>).</summary>
/// <remarks>
/// Answers 5xx are not kept. Reports in bulk that fit into one transaction have their answer kept in it. Elsewhere a crash between
/// the effect and the keeping of its answer runs the request again; each effect is keyed by its content, so a record is
/// journaled once, and a second proposal of a salted act only contends with the first.
/// </remarks>
public sealed class Idempotency
{
    private const int FirstFault = 500;

    private readonly LedgerContext _context;
    private readonly Dictionary<(string Route, string Key), Gate> _running = [];
    private readonly Lock _lock = new();

    internal Idempotency(LedgerContext context) => _context = context;

    /// <summary>Runs <paramref name="handle"/> once for the key and keeps its answer.</summary>
    /// <param name="route">Method and path: keys of different routes are different keys.</param>
    public async Task<Outcome<StoredAnswer>> RunAsync(
        string route,
        string key,
        ReadOnlyMemory<byte> body,
        Func<CancellationToken, Task<StoredAnswer>> handle,
        CancellationToken cancellation)
    {
        using var run = await EnterAsync(route, key, cancellation);
        var hash = Keccak256.Hash(body.Span);
        if (run.Kept is { } kept)
        {
            return kept.BodyHash == hash ? kept.Answer : new IdempotencyMismatch(key);
        }

        var answer = await handle(cancellation);
        if (answer.Status < FirstFault)
        {
            await run.KeepAsync(hash, answer);
        }

        return answer;
    }

    /// <summary>Waits until nobody else runs under the key, and tells what is kept there. For whoever reads the body bit by bit.</summary>
    public async Task<IdempotentRun> EnterAsync(string route, string key, CancellationToken cancellation)
    {
        var place = Enter(route, key);
        try
        {
            await place.Gate.WaitAsync(cancellation);
        }
        catch
        {
            place.Dispose();
            throw;
        }

        var run = new IdempotentRun(_context, () =>
        {
            place.Gate.Release();
            place.Dispose();
        });
        try
        {
            var row = await _context.Store.ReadAsync(reader => reader.Idempotency.Find(route, key), cancellation);
            run.Kept = row is null ? null : (row.BodyHash, Answer(row));
            run.Keep = (writer, hash, answer) => writer.Idempotency.TryAdd(
                new IdempotencyRow(route, key, hash, answer.Status, Pack(answer), checked((long)_context.Now)));
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    /// <summary>A place at the gate of a key; the gate stays as long as anybody has one.</summary>
    private Place Enter(string route, string key)
    {
        lock (_lock)
        {
            if (!_running.TryGetValue((route, key), out var gate))
            {
                _running.Add((route, key), gate = new Gate());
            }

            gate.People++;
            return new Place(this, (route, key), gate);
        }
    }

    private void Leave((string Route, string Key) name, Gate gate)
    {
        lock (_lock)
        {
            if (--gate.People == 0)
            {
                _running.Remove(name);
            }
        }
    }

    // The content type, of what records the body speaks, a line feed, the body.
    private static byte[] Pack(StoredAnswer answer) =>
        [.. Encoding.ASCII.GetBytes(answer.ContentType + (answer.Of is { } of ? "; of=" + string.Concat(of) : "")), (byte)'\n', .. answer.Body.Span];

    private static StoredAnswer Answer(IdempotencyRow row)
    {
        var end = Array.IndexOf(row.Answer, (byte)'\n');
        return new StoredAnswer(row.Status, Encoding.ASCII.GetString(row.Answer, 0, end), row.Answer.AsMemory(end + 1));
    }

    /// <summary>Lets one request of a key in at a time.</summary>
    private sealed class Gate() : SemaphoreSlim(1)
    {
        /// <summary>How many stand before it or within.</summary>
        public int People { get; set; }
    }

    private readonly struct Place(Idempotency owner, (string Route, string Key) name, Gate gate) : IDisposable
    {
        public SemaphoreSlim Gate => gate;

        public void Dispose() => owner.Leave(name, gate);
    }
}

/// <summary>One request under its idempotency key, which nobody else has until this is disposed of.</summary>
public sealed class IdempotentRun : IDisposable
{
    private readonly LedgerContext _context;
    private readonly Action _leave;

    internal IdempotentRun(LedgerContext context, Action leave) => (_context, _leave) = (context, leave);

    /// <summary>What was answered under the key, and the hash of the body that it answered; null where nothing was.</summary>
    public (Hash32 BodyHash, StoredAnswer Answer)? Kept { get; internal set; }

    /// <summary>Keeps the answer under the key, in a transaction that is under way.</summary>
    internal Func<IStoreWriter, Hash32, StoredAnswer, bool> Keep { get; set; } = (_, _, _) => false;

    /// <summary>Keeps the answer under the key; not where something of which it speaks was erased since it was made.</summary>
    public Task KeepAsync(Hash32 bodyHash, StoredAnswer answer) => _context.Store.WriteAsync(
        writer => answer.Of?.Any(record => CustodyBook.ErasureOf(writer, record) is not null) != true && Keep(writer, bodyHash, answer));

    public void Dispose() => _leave();
}

/// <summary>An answer that is kept in the very transaction of what it tells.</summary>
/// <param name="Run">The request under its key.</param>
/// <param name="BodyHash">The hash of its body.</param>
/// <param name="Of">The answer, told by what was done; null where none is to be kept. May be asked more than once.</param>
public sealed record AnswerWith<T>(IdempotentRun Run, Hash32 BodyHash, Func<T, StoredAnswer?> Of)
{
    internal void Keep(IStoreWriter writer, T done)
    {
        if (Of(done) is { } answer)
        {
            Run.Keep(writer, BodyHash, answer);
        }
    }
}
