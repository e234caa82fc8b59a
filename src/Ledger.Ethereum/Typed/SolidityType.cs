// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Ledger.Ethereum.Typed;

/// <summary>Names of Solidity types, as EIP-712 allows them.</summary>
internal static class SolidityType
{
    public static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$');

    /// <summary>bool, address, string, bytes, bytes1 to bytes32, uint8 to uint256, int8 to int256.</summary>
    public static bool IsAtomic(string type) =>
        type is "bool" or "address" or "string" or "bytes" || FixedBytes(type) > 0 || Bits(type, "uint") > 0 || Bits(type, "int") > 0;

    /// <summary>N of bytesN, or 0.</summary>
    public static int FixedBytes(string type) => Suffix(type, "bytes") is > 0 and <= 32 and var size ? size : 0;

    /// <summary>N of uintN or intN, or 0.</summary>
    public static int Bits(string type, string prefix) =>
        Suffix(type, prefix) is > 0 and <= 256 and var bits && bits % 8 == 0 ? bits : 0;

    /// <summary>Splits <c>T[n]</c> and <c>T[]</c>; false where the type is no array.</summary>
    /// <param name="type">The type.</param>
    /// <param name="element">T.</param>
    /// <param name="length">n; null where it is open.</param>
    public static bool TrySplitArray(string type, out string element, out int? length)
    {
        (element, length) = (type, null);
        var open = type.LastIndexOf('[');
        if (open <= 0 || type[^1] != ']')
        {
            return false;
        }

        var count = type[(open + 1)..^1];
        if (count.Length > 0)
        {
            length = Number(count);
            if (length is 0)
            {
                return false;
            }
        }

        element = type[..open];
        return true;
    }

    /// <summary>T of <c>T[][2]…</c>; null where the brackets are wrong.</summary>
    public static string? InnermostElement(string type)
    {
        while (TrySplitArray(type, out var element, out _))
        {
            type = element;
        }

        return IsIdentifier(type) ? type : null;
    }

    private static int Suffix(string type, string prefix) =>
        type.StartsWith(prefix, StringComparison.Ordinal) ? Number(type[prefix.Length..]) : 0;

    /// <summary>A positive decimal number without leading zero, or 0.</summary>
    private static int Number(string digits) =>
        digits.Length is > 0 and < 10 && digits[0] != '0'
        && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
}
