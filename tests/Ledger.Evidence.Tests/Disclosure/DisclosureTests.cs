// SPDX-License-Identifier: Apache-2.0

using FsCheck;
using FsCheck.Fluent;
using Ledger.Domain.Documents;
using Ledger.Domain.Licenses;
using Ledger.Evidence.Disclosure;

namespace Ledger.Evidence.Tests.Disclosure;

public sealed class DisclosureTests
{
    private static readonly byte[] Secret = EvidenceWorld.Salt("secret").ToArray();
    private static readonly LicenseTerms Terms = new("CNY", 1.00m, null, true, "half up");
    private static readonly DisclosureTree Tree = new(LicenseTerms.Schema, Terms.ToFields(), Secret);
    private static readonly Disclosed Rate = Tree.Disclose(1);

    [Fact]
    public void What_is_shown_is_proven_and_what_is_withheld_displays_nothing()
    {
        var shown = Assert.IsType<DisclosureVerdict.Shown>(Verify(Rate));
        Assert.Equal<FieldValue?>([null, FieldValue.Of(1m), null, null, null], [.. shown.Values]);
    }

    [Fact]
    public void An_absent_field_is_proven_absent()
    {
        var shown = Assert.IsType<DisclosureVerdict.Shown>(Verify(Tree.Disclose(2)));
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
        var other = new DisclosureTree(LicenseTerms.Schema, Terms.ToFields(), EvidenceWorld.Salt("other").ToArray());
        Assert.NotEqual(Tree.Root, other.Root);
        Assert.NotEqual(Rate.Fields[0].Salt, Tree.Disclose(0).Fields[0].Salt);
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
        DisclosureVerifier.Verify(default, Rate, [LicenseTerms.Schema]));

    [Fact]
    public void Values_that_do_not_fit_their_schema_are_not_committed()
    {
        Assert.Throws<ArgumentException>(() => new DisclosureTree(LicenseTerms.Schema, Terms.ToFields().RemoveAt(0), Secret));
        Assert.Throws<ArgumentException>(() => new DisclosureTree(LicenseTerms.Schema, Terms.ToFields().SetItem(1, FieldValue.Of("1")), Secret));
        Assert.Throws<ArgumentException>(() => new DisclosureTree(LicenseTerms.Schema, Terms.ToFields(), Secret.AsSpan(1)));
    }

    private static DisclosureVerdict Verify(Disclosed shown) => DisclosureVerifier.Verify(Tree.Root, shown, [LicenseTerms.Schema]);

    private static Disclosed With(Disclosed shown, Func<DisclosedField, DisclosedField> forge) => shown with { Fields = [forge(shown.Fields[0])] };
}
