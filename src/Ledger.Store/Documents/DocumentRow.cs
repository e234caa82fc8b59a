// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Store.Documents;

/// <summary>A document as kept: ciphertext, whose secret lives outside the store.</summary>
/// <param name="Id">The salted root that a record or act commits to.</param>
/// <param name="Kind">Its schema, such as <c>license-terms</c>.</param>
/// <param name="Ciphertext">The encrypted content with its nonce and tag; null once erased.</param>
/// <param name="CreatedAt">UTC seconds.</param>
/// <param name="ErasedAt">UTC seconds; null while held.</param>
public sealed record DocumentRow(
    Hash32 Id, string Kind, Hash32? Pool, Hash32? Party, byte[]? Ciphertext, long CreatedAt, long? ErasedAt = null);

public interface IDocumentReader
{
    DocumentRow? Find(Hash32 id);

    /// <summary>All documents without their ciphertext, by id.</summary>
    IReadOnlyList<DocumentRow> List(Hash32 afterId, int limit);
}

public interface IDocumentWriter : IDocumentReader
{
    /// <summary>Keeps a document; false if one with that id is here already or was erased.</summary>
    bool TryAdd(DocumentRow document);

    /// <summary>Removes the ciphertext and leaves the row as tombstone; false if it is not held.</summary>
    bool Erase(Hash32 id, long at);
}
