// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Ledger.Chain.Keys;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Host.Tests.Refused;

/// <summary>Every way in which a signature is none, or another's, or over something else.</summary>
internal static class BadSignatures
{
    private static readonly BigInteger _order =
        BigInteger.Parse("0FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>What a good signature becomes, and under which name.</summary>
    public static IEnumerable<(string Name, string Signature)> Malformed(string good)
    {
        var (r, s, v) = (good[2..66], good[66..130], good[130..]);
        var order = Word(_order);
        var other = v is "1b" ? "1c" : "1b";
        yield return ("high s", $"0x{r}{Word(_order - Number(s))}{other}");
        yield return ("r = 0", $"0x{new string('0', 64)}{s}{v}");
        yield return ("s = 0", $"0x{r}{new string('0', 64)}{v}");
        yield return ("r = n", $"0x{order}{s}{v}");
        yield return ("s = n", $"0x{r}{order}{v}");
        yield return ("r = 2^256 - 1", $"0x{new string('f', 64)}{s}{v}");
        yield return ("v of 0", $"0x{r}{s}00");
        yield return ("v of 1", $"0x{r}{s}01");
        yield return ("v of 26", $"0x{r}{s}1a");
        yield return ("v of 29", $"0x{r}{s}1d");
        yield return ("v of 37", $"0x{r}{s}25");
        yield return ("v of 255", $"0x{r}{s}ff");
        yield return ("64 bytes", $"0x{r}{s}");
        yield return ("66 bytes", good + "00");
        yield return ("two signatures", good + good[2..]);
        yield return ("nothing", "0x");
        yield return ("no text", "");
        yield return ("no prefix", good[2..]);
        yield return ("odd digits", good[..^1]);
        yield return ("no digits", "0x" + new string('g', 130));
        yield return ("zeros", "0x" + new string('0', 130));
    }

    /// <summary>The digests of what a foreign deployment, or another type of the same fields, would have signed.</summary>
    public static IEnumerable<(string Name, Hash32 Digest)> OverSomethingElse(JsonNode typedData)
    {
        yield return ("another chain", With(typedData, data => data["domain"]!["chainId"] = 1));
        yield return ("another contract", With(typedData, data => data["domain"]!["verifyingContract"] = "0x0000000000000000000000000000000000000001"));
        yield return ("another domain name", With(typedData, data => data["domain"]!["name"] = "Elsewhere"));
        yield return ("another version", With(typedData, data => data["domain"]!["version"] = "2"));
        yield return ("another salt", With(typedData, data => data["message"]!["salt"] = "0x" + new string('7', 64)));
        yield return ("another type", With(typedData, data =>
        {
            var (types, primary) = (data["types"]!.AsObject(), data["primaryType"]!.GetValue<string>());
            types["Another"] = types[primary]!.DeepClone();
            types.Remove(primary);
            data["primaryType"] = "Another";
        }));
        yield return ("nothing at all", Keccak256.Hash([]));
    }

    public static string By(ISigner key, Hash32 digest) => key.Sign(digest).ToString();

    private static Hash32 With(JsonNode typedData, Action<JsonNode> change)
    {
        var changed = typedData.DeepClone();
        change(changed);
        Assert.True(TypedData.TryParse(System.Text.Json.JsonElement.Parse(changed.ToJsonString()), out var data, out var error), error);
        return data.Digest;
    }

    private static BigInteger Number(string digits) => BigInteger.Parse("0" + digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string Word(BigInteger number) => number.ToString("x64", CultureInfo.InvariantCulture)[^64..];
}
