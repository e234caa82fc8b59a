// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Application.Proposing;

/// <summary>An answer kept under its idempotency key.</summary>
/// <param name="Status">The status that the door gave.</param>
/// <param name="Body">The body's bytes, as sent.</param>
public sealed record StoredAnswer(int Status, string ContentType, ReadOnlyMemory<byte> Body);

/// <summary>The same key and body replay the stored answer; another body under the key is refused (<c>idempotency-mismatch</c>).</summary>
public sealed class Idempotency
{
    /// <summary>Runs <paramref name="handle"/> once for the key and keeps its answer.</summary>
    /// <param name="route">Method and path: keys of different routes are different keys.</param>
    public Task<Outcome<StoredAnswer>> RunAsync(
        string route,
        string key,
        ReadOnlyMemory<byte> body,
        Func<CancellationToken, Task<StoredAnswer>> handle,
        CancellationToken cancellation) =>
        throw new NotSupportedException();
}
