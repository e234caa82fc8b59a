// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;

namespace Ledger.Evidence.Verification;

/// <summary>The headers of the evidence by hash, and which of them lead to a trusted block.</summary>
internal sealed class HeaderSet
{
    private readonly Dictionary<Hash32, BlockHeader> _byHash = [];
    private readonly HashSet<Hash32> _confirmed = [];

    private HeaderSet()
    {
    }

    /// <summary>What is wrong with the headers themselves; null when nothing.</summary>
    public Note? Flaw { get; private set; }

    public int Count => _byHash.Count;

    /// <summary>The header of a block, or null.</summary>
    public BlockHeader? Find(Hash32 block) => _byHash.GetValueOrDefault(block);

    /// <summary>Whether the block is trusted, or an ancestor by shown headers of one that is.</summary>
    public bool IsConfirmed(Hash32 block) => _confirmed.Contains(block);

    /// <summary>Reads every header; stops at the first flaw.</summary>
    public static HeaderSet Read(ImmutableArray<byte[]> headers, IReadOnlySet<Hash32> used, Trust? trust)
    {
        var set = new HeaderSet();
        var order = new List<(Hash32 Hash, BlockHeader Header)>();
        for (var i = 0; i < headers.Length && set.Flaw is null; i++)
        {
            set.Flaw = !BlockHeader.TryDecode(headers[i], out var header) ? Note.Of("header-malformed", ("position", i))
                : order.Count > 0 && header.Number <= order[^1].Header.Number ? Note.Of("header-order", ("position", i))
                : null;
            if (set.Flaw is null)
            {
                var hash = Keccak256.Hash(headers[i]);
                set._byHash[hash] = header!;
                order.Add((hash, header!));
            }
        }

        set.Flaw ??= Missing(set, used) ?? Spare(order, used);
        set.Confirm(order, trust);
        return set;
    }

    private static Note? Missing(HeaderSet set, IReadOnlySet<Hash32> used)
    {
        foreach (var block in used.Order())
        {
            if (!set._byHash.ContainsKey(block))
            {
                return Note.Of("header-missing", ("block", block));
            }
        }

        return null;
    }

    private static Note? Spare(List<(Hash32 Hash, BlockHeader Header)> order, IReadOnlySet<Hash32> used)
    {
        for (var i = 0; i < order.Count; i++)
        {
            var links = (i > 0 && order[i].Header.ParentHash == order[i - 1].Hash)
                || (i + 1 < order.Count && order[i + 1].Header.ParentHash == order[i].Hash);
            if (!links && !used.Contains(order[i].Hash))
            {
                return Note.Of("header-spare", ("position", i));
            }
        }

        return null;
    }

    private void Confirm(List<(Hash32 Hash, BlockHeader Header)> order, Trust? trust)
    {
        var parents = new HashSet<Hash32>();
        for (var i = order.Count - 1; i >= 0 && trust is not null; i--)
        {
            if (trust.Blocks.Contains(order[i].Hash) || parents.Contains(order[i].Hash))
            {
                _confirmed.Add(order[i].Hash);
                parents.Add(order[i].Header.ParentHash);
            }
        }
    }
}
