// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Application.Custody;

/// <summary>Why a document, or what came with a record, is not shown, held or erased.</summary>
public abstract record CustodyRefusal : Refusal;

/// <summary>No such document here, or none that the caller may know of.</summary>
public sealed record DocumentUnknown(Hash32 Document) : CustodyRefusal
{
    public override string Code => "document-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("document", Document));
}

/// <summary>The document was erased; its tombstone stands in its custody.</summary>
public sealed record DocumentErased(Hash32 Document, long At) : CustodyRefusal
{
    public override string Code => "document-erased";

    public override IReadOnlyDictionary<string, string> Args => Named(("document", Document), ("at", At));
}

/// <summary>The document was kept here and cannot be opened: its secret is gone, and nobody erased it.</summary>
public sealed record DocumentLost(Hash32 Document) : CustodyRefusal
{
    public override string Code => "document-lost";

    public override IReadOnlyDictionary<string, string> Args => Named(("document", Document));
}

/// <summary>The document's schema has no such field.</summary>
public sealed record FieldUnknown(string Field) : CustodyRefusal
{
    public override string Code => "field-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("field", Field));
}

/// <summary>A legal hold wins over erasure.</summary>
public sealed record DocumentHeld(Hash32 Document, string Matters) : CustodyRefusal
{
    public override string Code => "document-held";

    public override IReadOnlyDictionary<string, string> Args => Named(("document", Document), ("matters", Matters));
}

/// <summary>Nobody holds it for that matter.</summary>
/// <param name="Document">The document's root, or the record's id.</param>
public sealed record HoldUnknown(Hash32 Document, string Matter) : CustodyRefusal
{
    public override string Code => "hold-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("document", Document), ("matter", Matter));
}

/// <summary>A hold needs a matter and a reason of 1 to 256 characters each.</summary>
public sealed record HoldInvalid : CustodyRefusal
{
    public override string Code => "hold-invalid";
}

/// <summary>The list is public: whoever has it would keep it.</summary>
public sealed record DocumentPublic(Hash32 Document) : CustodyRefusal
{
    public override string Code => "document-public";

    public override IReadOnlyDictionary<string, string> Args => Named(("document", Document));
}

/// <summary>It is not that party's to erase.</summary>
public sealed record ErasureNotTheirs(PartyId Party) : CustodyRefusal
{
    public override string Code => "erasure-not-theirs";

    public override IReadOnlyDictionary<string, string> Args => Named(("party", Party));
}

/// <summary>What came with the record was erased; the signed demand stands in its place.</summary>
public sealed record RecordErased(Hash32 Record, long At) : CustodyRefusal
{
    public override string Code => "record-erased";

    public override IReadOnlyDictionary<string, string> Args => Named(("record", Record), ("at", At));
}

/// <summary>A legal hold wins over erasure.</summary>
public sealed record RecordHeld(Hash32 Record, string Matters) : CustodyRefusal
{
    public override string Code => "record-held";

    public override IReadOnlyDictionary<string, string> Args => Named(("record", Record), ("matters", Matters));
}

/// <summary>Nothing came with the record: it is its signed fields alone, which stay.</summary>
public sealed record RecordBare(Hash32 Record) : CustodyRefusal
{
    public override string Code => "record-bare";

    public override IReadOnlyDictionary<string, string> Args => Named(("record", Record));
}

/// <summary>No final checkpoint passes the record yet.</summary>
public sealed record RecordNotFinal(Hash32 Record) : CustodyRefusal
{
    public override string Code => "record-not-final";

    public override IReadOnlyDictionary<string, string> Args => Named(("record", Record));
}
