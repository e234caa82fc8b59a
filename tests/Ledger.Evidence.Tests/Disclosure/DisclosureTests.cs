// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Documents;
using Ledger.Domain.Licenses;
using Ledger.Domain.Tests.Licenses.Terms;
using Ledger.Evidence.Disclosure;

namespace Ledger.Evidence.Tests.Disclosure;

public sealed class DisclosureTests
{
    private static readonly byte[] Secret = EvidenceWorld.Salt("secret").ToArray();
    private const int Currency = 0;
    private const int RatePlace = 1;
    private const int Cap = 2;

    /// <summary>A small schema: which fields it has is nothing to this verifier.</summary>
    private static readonly DocumentSchema Schema = new(
        "some/1",
        [new("currency", FieldType.Text), new("rate", FieldType.Decimal), new("cap", FieldType.Decimal), new("free", FieldType.Boolean), new("rounding", FieldType.Text)]);

    private static readonly ImmutableArray<FieldValue> Terms =
        [FieldValue.Of("CNY"), FieldValue.Of(1.00m), FieldValue.Absent, FieldValue.Of(true), FieldValue.Of("half up")];

    private static readonly DisclosureTree Tree = new(Schema, Terms, Secret);
    private static readonly Disclosed Rate = Tree.Disclose(RatePlace);

    [Fact]
    public void What_is_shown_is_proven_and_what_is_withheld_displays_nothing()
    {
        var shown = Assert.IsType<DisclosureVerdict.Shown>(Verify(Rate));
        Assert.Equal<FieldValue?>([null, FieldValue.Of(1m), null, null, null], [.. shown.Values]);
    }

    [Fact]
    public void An_absent_field_is_proven_absent()
    {
        var shown = Assert.IsType<DisclosureVerdict.Shown>(Verify(Tree.Disclose(Cap)));
        Assert.Equal(FieldValue.Absent, shown.Values[2]);
    }

    [Fact]
    public void Any_choice_of_fields_is_proven() => Prop.ForAll(
        Gen.Choose(0, 31).ToArbitrary(),
        mask =>
        {
            int[] indexes = [.. Enumerable.Range(0, 5).Where(index => (mask >> index & 1) == 1)];
            return Verify(Tree.Disclose(indexes)) is DisclosureVerdict.Shown { Values: var values }
                && values.Select((value, index) => value.HasValue == indexes.Contains(index)).All(fits => fits);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Equal_values_have_unequal_leaves_under_unequal_secrets()
    {
        var other = new DisclosureTree(Schema, Terms, EvidenceWorld.Salt("other").ToArray());
        Assert.NotEqual(Tree.Root, other.Root);
        Assert.NotEqual(Rate.Fields[0].Salt, Tree.Disclose(Currency).Fields[0].Salt);
    }

    public static TheoryData<Type, Func<Disclosed, Disclosed>> Wrong => new()
    {
        { typeof(DisclosureVerdict.SchemaUnknown), shown => shown with { SchemaId = default } },
        { typeof(DisclosureVerdict.CountWrong), shown => shown with { Count = 4 } },
        { typeof(DisclosureVerdict.CommitmentWrong), shown => shown with { TreeRoot = default } },
        { typeof(DisclosureVerdict.FieldWrong), shown => With(shown, one => one with { Index = 9 }) },
        { typeof(DisclosureVerdict.FieldWrong), shown => With(shown, one => one with { Index = -1 }) },
        { typeof(DisclosureVerdict.FieldWrong), shown => With(shown, one => one with { Value = new(FieldType.Decimal, "1.0") }) },
        { typeof(DisclosureVerdict.FieldWrong), shown => With(shown, one => one with { Value = FieldValue.Of("1") }) },
        { typeof(DisclosureVerdict.FieldWrong), shown => shown with { Fields = [shown.Fields[0], shown.Fields[0]] } },
        { typeof(DisclosureVerdict.PathWrong), shown => With(shown, one => one with { Value = FieldValue.Of(2m) }) },
        { typeof(DisclosureVerdict.PathWrong), shown => With(shown, one => one with { Value = FieldValue.Absent }) },
        { typeof(DisclosureVerdict.PathWrong), shown => With(shown, one => one with { Salt = default }) },
        { typeof(DisclosureVerdict.PathWrong), shown => With(shown, one => one with { Path = [] }) },
        { typeof(DisclosureVerdict.PathWrong), shown => With(shown, one => one with { Index = 2 }) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_forged_disclosure_has_its_verdict(Type verdict, Func<Disclosed, Disclosed> forge) =>
        Assert.IsType(verdict, Verify(forge(Rate)));

    [Fact]
    public void Another_commitment_is_not_opened() => Assert.IsType<DisclosureVerdict.CommitmentWrong>(
        DisclosureVerifier.Verify(default, Rate, [Schema]));

    [Fact]
    public void Values_that_do_not_fit_their_schema_are_not_committed()
    {
        Assert.Throws<ArgumentException>(() => new DisclosureTree(Schema, Terms.RemoveAt(0), Secret));
        Assert.Throws<ArgumentException>(() => new DisclosureTree(Schema, Terms.SetItem(1, FieldValue.Of("1")), Secret));
        Assert.Throws<ArgumentException>(() => new DisclosureTree(Schema, Terms, Secret.AsSpan(1)));
    }

    [Fact]
    public void One_rate_of_a_license_is_shown_without_the_others()
    {
        var tree = new DisclosureTree(LicenseTerms.Schema, SomeTerms.Whole.ToFields(), Secret);
        var place = LicenseTerms.Schema.Fields.Select(field => field.Name).ToList().IndexOf("rate.2.rate");
        var shown = Assert.IsType<DisclosureVerdict.Shown>(DisclosureVerifier.Verify(tree.Root, tree.Disclose(place), [LicenseTerms.Schema]));
        Assert.Equal(FieldValue.Of(0.75m), Assert.Single(shown.Values, value => value is not null));
    }

    private static DisclosureVerdict Verify(Disclosed shown) => DisclosureVerifier.Verify(Tree.Root, shown, [Schema]);

    private static Disclosed With(Disclosed shown, Func<DisclosedField, DisclosedField> forge) => shown with { Fields = [forge(shown.Fields[0])] };
}
