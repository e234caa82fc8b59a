// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Ledger.Ethereum;

/// <summary>UTF-8 that refuses lone surrogates and broken sequences, which would let two texts share one hash.</summary>
internal static class StrictUtf8
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="FormatException">The text holds a lone surrogate.</exception>
    public static int CountBytes(string text)
    {
        try
        {
            return Encoding.GetByteCount(text);
        }
        catch (EncoderFallbackException inner)
        {
            throw new FormatException("The text holds a lone surrogate and has no UTF-8 form.", inner);
        }
    }

    /// <summary>Writes the text, whose length <see cref="CountBytes"/> gave.</summary>
    public static void Write(string text, Span<byte> to) => _ = Encoding.GetBytes(text, to);

    /// <exception cref="FormatException">The bytes are not UTF-8.</exception>
    public static string Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Encoding.GetString(bytes);
        }
        catch (DecoderFallbackException inner)
        {
            throw new FormatException("The bytes are not UTF-8.", inner);
        }
    }
}
