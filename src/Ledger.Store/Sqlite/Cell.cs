// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Store.Sqlite;

/// <summary>One value on its way into a statement; hashes and numbers travel without an allocation.</summary>
internal readonly struct Cell
{
    private Cell(CellKind kind, long number = 0, object? reference = null, Hash32 hash = default)
    {
        Kind = kind;
        Number = number;
        Reference = reference;
        Hash = hash;
    }

    public CellKind Kind { get; }

    public long Number { get; }

    public object? Reference { get; }

    public Hash32 Hash { get; }

    public static Cell Null => default;

    public static implicit operator Cell(long value) => new(CellKind.Integer, value);

    public static implicit operator Cell(int value) => new(CellKind.Integer, value);

    public static implicit operator Cell(bool value) => new(CellKind.Integer, value ? 1 : 0);

    /// <summary>SQLite's integers are signed: 2⁶³ and above are refused with an <see cref="OverflowException"/>.</summary>
    public static implicit operator Cell(ulong value) => new(CellKind.Integer, checked((long)value));

    public static implicit operator Cell(long? value) => value is { } it ? it : default(Cell);

    public static implicit operator Cell(ulong? value) => value is { } it ? it : default(Cell);

    public static implicit operator Cell(Hash32 value) => new(CellKind.Hash, hash: value);

    public static implicit operator Cell(Hash32? value) => value is { } it ? it : default(Cell);

    public static implicit operator Cell(Address value)
    {
        Span<byte> padded = stackalloc byte[Hash32.Size];
        padded[Ethereum.Address.Size..].Clear();
        value.CopyTo(padded);
        return new(CellKind.Address, hash: new Hash32(padded));
    }

    public static implicit operator Cell(Address? value) => value is { } it ? it : default(Cell);

    public static implicit operator Cell(byte[]? value) => value is null ? default : new(CellKind.Blob, reference: value);

    /// <summary>The first bytes of a buffer that is used again once the statement has run.</summary>
    public static Cell Start(byte[] buffer, int length) => Part(new ArraySegment<byte>(buffer, 0, length));

    /// <summary>Bytes of an array, which is used again once the statement has run.</summary>
    public static Cell Part(ArraySegment<byte> part) => new(CellKind.Part, ((long)part.Offset << 32) | (uint)part.Count, part.Array);

    public static implicit operator Cell(string? value) => value is null ? default : new(CellKind.Text, reference: value);
}

internal enum CellKind : byte
{
    Null = 0,
    Integer,
    Hash,
    Address,
    Part,
    Blob,
    Text,
}
