// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Ethereum.Tries;

/// <summary>The compact form of a path of nibbles (yellow paper, appendix C).</summary>
internal static class HexPrefix
{
    private const int LeafFlag = 2;
    private const int OddFlag = 1;

    /// <summary>The nibble at <paramref name="index"/> of a key's bytes, high half first.</summary>
    public static byte Nibble(ReadOnlySpan<byte> key, int index) =>
        (byte)(index % 2 == 0 ? key[index / 2] >> 4 : key[index / 2] & 0xF);

    /// <summary>Judges the flag and tells how many nibbles follow it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> path, out bool isLeaf, out int length)
    {
        (isLeaf, length) = (false, 0);
        if (path.IsEmpty)
        {
            return false;
        }

        var flag = path[0] >> 4;
        var isOdd = (flag & OddFlag) != 0;
        isLeaf = (flag & LeafFlag) != 0;
        length = (2 * (path.Length - 1)) + (isOdd ? 1 : 0);
        return flag <= (LeafFlag | OddFlag) && (isOdd || (path[0] & 0xF) == 0);
    }

    /// <summary>The nibble at <paramref name="index"/> of a path that <see cref="TryRead"/> accepted.</summary>
    public static byte At(ReadOnlySpan<byte> path, int index) =>
        Nibble(path, index + ((path[0] >> 4 & OddFlag) != 0 ? 1 : 2));

    /// <summary>Encodes nibbles, one a byte.</summary>
    public static byte[] Write(ReadOnlySpan<byte> nibbles, bool isLeaf)
    {
        var isOdd = nibbles.Length % 2 != 0;
        var path = new byte[(nibbles.Length / 2) + 1];
        path[0] = (byte)(((isLeaf ? LeafFlag : 0) | (isOdd ? OddFlag : 0)) << 4);
        for (var i = 0; i < nibbles.Length; i++)
        {
            var at = i + (isOdd ? 1 : 2);
            path[at / 2] |= (byte)(at % 2 == 0 ? nibbles[i] << 4 : nibbles[i]);
        }

        return path;
    }
}
