// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Application.Core;

/// <summary>Whether the writer stands still because chain and store disagree. Reading goes on; only an operator lifts it.</summary>
internal sealed class WriterHalt
{
    private volatile string? _reason;

    /// <summary>Why; null while all is well.</summary>
    public string? Reason => _reason;

    public bool IsSet => _reason is not null;

    /// <summary>Halts; the first reason stays.</summary>
    public void Set(string reason) => Interlocked.CompareExchange(ref _reason, reason, null);
}
