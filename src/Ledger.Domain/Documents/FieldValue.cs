// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Ledger.Domain.Documents;

/// <summary>The types of a document's fields; the byte stands in the leaf.</summary>
public enum FieldType : byte
{
    /// <summary>The field has no value. Every field of a schema may be absent, and stands in the tree all the same.</summary>
    Absent = 0,

    Text = 1,

    /// <summary>A whole number: decimal digits, a minus before them where negative.</summary>
    Integer = 2,

    /// <summary>A decimal number, without zeros at the end.</summary>
    Decimal = 3,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean = 4,
}

/// <summary>One value in its one form.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Text">Its text; empty where absent.</param>
public readonly record struct FieldValue(FieldType Type, string Text)
{
    private const string PlainDecimal = "0.############################";

    public static FieldValue Absent { get; } = new(FieldType.Absent, "");

    public static FieldValue Of(string text) => new(FieldType.Text, text);

    public static FieldValue Of(long number) => new(FieldType.Integer, number.ToString(CultureInfo.InvariantCulture));

    public static FieldValue Of(decimal number) => new(FieldType.Decimal, number.ToString(PlainDecimal, CultureInfo.InvariantCulture));

    public static FieldValue Of(bool truth) => new(FieldType.Boolean, truth ? "true" : "false");

    /// <summary>Whether the text is the one form of a value of this type.</summary>
    public bool IsCanonical => Type switch
    {
        FieldType.Absent => Text.Length == 0,
        FieldType.Text => Usage.RecordText.IsWellFormed(Text),
        FieldType.Integer => long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && Of(number) == this,
        FieldType.Decimal => decimal.TryParse(
            Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && Of(number) == this,
        FieldType.Boolean => Text is "true" or "false",
        _ => false,
    };
}
