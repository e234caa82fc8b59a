// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;

namespace Ledger.Domain.Schedules;

/// <summary>The tree over a list of patents, as revisions and contributions commit to it.</summary>
public static class PatentList
{
    /// <summary>The leaf hashes, in the order given.</summary>
    public static Hash32[] Leaves(IReadOnlyList<Patent> patents) => MerkleHash.Leaves([.. patents.Select(patent => patent.LeafData)]);

    /// <summary>The RFC 6962 root.</summary>
    public static Hash32 Root(IReadOnlyList<Patent> patents) => MerkleTree.Root(Leaves(patents));

    /// <summary>The order of a list: country, then number, by code unit.</summary>
    public static int Compare(Patent left, Patent right) =>
        string.CompareOrdinal(left.Country, right.Country) is not 0 and var byCountry
            ? byCountry
            : string.CompareOrdinal(left.Number, right.Number);

    /// <summary>Whether a list is the one that a root and a count commit to, in strictly ascending order.</summary>
    public static Refusal? Check(IReadOnlyList<Patent> patents, Hash32 root, uint count)
    {
        for (var i = 1; i < patents.Count; i++)
        {
            if (Compare(patents[i - 1], patents[i]) >= 0)
            {
                return new PatentsNotAscending(i);
            }
        }

        var computed = Root(patents);
        return patents.Count == count && computed == root ? null : new PatentsMismatch((uint)patents.Count, computed);
    }
}
