// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Domain.Documents;

namespace Ledger.Application.Documents;

/// <summary>The schemas of the documents that belong to no feature of the domain. License terms have theirs there.</summary>
internal static class DocumentSchemas
{
    /// <summary>What a party or pool says of itself.</summary>
    public static DocumentSchema Profile { get; } = new(
        "ledger.profile/1",
        [
            new("nameEn", FieldType.Text),
            new("nameZhCn", FieldType.Text),
            new("role", FieldType.Text),
            new("country", FieldType.Text),
            new("formed", FieldType.Integer),
            new("noteEn", FieldType.Text),
            new("noteZhCn", FieldType.Text),
        ]);

    /// <summary>Why a license ended.</summary>
    public static DocumentSchema Reason { get; } = new("ledger.termination-reason/1", [new("text", FieldType.Text)]);

    public static ImmutableArray<FieldValue> Fields(ProfileDocument profile) =>
    [
        Text(profile.Names.GetValueOrDefault(RefusalTexts.English)),
        Text(profile.Names.GetValueOrDefault(RefusalTexts.Chinese)),
        Text(profile.Role),
        Text(profile.Country),
        profile.Formed is { } year ? FieldValue.Of(year) : FieldValue.Absent,
        Text(profile.Note?.GetValueOrDefault(RefusalTexts.English)),
        Text(profile.Note?.GetValueOrDefault(RefusalTexts.Chinese)),
    ];

    public static ImmutableArray<FieldValue> Fields(ReasonDocument reason) => [Text(reason.Text)];

    private static FieldValue Text(string? text) => string.IsNullOrEmpty(text) ? FieldValue.Absent : FieldValue.Of(text);
}
