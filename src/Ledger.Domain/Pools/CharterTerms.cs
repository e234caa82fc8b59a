// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Ledger.Domain.Documents;
using Ledger.Ethereum;
using NodaTime;

namespace Ledger.Domain.Pools;

/// <summary>The rules that a pool's charter document lays down; whoever signs the charter signs them by its salted root.</summary>
/// <param name="Zone">The IANA zone whose days the deadlines are counted in.</param>
/// <param name="PaymentDisputeDays">How many days after the one that anchors it a claimed payment can be disputed; null: the charter is silent.</param>
/// <param name="LodgeGraceDays">How many days after the one that lodged its digest a record's body may follow; null: the charter is silent.</param>
public sealed record CharterTerms(string Zone, int? PaymentDisputeDays, int? LodgeGraceDays)
{
    /// <summary>The fewest days of a deadline.</summary>
    public const int LeastDays = 1;

    /// <summary>The most days of a deadline.</summary>
    public const int MostDays = 366;

    /// <summary>The schema's field of <see cref="Zone"/>.</summary>
    public const string ZoneField = "zone";

    /// <summary>The schema's field of <see cref="LodgeGraceDays"/>.</summary>
    public const string LodgeGraceField = "lodgeGraceDays";

    /// <summary>The charter document's schema: names and notes of the pool, then its rules.</summary>
    public static DocumentSchema Schema { get; } = new(
        "ledger.charter/1",
        [
            new("nameEn", FieldType.Text),
            new("nameZhCn", FieldType.Text),
            new("formed", FieldType.Integer),
            new("noteEn", FieldType.Text),
            new("noteZhCn", FieldType.Text),
            new(ZoneField, FieldType.Text),
            new("paymentDisputeDays", FieldType.Integer),
            new(LodgeGraceField, FieldType.Integer),
        ]);

    /// <summary>The policy whose root is the root of the charter document that stands: keccak256("ledger.charter"). A change of it changes the charter's text.</summary>
    public static Hash32 Policy { get; } = Keccak256.Hash(Encoding.UTF8.GetBytes("ledger.charter"));

    /// <summary>The deadline for disputes; null where the charter is silent.</summary>
    public PoolDeadline? PaymentDispute => PaymentDisputeDays is { } days ? new(days, Zone) : null;

    /// <summary>The grace for the body of what was lodged; null where the charter is silent.</summary>
    public PoolDeadline? LodgeGrace => LodgeGraceDays is { } days ? new(days, Zone) : null;

    /// <summary>The values of the last fields of the schema.</summary>
    public ImmutableArray<FieldValue> Values() => [FieldValue.Of(Zone), Days(PaymentDisputeDays), Days(LodgeGraceDays)];

    /// <summary>What speaks against the rules; null where nothing does.</summary>
    public Refusal? Check() => this switch
    {
        _ when DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) is null => new CharterZoneUnknown(Zone),
        { PaymentDisputeDays: < LeastDays or > MostDays } => new CharterDaysOutOfRange("paymentDisputeDays", PaymentDisputeDays.Value, LeastDays, MostDays),
        { LodgeGraceDays: < LeastDays or > MostDays } => new CharterDaysOutOfRange(LodgeGraceField, LodgeGraceDays.Value, LeastDays, MostDays),
        _ => null,
    };

    private static FieldValue Days(int? days) => days is { } count ? FieldValue.Of((long)count) : FieldValue.Absent;
}
