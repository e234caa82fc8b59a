// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Store.Custody;

/// <summary>One thing that happened to a document. Never changed, never erased.</summary>
/// <param name="Seq">Its number in the store, over all documents; zero on the way in.</param>
/// <param name="Document">The document's root.</param>
/// <param name="What">read, disclosed, held, released or erased.</param>
/// <param name="Party">On whose behalf; null for nobody's.</param>
/// <param name="Key">The id of the API key that asked.</param>
/// <param name="At">UTC seconds.</param>
/// <param name="Detail">JSON: the fields disclosed, the reason of a hold, the signed erasure.</param>
/// <param name="Hash">Over all of this and the hash of the entry before it of the same document.</param>
public sealed record CustodyRow(long Seq, Hash32 Document, string What, Hash32? Party, string Key, long At, byte[] Detail, Hash32 Hash);

/// <summary>An act commits to a document.</summary>
/// <param name="Seq">Its number in the store.</param>
public sealed record CustodyLink(long Seq, Hash32 Document, Hash32 Act);

public interface ICustodyReader
{
    /// <summary>What happened to a document after entry <paramref name="afterSeq"/>, oldest first.</summary>
    IReadOnlyList<CustodyRow> Of(Hash32 document, long afterSeq, int limit);

    /// <summary>The number of the newest entry of all; zero while there is none.</summary>
    long Newest { get; }

    /// <summary>The last entry of a document.</summary>
    CustodyRow? Last(Hash32 document);

    /// <summary>Entries of all documents, in the order of their numbers.</summary>
    IReadOnlyList<CustodyRow> After(long afterSeq, int limit);

    /// <summary>The acts that commit to a document, as they were proposed here.</summary>
    IReadOnlyList<Hash32> ActsOf(Hash32 document);

    /// <summary>Which act commits to which document, in the order in which they were proposed.</summary>
    IReadOnlyList<CustodyLink> Links(long afterSeq, int limit);
}

public interface ICustodyWriter : ICustodyReader
{
    /// <summary>Adds an entry.</summary>
    void Append(CustodyRow row);

    /// <summary>Keeps that an act commits to a document; keeping it twice changes nothing.</summary>
    void Link(Hash32 document, Hash32 act);
}
