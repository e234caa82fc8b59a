// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;

namespace Ledger.Host.Background;

/// <summary>Remembers which loops ended though nobody asked them to; readiness names them.</summary>
public sealed class LoopBook
{
    private readonly ConcurrentDictionary<string, byte> _stopped = new(StringComparer.Ordinal);

    public IEnumerable<string> Stopped => _stopped.Keys.Order(StringComparer.Ordinal);

    public void NoteStopped(string name) => _stopped[name] = 0;
}
