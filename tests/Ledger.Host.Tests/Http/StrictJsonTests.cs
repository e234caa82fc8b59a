// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.Host.Http;

namespace Ledger.Host.Tests.Http;

public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("", "json-empty", "")]
    [InlineData("{", "json-malformed", "")]
    [InlineData("{\"a\":NaN}", "json-malformed", "/a")]
    [InlineData("{\"a\":Infinity}", "json-malformed", "/a")]
    [InlineData("{\"a\":1,}", "json-malformed", "/a")]
    [InlineData("{\"a\":01}", "json-malformed", "/a")]
    [InlineData("{} {}", "json-malformed", "")]
    [InlineData("// no\n{}", "json-malformed", "")]
    [InlineData("{\"a\":1,\"a\":2}", "json-duplicate-key", "/a")]
    [InlineData("{\"a\":{\"b\":1,\"\\u0062\":2}}", "json-duplicate-key", "/a/b")]
    [InlineData("{\"a\":[1,{\"x/y\":1,\"x/y\":2}]}", "json-duplicate-key", "/a/1/x~1y")]
    [InlineData("{\"a\":\"\\ud800\"}", "json-lone-surrogate", "/a")]
    [InlineData("{\"\\udc00\":1}", "json-lone-surrogate", "")]
    [InlineData("{\"a\":\"x\\u0000\"}", "json-nul", "/a")]
    [InlineData("{\"a\":9007199254740993}", "json-number-inexact", "/a")]
    [InlineData("{\"a\":1e400}", "json-number-inexact", "/a")]
    [InlineData("{\"a\":0.5}", "json-number-inexact", "/a")]
    [InlineData("[0,-9007199254740993]", "json-number-inexact", "/1")]
    public void A_text_that_two_readers_could_read_in_two_ways_is_refused_with_its_place(string json, string code, string pointer) =>
        Assert.Equal(new JsonFlaw(code, pointer), StrictJson.FindFlaw(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"a\":9007199254740991,\"b\":[-1,\"\\ud83d\\ude00\",true,null,{\"a\":1}],\"c\":{\"a\":1}}")]
    [InlineData("{\"a\":{\"x\":1},\"b\":{\"x\":1}}")]
    public void A_sound_text_has_no_flaw(string json) => Assert.Null(StrictJson.FindFlaw(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_byte_order_mark_is_refused() =>
        Assert.Equal("json-byte-order-mark", StrictJson.FindFlaw([0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}'])?.Code);

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused() => Assert.Equal("json-not-utf8", StrictJson.FindFlaw([(byte)'"', 0xC3, 0x28, (byte)'"'])?.Code);

    [Fact]
    public void The_deepest_nesting_allowed_is_read_and_one_more_is_not()
    {
        Assert.Null(StrictJson.FindFlaw(Nested(StrictJson.MaxDepth)));
        Assert.Equal("json-too-deep", StrictJson.FindFlaw(Nested(StrictJson.MaxDepth + 1))?.Code);
        Assert.Equal("json-too-deep", StrictJson.FindFlaw(Nested(10_000))?.Code);
    }

    [Theory]
    [InlineData("$", "")]
    [InlineData("$.lines[2].quantity", "/lines/2/quantity")]
    [InlineData("$['a b'].c", "/a b/c")]
    [InlineData(null, "")]
    public void A_path_becomes_a_pointer(string? path, string pointer) => Assert.Equal(pointer, RequestBody.PointerOf(path));

    private static byte[] Nested(int depth) => Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth));
}
