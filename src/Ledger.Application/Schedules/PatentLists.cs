// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Ledger.Application.Documents;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Store;

namespace Ledger.Application.Schedules;

/// <summary>The lists behind the roots of revisions and contributions, as far as they are held or follow from what is.</summary>
internal sealed class PatentLists(DocumentVault vault)
{
    private const int MostRead = 64;

    private readonly ConcurrentDictionary<Hash32, IReadOnlyList<Patent>> _read = new();

    /// <summary>The patents behind a root; null where they are not held.</summary>
    public IReadOnlyList<Patent>? Open(IStoreReader reader, Hash32 root)
    {
        if (root == MerkleHash.Empty)
        {
            return [];
        }

        if (!_read.TryGetValue(root, out var patents) && DocumentRoots.OpenPatents(vault, reader, root) is { } opened)
        {
            if (_read.Count >= MostRead)
            {
                _read.Clear(); // they are read again as they are asked for
            }

            patents = _read.GetOrAdd(root, opened);
        }

        return patents;
    }

    /// <summary>The patents of a revision; a list that is not held is put together out of the one before and the contributions, where that gives its root.</summary>
    /// <param name="revision">From 1; 0 is the empty list before the first.</param>
    public IReadOnlyList<Patent>? Of(IStoreReader reader, ScheduleHistory schedule, uint revision)
    {
        if (revision == 0)
        {
            return [];
        }

        var revised = schedule.Revisions[checked((int)revision) - 1];
        return Open(reader, revised.Act.Root)
            ?? (Together(reader, schedule, revised) is { } list && PatentList.Root(list) == revised.Act.Root ? list : null);
    }

    /// <summary>The list of a revision that delists nothing; null where a part of it is not held.</summary>
    public IReadOnlyList<Patent>? Together(IStoreReader reader, ScheduleHistory schedule, ScheduleRevised revised) =>
        Of(reader, schedule, revised.Act.Revision - 1) is { } before && Contributed(reader, revised) is { } given
        && RevisionList.Compose(before, [], given.Select(item => item.Patents)) is { Refusal: null, Patents: var patents }
            ? patents
            : null;

    /// <summary>Each contribution of a revision with its patents; null where one is not held.</summary>
    public IReadOnlyList<(Contribution Act, IReadOnlyList<Patent> Patents)>? Contributed(IStoreReader reader, ScheduleRevised revised)
    {
        List<(Contribution, IReadOnlyList<Patent>)> found = [];
        foreach (var contribution in revised.Contributions)
        {
            if (Open(reader, contribution.Root) is not { } patents)
            {
                return null;
            }

            found.Add((contribution, patents));
        }

        return found;
    }
}
