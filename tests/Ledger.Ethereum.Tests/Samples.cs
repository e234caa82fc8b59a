// SPDX-License-Identifier: Apache-2.0

using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Ledger.Ethereum.Tests;

/// <summary>Random values for property tests, each from a seed that FsCheck chooses and names when a property fails.</summary>
internal sealed class Samples(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Checks a property over 300 seeds.</summary>
    public static void ForAll(Action<Samples> property) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            property(new Samples(seed));
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    public int Below(int end) => _random.Next(end);

    public bool Bool() => _random.Next(2) == 0;

    public byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    public byte[] BytesUpTo(int longest) => Bytes(_random.Next(longest + 1));

    public Hash32 Hash() => _random.Next(8) == 0 ? Hash32.Zero : new Hash32(Bytes(32));

    public Hash32[] Hashes(int most) => [.. Enumerable.Range(0, _random.Next(most + 1)).Select(_ => Hash())];

    public Address Address() => new(Bytes(20));

    public ulong UInt64() => _random.Next(4) switch
    {
        0 => 0,
        1 => ulong.MaxValue,
        _ => (ulong)_random.NextInt64() >> _random.Next(64),
    };

    public UInt256 UInt256() => new(_random.Next(3) == 0 ? UInt128.Zero : new UInt128(UInt64(), UInt64()), new UInt128(UInt64(), UInt64()));

    public string Text()
    {
        var text = new StringBuilder();
        for (var left = _random.Next(40); left > 0; left--)
        {
            text.Append(_random.Next(6) switch
            {
                0 => new Rune(0x1F600 + _random.Next(64)),
                1 => new Rune(0x4E00 + _random.Next(2000)),
                2 => new Rune(_random.Next(32)),
                _ => new Rune(32 + _random.Next(95)),
            });
        }

        return text.ToString();
    }

    public byte[] Key()
    {
        var key = Bytes(32);
        key[0] &= 0x7F;
        return key;
    }

    /// <summary>The bytes with one bit flipped, one byte cut, one put in, or one doubled.</summary>
    public byte[] Mutate(byte[] bytes)
    {
        var at = _random.Next(Math.Max(1, bytes.Length));
        var choice = bytes.Length == 0 ? 2 : _random.Next(4);
        switch (choice)
        {
            case 0:
                var flipped = bytes.ToArray();
                flipped[at] ^= (byte)(1 << _random.Next(8));
                return flipped;
            case 1:
                return [.. bytes[..at], .. bytes[(at + 1)..]];
            case 2:
                return [.. bytes[..at], (byte)_random.Next(256), .. bytes[at..]];
            default:
                return [.. bytes[..at], bytes[at], .. bytes[at..]];
        }
    }
}
