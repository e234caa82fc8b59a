// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Evidence.Schedules;

/// <summary>What a proof shows of a number and one revision, or how it is wrong.</summary>
public enum ListingVerdict
{
    /// <summary>The number stands in the list.</summary>
    Listed,

    /// <summary>The number does not stand in the list, as long as the list ascends; whoever has all of it can see that.</summary>
    NotListed,

    /// <summary>The list is said to be empty, and its root is another than that of no leaf.</summary>
    EmptyRootWrong,

    /// <summary>A list that is not empty is shown without any leaf of it.</summary>
    LeafMissing,

    /// <summary>There are more leaves than the answer needs.</summary>
    LeafSpare,

    /// <summary>A leaf's path does not lead from its index to the root.</summary>
    PathWrong,

    /// <summary>The two leaves are no neighbours: the number may stand between them.</summary>
    NotAdjacent,

    /// <summary>The two leaves do not ascend: the list is no list of a schedule.</summary>
    NotAscending,

    /// <summary>The number does not fall between the two leaves.</summary>
    NotBetween,

    /// <summary>The number is before the only leaf shown, and that is not the first of the list.</summary>
    NotFirst,

    /// <summary>The number is after the only leaf shown, and that is not the last of the list.</summary>
    NotLast,
}
