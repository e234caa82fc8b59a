// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Store.Projections;

/// <summary>Which rows of a kind to list; what is null does not matter.</summary>
public readonly record struct ProjectionFilter(Hash32? Pool = null, Hash32? Party = null, string? Tag = null);

public interface IProjectionReader
{
    ProjectionRow? Find(string kind, Hash32 id);

    /// <summary>
    /// Rows born after the fact <paramref name="afterSeq"/>, oldest first. A page may pass <paramref name="limit"/> only
    /// to keep together the rows that share its last <see cref="ProjectionRow.FirstSeq"/>, which is the next cursor.
    /// </summary>
    IReadOnlyList<ProjectionRow> List(string kind, ProjectionFilter filter, long afterSeq, int limit);

    long Count(string kind, ProjectionFilter filter);

    /// <summary>Every row, by (kind, first fact, id): what <c>fsck</c> compares. Read it to the end within the body.</summary>
    IEnumerable<ProjectionRow> All();
}

public interface IProjectionWriter : IProjectionReader
{
    /// <summary>Inserts, or replaces the row of that kind and id.</summary>
    void Put(ProjectionRow row);

    /// <summary>Removes the row of that kind and id; false if there was none.</summary>
    bool Remove(string kind, Hash32 id);

    /// <summary>Removes all rows, before a rebuild.</summary>
    void Clear();
}
