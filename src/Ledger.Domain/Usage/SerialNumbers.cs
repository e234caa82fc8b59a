// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Ledger.Domain.Usage;

/// <summary>The serial numbers of a line: single ones and runs, such as <c>A0001..A0500,B7</c>.</summary>
/// <remarks><code>
/// serials = item *("," item)
/// item    = serial / serial ".." serial   ; a run: alike but for the digits at the end, as many of them, ascending
/// serial  = 1*40 of A-Z a-z 0-9 - _ /
/// </code></remarks>
public sealed class SerialNumbers
{
    /// <summary>The longest text, in UTF-16 units.</summary>
    public const int LongestText = 1024;

    private const int LongestSerial = 40;

    private readonly ImmutableArray<Run> _runs;

    private SerialNumbers(ImmutableArray<Run> runs) => _runs = runs;

    /// <summary>How many there are.</summary>
    public BigInteger Count => _runs.Aggregate(BigInteger.Zero, (sum, run) => sum + run.Count);

    /// <summary>Reads serials; null where the text has another form, or names one twice.</summary>
    public static SerialNumbers? TryParse(string text)
    {
        if (text.Length is 0 or > LongestText)
        {
            return null;
        }

        List<Run> runs = [];
        foreach (var item in text.Split(','))
        {
            if (ReadRun(item) is not { } run)
            {
                return null;
            }

            runs.Add(run);
        }

        runs.Sort();
        return runs.Zip(runs.Skip(1)).Any(pair => pair.First.Meets(pair.Second)) ? null : new([.. runs]);
    }

    /// <summary>Whether the text is one serial number.</summary>
    public static bool IsOne(string text) => ReadSerial(text) is not null;

    /// <summary>Whether this serial number is one of them.</summary>
    public bool Contains(string serial) => ReadSerial(serial) is { } one && _runs.Any(run => run.Meets(one));

    private static Run? ReadRun(string item)
    {
        if (item.Split("..") is [var first, var last])
        {
            return ReadSerial(first) is { } begin && ReadSerial(last) is { } end && begin.IsBefore(end) ? begin with { Last = end.Last } : null;
        }

        return ReadSerial(item);
    }

    private static Run? ReadSerial(string serial)
    {
        if (serial.Length is 0 or > LongestSerial || !serial.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '/'))
        {
            return null;
        }

        var stem = serial.TrimEnd(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        var number = serial[stem.Length..] is { Length: > 0 } digits ? BigInteger.Parse(digits, CultureInfo.InvariantCulture) : BigInteger.Zero;
        return new(stem, serial.Length - stem.Length, number, number);
    }

    /// <summary>Serials alike but for the number at their end.</summary>
    private readonly record struct Run(string Stem, int Digits, BigInteger First, BigInteger Last) : IComparable<Run>
    {
        public BigInteger Count => Last - First + 1;

        public bool IsBefore(Run other) => IsAlike(other) && Last < other.First;

        public bool Meets(Run other) => IsAlike(other) && First <= other.Last && other.First <= Last;

        public int CompareTo(Run other) =>
            string.CompareOrdinal(Stem, other.Stem) is not 0 and var stem ? stem
            : Digits.CompareTo(other.Digits) is not 0 and var digits ? digits
            : First.CompareTo(other.First);

        private bool IsAlike(Run other) => Digits == other.Digits && string.Equals(Stem, other.Stem, StringComparison.Ordinal);
    }
}
