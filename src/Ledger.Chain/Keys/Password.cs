// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Security.Cryptography;
using System.Text.Unicode;

namespace Ledger.Chain.Keys;

/// <summary>Asks for the password of a file; null where there is nobody to ask.</summary>
public delegate Password? AskPassword(string path);

/// <summary>A keystore's password: UTF-8 in memory that does not move and is zeroed at the end. It has no text.</summary>
public sealed class Password : IDisposable
{
    /// <summary>Longer ones are a wrong file, not a password.</summary>
    public const int MaxBytes = 1024;

    private readonly byte[] _utf8;

    private Password(ReadOnlySpan<byte> utf8)
    {
        _utf8 = GC.AllocateArray<byte>(utf8.Length, pinned: true);
        utf8.CopyTo(_utf8);
    }

    internal ReadOnlySpan<byte> Bytes => _utf8;

    /// <summary>The first line of a file that its owner alone can read.</summary>
    /// <exception cref="KeyFileException">Missing, readable by others, empty, too long or not UTF-8.</exception>
    public static Password Read(string path)
    {
        var bytes = OwnerFile.Read(path, MaxBytes + 2);
        try
        {
            var end = bytes.AsSpan().IndexOfAny((byte)'\r', (byte)'\n');
            return Of(end < 0 ? bytes : bytes.AsSpan(0, end), path);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>What somebody typed; the caller zeroes his own copy.</summary>
    /// <exception cref="KeyFileException">Empty, too long, or half a character.</exception>
    public static Password Typed(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        try
        {
            return Utf8.FromUtf16(text, bytes, out _, out var length, replaceInvalidSequences: false) == OperationStatus.Done
                ? Of(bytes[..length], "-")
                : throw new KeyFileException(new PasswordInvalid("-"));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_utf8);

    public override string ToString() => nameof(Password);

    private static Password Of(ReadOnlySpan<byte> utf8, string path)
    {
        Span<char> text = stackalloc char[MaxBytes];
        Span<byte> folded = stackalloc byte[MaxBytes];
        try
        {
            if (utf8.Length is 0 or > MaxBytes
                || Utf8.ToUtf16(utf8, text, out _, out var length, replaceInvalidSequences: false) != OperationStatus.Done)
            {
                throw new KeyFileException(new PasswordInvalid(path));
            }

            Fold(text[..length]);
            Utf8.FromUtf16(text[..length], folded, out _, out var written);
            return new Password(folded[..written]);
        }
        finally
        {
            text.Clear();
            CryptographicOperations.ZeroMemory(folded);
        }
    }

    // Wallets take a password in its compatibility form (NFKC). Of that form this is what keyboards type: full-width letters.
    private static void Fold(Span<char> text)
    {
        foreach (ref var letter in text)
        {
            letter = letter switch
            {
                >= '\uff01' and <= '\uff5e' => (char)(letter - '\uff01' + '!'),
                '\u3000' => ' ',
                _ => letter,
            };
        }
    }
}
