// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Documents;

namespace Ledger.Domain.Licenses.Terms;

/// <summary>Terms as values of their schema's fields; what is not agreed is absent.</summary>
internal static class TermValues
{
    public static FieldValue Of(string? text) => text is null ? FieldValue.Absent : FieldValue.Of(text);

    public static FieldValue Of(TermPeriod? period) => period is { } some ? FieldValue.Of(some.ToString()) : FieldValue.Absent;

    public static FieldValue Of(decimal? number) => number is { } some ? FieldValue.Of(some) : FieldValue.Absent;

    public static FieldValue Of(long? number) => number is { } some ? FieldValue.Of(some) : FieldValue.Absent;

    public static FieldValue Of(Money? money) => Of(money?.Amount);

    public static FieldValue Of<T>(T? choice)
        where T : struct, Enum => choice is { } some ? FieldValue.Of(TermWords.Of(some)) : FieldValue.Absent;
}
