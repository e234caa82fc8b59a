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

    /// <summary>Why a license ended, was suspended or reinstated, or a member removed.</summary>
    public static DocumentSchema Reason { get; } = new("ledger.termination-reason/1", [new("text", FieldType.Text)]);

    /// <summary>Who a party is in law.</summary>
    public static DocumentSchema Enrolment { get; } = new(
        "ledger.enrolment/1",
        [
            new("legalName", FieldType.Text),
            new("registerKind", FieldType.Text),
            new("registerNumber", FieldType.Text),
            new("country", FieldType.Text),
            new("evidence", FieldType.Text),
        ]);

    /// <summary>What a succession or assignment rests on.</summary>
    public static DocumentSchema Evidence { get; } = new("ledger.evidence/1", [new("text", FieldType.Text)]);

    /// <summary>The text of a paper license.</summary>
    public static DocumentSchema Paper { get; } = new("ledger.paper/1", [new("text", FieldType.Text)]);

    /// <summary>The text of a policy.</summary>
    public static DocumentSchema Policy { get; } = new("ledger.policy/1", [new("text", FieldType.Text)]);

    public static ImmutableArray<FieldValue> Fields(EnrolmentDocument enrolment) =>
    [
        Text(enrolment.LegalName),
        Text(enrolment.RegisterKind),
        Text(enrolment.RegisterNumber),
        Text(enrolment.Country),
        Text(enrolment.Evidence),
    ];

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

    /// <summary>The values of <see cref="Domain.Pools.CharterTerms.Schema"/>.</summary>
    public static ImmutableArray<FieldValue> Fields(CharterDocument charter) =>
    [
        Text(charter.Names.GetValueOrDefault(RefusalTexts.English)),
        Text(charter.Names.GetValueOrDefault(RefusalTexts.Chinese)),
        charter.Formed is { } year ? FieldValue.Of(year) : FieldValue.Absent,
        Text(charter.Note?.GetValueOrDefault(RefusalTexts.English)),
        Text(charter.Note?.GetValueOrDefault(RefusalTexts.Chinese)),
        .. charter.Terms().Values(),
    ];

    public static ImmutableArray<FieldValue> Fields(TextDocument document) => [Text(document.Text)];

    private static FieldValue Text(string? text) => string.IsNullOrEmpty(text) ? FieldValue.Absent : FieldValue.Of(text);
}
