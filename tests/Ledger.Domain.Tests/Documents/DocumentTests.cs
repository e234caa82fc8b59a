// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Documents;

namespace Ledger.Domain.Tests.Documents;

public sealed class DocumentTests
{
    [Theory]
    [InlineData(FieldType.Text, "any text 许可", true)]
    [InlineData(FieldType.Absent, "", true)]
    [InlineData(FieldType.Absent, "something", false)]
    [InlineData(FieldType.Integer, "-12", true)]
    [InlineData(FieldType.Integer, "012", false)]
    [InlineData(FieldType.Integer, "+1", false)]
    [InlineData(FieldType.Decimal, "0.5", true)]
    [InlineData(FieldType.Decimal, "0.50", false)]
    [InlineData(FieldType.Decimal, ".5", false)]
    [InlineData(FieldType.Decimal, "1e3", false)]
    [InlineData(FieldType.Boolean, "true", true)]
    [InlineData(FieldType.Boolean, "True", false)]
    [InlineData((FieldType)9, "", false)]
    public void A_value_has_one_form(FieldType type, string text, bool canonical) =>
        Assert.Equal(canonical, new FieldValue(type, text).IsCanonical);

    [Fact]
    public void A_text_with_a_lone_surrogate_has_no_form() => Assert.False(FieldValue.Of("\uD800").IsCanonical);

    [Fact]
    public void A_schemas_id_is_that_of_its_text_and_moves_with_every_field()
    {
        var schema = new DocumentSchema("some/1", [new("currency", FieldType.Text), new("rate.1.rate", FieldType.Decimal)]);
        Assert.Equal("some/1(text currency,decimal rate.1.rate)", schema.ToString());
        Assert.NotEqual(schema.Id, (schema with { Fields = schema.Fields.RemoveAt(0) }).Id);
        Assert.NotEqual(schema.Id, (schema with { Name = "other/1" }).Id);
    }

    [Fact]
    public void A_schema_takes_its_own_types_and_absence()
    {
        var schema = new DocumentSchema("some/1", [new("currency", FieldType.Text), new("rate.1.rate", FieldType.Decimal)]);
        Assert.True(schema.Takes(1, FieldValue.Of(1m)));
        Assert.True(schema.Takes(1, FieldValue.Absent));
        Assert.False(schema.Takes(1, FieldValue.Of("1")));
        Assert.False(schema.Takes(-1, FieldValue.Absent));
        Assert.False(schema.Takes(2, FieldValue.Absent));
    }
}
