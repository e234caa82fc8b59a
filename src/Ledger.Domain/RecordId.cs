// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Ledger.Ethereum;

namespace Ledger.Domain;

/// <summary>A record of the usage log: its struct hash.</summary>
public readonly record struct RecordId(Hash32 Value) : IComparable<RecordId>
{
    /// <summary>Reads 0x and 64 hexadecimal digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RecordId id)
    {
        var known = Hash32.TryParse(text, out var value);
        id = new(value);
        return known;
    }

    /// <summary>Reads 0x and 64 hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static RecordId Parse(string text) => new(Hash32.Parse(text));

    public bool IsZero => Value.IsZero;

    public int CompareTo(RecordId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString();
}
