// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;

namespace Ledger.Evidence.Schedules;

/// <summary>That a number stands in a revision's list, or between which neighbours it does not.</summary>
/// <remarks>
/// <code>
/// listed     = the leaf
/// not listed = the two neighbours around the number; the first leaf, if it comes before; the last, if it comes after;
///              nothing, where the list is empty
/// </code>
/// </remarks>
/// <param name="Root">The revision's root.</param>
/// <param name="Count">How many leaves the revision has.</param>
/// <param name="Leaves">In the order of their indices.</param>
public sealed record ListingProof(Hash32 Root, uint Count, ImmutableArray<ListedLeaf> Leaves)
{
    /// <summary>Proves what a list says of a number.</summary>
    /// <param name="patents">The revision's patents, in ascending order.</param>
    public static ListingProof Make(IReadOnlyList<Patent> patents, PublicationNumber number)
    {
        var tree = new MerkleTree(PatentList.Leaves(patents));
        var (low, high) = (0, patents.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Order(patents[middle], number) < 0 ? (middle + 1, high) : (low, middle);
        }

        var isListed = low < patents.Count && Order(patents[low], number) == 0;
        var (from, until) = isListed ? (low, low + 1) : (Math.Max(low - 1, 0), Math.Min(low + 1, patents.Count));
        return new ListingProof(
            tree.Head,
            (uint)patents.Count,
            [.. Enumerable.Range(from, until - from).Select(i => new ListedLeaf(patents[i], (uint)i, [.. InclusionProof.Make(tree, (ulong)i, tree.Size)]))]);
    }

    /// <summary>Judges the proof; total. Root and count are those of the revision's act, which the caller has from the chain.</summary>
    public ListingVerdict Verify(PublicationNumber number) => (Count, Leaves) switch
    {
        (0, { IsDefaultOrEmpty: false }) => ListingVerdict.LeafSpare,
        (0, _) => Root == MerkleHash.Empty ? ListingVerdict.NotListed : ListingVerdict.EmptyRootWrong,
        (_, { IsDefaultOrEmpty: true }) => ListingVerdict.LeafMissing,
        (_, { Length: > 2 }) => ListingVerdict.LeafSpare,
        _ when Leaves.Any(leaf => !Stands(leaf)) => ListingVerdict.PathWrong,
        (_, [var only]) => Judge(only, Order(only.Patent, number)),
        (_, [var left, var right]) => Judge(left, right, number),
        _ => ListingVerdict.LeafSpare,
    };

    private ListingVerdict Judge(ListedLeaf only, int order) => order switch
    {
        0 => ListingVerdict.Listed,
        > 0 => only.Index == 0 ? ListingVerdict.NotListed : ListingVerdict.NotFirst,
        _ => only.Index == Count - 1 ? ListingVerdict.NotListed : ListingVerdict.NotLast,
    };

    private static ListingVerdict Judge(ListedLeaf left, ListedLeaf right, PublicationNumber number) => left switch
    {
        _ when right.Index != left.Index + 1UL => ListingVerdict.NotAdjacent,
        _ when PatentList.Compare(left.Patent, right.Patent) >= 0 => ListingVerdict.NotAscending,
        _ when Order(left.Patent, number) == 0 || Order(right.Patent, number) == 0 => ListingVerdict.LeafSpare,
        _ => Order(left.Patent, number) < 0 && Order(right.Patent, number) > 0 ? ListingVerdict.NotListed : ListingVerdict.NotBetween,
    };

    private bool Stands(ListedLeaf leaf) =>
        InclusionProof.Verify(Root, Count, leaf.Index, MerkleHash.Leaf(leaf.Patent.LeafData), leaf.Path.AsSpan());

    private static int Order(Patent patent, PublicationNumber number) =>
        string.CompareOrdinal(patent.Country, number.Country) is not 0 and var byCountry
            ? byCountry
            : string.CompareOrdinal(patent.Number, number.Number);
}

/// <summary>One leaf of a list with its place.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Path">Leaf to root, as RFC 6962 §2.1.1.</param>
public sealed record ListedLeaf(Patent Patent, uint Index, ImmutableArray<Hash32> Path);
