// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Schedules;

namespace Ledger.Domain.Tests.Schedules;

/// <summary>tests/vectors/publication-numbers.json: good and bad forms, written down from the offices' rules.</summary>
public sealed class PublicationNumberTests
{
    private static readonly JsonElement[] Cases =
    [
        .. JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "publication-numbers.json")))
            .RootElement.GetProperty("cases").EnumerateArray(),
    ];

    public static TheoryData<int, string> Vectors
    {
        get
        {
            TheoryData<int, string> rows = [];
            for (var i = 0; i < Cases.Length; i++)
            {
                rows.Add(i, JsonEncodedText.Encode(Cases[i].GetProperty("text").GetString()!).ToString());
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_number_is_read_or_refused_as_the_vectors_say(int index, string text)
    {
        _ = text; // the test's name
        var vector = Cases[index];
        var reading = PublicationNumber.Read(Said(vector, "text"), Said(vector, "country"));
        if (vector.TryGetProperty("reads", out var reads))
        {
            Assert.Null(reading.Refusal);
            Assert.True(reading.TryGet(out var number));
            Assert.Equal(
                (Said(reads, "country"), Said(reads, "number"), Said(reads, "kind")), ((string?)number.Country, (string?)number.Number, number.Kind));
        }
        else
        {
            var refused = vector.GetProperty("refused");
            Assert.False(reading.TryGet(out _));
            Assert.Equal((Said(refused, "code"), refused.GetProperty("position").GetInt32()), (reading.Refusal?.Code, reading.Refusal?.Position ?? 0));
        }
    }

    [Fact]
    public void There_are_at_least_two_hundred_vectors_and_every_refusal_is_among_them()
    {
        Assert.True(Cases.Length >= 200, $"{Cases.Length} vectors");
        var refusals = typeof(PublicationRefusal).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PublicationRefusal)) && !type.IsAbstract);
        Assert.Equal(
            refusals.Count(),
            Cases.Where(vector => vector.TryGetProperty("refused", out _)).Select(vector => Said(vector.GetProperty("refused"), "code"))
                .Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_number_that_was_read_is_read_again_from_its_canonical_and_its_printed_form(int index, string text)
    {
        _ = text;
        if (PublicationNumber.Read(Said(Cases[index], "text"), Said(Cases[index], "country")).TryGet(out var number))
        {
            Assert.True(PublicationNumber.TryParse(number.ToString(), out var canonical), number.ToString());
            Assert.Equal(number, canonical);
            Assert.True(PublicationNumber.Read(number.ToPrinted()).TryGet(out var printed), number.ToPrinted());
            Assert.Equal(number, printed);
            Assert.True(PublicationNumber.TrySplit(number.ToString(), out var split));
            Assert.Equal(number, split);
        }
    }

    [Fact]
    public void Whatever_is_printed_is_read_back() => Prop.ForAll(Numbers.ToArbitrary(), number =>
        PublicationNumber.TryParse(number.ToString(), out var canonical) && canonical == number
        && PublicationNumber.Read(number.ToPrinted()).TryGet(out var printed) && printed == number
        && PublicationNumber.Read(number.ToPrinted(), number.Country).TryGet(out var again) && again == number).Check(Thorough);

    [Fact]
    public void No_text_makes_the_reader_throw_and_a_refusal_points_into_it() => Prop.ForAll(
        Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
            Gen.Elements("CN", "ZL", "US", "JP", "WO", "KR", "特開", "平", "B2", "-", "/", ".", ",", " ", "１", "X", "0", "200510000001", "7").ArrayOf().Select(string.Concat)).ToArbitrary(),
        text =>
        {
            var reading = PublicationNumber.Read(text);
            return reading.TryGet(out var number)
                ? reading.Refusal is null && PublicationNumber.Read(number.ToString()).TryGet(out var again) && again == number
                : reading.Refusal is { } refusal && refusal.Position >= 1 && refusal.Position <= text.Length + 1;
        }).Check(Thorough);

    [Theory]
    [InlineData("KR1020050001234", "KR20050001234")]
    [InlineData("KR2020050001234", "KR20050001234")]
    [InlineData("KR2005100000010", null)]
    public void A_Korean_publication_has_a_year_behind_its_type(string text, string? number) =>
        Assert.Equal(number, PublicationNumber.Read(text).TryGet(out var read) ? read.ToString() : null);

    [Theory]
    [InlineData("CN900000001B", true)]
    [InlineData("US99000003", true)]
    [InlineData("US-1", false)]
    [InlineData("QQ1", false)]
    [InlineData("USABC1", false)]
    [InlineData("US12345678901234", false)]
    [InlineData("", false)]
    public void A_leaf_may_have_a_number_that_no_office_gave(string text, bool formed) => Assert.Equal(formed, PublicationNumber.TrySplit(text, out _));

    [Fact]
    public void The_kind_code_has_no_say_in_the_order()
    {
        Assert.True(PublicationNumber.TryParse("EP1234567A1", out var application));
        Assert.True(PublicationNumber.TryParse("EP1234567B1", out var patent));
        Assert.True(PublicationNumber.TryParse("US1", out var other));
        Assert.Equal(0, application.CompareTo(patent));
        Assert.True(application < other && other > patent && application <= patent && patent >= application);
    }

    private static Config Thorough => Config.QuickThrowOnFailure.WithMaxTest(2_000);

    private static Gen<PublicationNumber> Numbers => Gen.OneOf(
        Made("US", Digits(7), "A", "B1", "B2", null),
        Made("US", Prefixed("RE", 5), "E", "E1", null),
        Made("US", Prefixed("D", 6), "S", "S1", null),
        Made("US", Prefixed("PP", 5), "P", "P2", "P3", null),
        Made("US", Prefixed("H", 4), "H", null),
        Made("US", Years(2001, 2099, 6), "A1", "A2", "P1", null),
        Made("EP", Digits(7), "A1", "B1", null),
        Made("WO", Years(2004, 2099, 6), "A1", "A2", null),
        Made("JP", Years(2000, 2099, 6), "A", null),
        Made("JP", Digits(7), "B1", "B2", null),
        Made("KR", Years(1990, 2099, 7), "A", "B1", null),
        Made("DE", Digits(8), "A1", "B4", "C2", null),
        Made("CN", Typed(8, "1"), "A", "B", "C", null),
        Made("CN", Typed(8, "2"), "U", "Y", null),
        Made("CN", Typed(6, "3"), "D", "S", null),
        Made("CN", Typed(7, "20051"), [null]),
        Made("CN", Typed(5, "962"), [null]));

    private static Gen<PublicationNumber> Made(string country, Gen<string> numbers, params string?[] kinds) =>
        from number in numbers
        from kind in Gen.Elements(kinds)
        select PublicationNumber.TryCreate(country, number, kind, out var made) ? made : throw new InvalidOperationException(country + number);

    private static Gen<string> Digits(int longest) =>
        Gen.Choose(1, (int)Math.Pow(10, longest) - 1).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static Gen<string> Prefixed(string prefix, int longest) => Digits(longest).Select(digits => prefix + digits);

    private static Gen<string> Typed(int length, string prefix) => Digits(length).Select(digits => prefix + digits.PadLeft(length, '0'));

    private static Gen<string> Years(int from, int until, int length) =>
        Gen.Choose(from, until).SelectMany(year => Digits(length).Select(digits => $"{year}{digits.PadLeft(length, '0')}"));

    private static string? Said(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetString() : null;
}
