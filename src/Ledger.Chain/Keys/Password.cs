// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Ledger.Chain.Keys;

/// <summary>Asks for the password of a file; null where there is nobody to ask.</summary>
public delegate Password? AskPassword(string path);

/// <summary>A keystore's password: UTF-8 in memory that does not move and is zeroed at the end. It has no text.</summary>
public sealed class Password : IDisposable
{
    /// <summary>Longer ones are a wrong file, not a password.</summary>
    public const int MaxBytes = 1024;

    /// <summary>The longest that a sign comes apart into, and four bytes for each of them.</summary>
    private const int MaxSigns = 4 * MaxBytes;

    private readonly byte[] _utf8;
    private readonly byte[] _older;

    private Password(ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> older)
    {
        _utf8 = GC.AllocateArray<byte>(utf8.Length, pinned: true);
        utf8.CopyTo(_utf8);
        _older = GC.AllocateArray<byte>(older.Length, pinned: true);
        older.CopyTo(_older);
    }

    /// <summary>In Unicode's compatibility form (NFKC), as wallets take it.</summary>
    internal ReadOnlySpan<byte> Bytes => _utf8;

    /// <summary>As our older files have it, where that is something else: full-width letters folded, and nothing besides; else empty.</summary>
    internal ReadOnlySpan<byte> Older => _older;

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

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_utf8);
        CryptographicOperations.ZeroMemory(_older);
    }

    public override string ToString() => nameof(Password);

    private static Password Of(ReadOnlySpan<byte> utf8, string path)
    {
        Span<char> text = stackalloc char[MaxBytes];
        Span<int> typed = stackalloc int[MaxBytes];
        Span<int> normal = stackalloc int[MaxSigns];
        Span<byte> bytes = stackalloc byte[MaxSigns * sizeof(int)];
        Span<byte> folded = stackalloc byte[MaxBytes];
        try
        {
            if (utf8.Length is 0 or > MaxBytes
                || Utf8.ToUtf16(utf8, text, out _, out var length, replaceInvalidSequences: false) != OperationStatus.Done)
            {
                throw new KeyFileException(new PasswordInvalid(path));
            }

            var signs = Signs(text[..length], typed);
            var count = CompatibilityForm.Normalize(typed[..signs], normal);
            var normalized = count < 0 ? 0 : Utf8Of(normal[..count], bytes);
            Fold(text[..length]);
            Utf8.FromUtf16(text[..length], folded, out _, out var written);
            return normalized is 0
                ? throw new KeyFileException(new PasswordInvalid(path))
                : new Password(bytes[..normalized], folded[..written].SequenceEqual(bytes[..normalized]) ? [] : folded[..written]);
        }
        finally
        {
            text.Clear();
            typed.Clear();
            normal.Clear();
            CryptographicOperations.ZeroMemory(bytes);
            CryptographicOperations.ZeroMemory(folded);
        }
    }

    private static int Signs(ReadOnlySpan<char> text, Span<int> to)
    {
        var count = 0;
        foreach (var sign in text.EnumerateRunes())
        {
            to[count++] = sign.Value;
        }

        return count;
    }

    private static int Utf8Of(ReadOnlySpan<int> signs, Span<byte> to)
    {
        var length = 0;
        foreach (var sign in signs)
        {
            length += new Rune(sign).EncodeToUtf8(to[length..]);
        }

        return length;
    }

    // What was read before Unicode's whole form: full-width letters, as keyboards type them.
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
