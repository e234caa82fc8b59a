// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Proposing;

namespace Ledger.Application.Core;

/// <summary>
/// Whether the writer stands still: because chain and store disagree, which only an operator lifts, or because another host writes now.
/// Reading goes on.
/// </summary>
internal sealed class WriterHalt
{
    private volatile Standstill? _standstill;

    /// <summary>Why, for whoever looks at the machine room; null while all is well.</summary>
    public string? Reason => _standstill?.Reason;

    /// <summary>Code of the condition. Stable.</summary>
    public string? Code => _standstill?.Code;

    /// <summary>Why, for whoever wants something written; null while all is well.</summary>
    public ProposalRefusal? Refusal => _standstill?.Refusal;

    public bool IsSet => _standstill is not null;

    /// <summary>Chain and store disagree. The first reason stays.</summary>
    public void Set(string reason) => Set(new Standstill("writer-halted", reason, new LedgerHalted(reason)));

    /// <summary>Another process has become the writer.</summary>
    public void Lose(string holder) => Set(new Standstill(
        "writer-lost", $"The process {holder} has taken the data directory over, since this one stood still for too long; nothing more is written here.", new WriterLost()));

    private void Set(Standstill standstill) => Interlocked.CompareExchange(ref _standstill, standstill, null);

    private sealed record Standstill(string Code, string Reason, ProposalRefusal Refusal);
}
