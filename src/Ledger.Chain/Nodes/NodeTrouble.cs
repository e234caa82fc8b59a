// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Chain.Nodes;

/// <summary>Why an endpoint is set aside.</summary>
public enum NodeTrouble
{
    /// <summary>No connection, or it broke.</summary>
    Unreachable,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>It asked to come back later.</summary>
    Busy,

    /// <summary>It found us too busy, again and again.</summary>
    Throttled,

    /// <summary>It refused what every node answers: its key may be void.</summary>
    Refused,

    /// <summary>What came back was cut off, no JSON-RPC, or incomplete.</summary>
    Malformed,

    /// <summary>Its answers contradicted each other: logs that are not those of the header's bloom, say.</summary>
    Inconsistent,

    /// <summary>Its head is too far behind the best, or behind what is final here.</summary>
    Lagging,

    /// <summary>It no longer has the blocks, receipts or states that evidence needs.</summary>
    Pruned,

    /// <summary>It shows another block where one is final here.</summary>
    Diverged,

    /// <summary>It is of another chain, or has other code at the contracts' addresses.</summary>
    WrongChain,
}
