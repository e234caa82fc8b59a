// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;

namespace Ledger.Application.Core;

/// <summary>How often each loop failed in a row, and why the last time; forgotten as soon as it works again.</summary>
internal sealed class FaultBook
{
    private readonly ConcurrentDictionary<string, LoopFaults> _loops = new(StringComparer.Ordinal);

    public IReadOnlyList<LoopFaults> InARow => [.. _loops.Values.OrderBy(loop => loop.Name, StringComparer.Ordinal)];

    public void Note(string loop, int count, string why) => _loops[loop] = new(loop, count, why);

    public void Forget(string loop) => _loops.TryRemove(loop, out _);
}

/// <param name="Name">The loop.</param>
/// <param name="Count">Faults in a row.</param>
/// <param name="Why">The kind of the last one: a word, since its sentence may name paths that are nobody's business.</param>
internal sealed record LoopFaults(string Name, int Count, string Why);
