// SPDX-License-Identifier: Apache-2.0

using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;

namespace Ledger.Chain.Keys;

/// <summary>How a keystore's password becomes its 32-byte key: one of two functions with bounded costs.</summary>
internal abstract record KeyDerivation(byte[] Salt)
{
    /// <summary>The derived key's length: half enciphers, half authenticates.</summary>
    public const int Bytes = 32;

    /// <summary>No honest keystore asks for more memory; the usual one takes 256.</summary>
    public const int MaxMebibytes = 512;

    private const long MaxWork = 1L << 23; // n·r·p, four times the usual
    private const long MaxIterations = 10_000_000;
    private const int MaxSaltBytes = 256;

    /// <summary>Fills 32 bytes from a password.</summary>
    public abstract void Derive(ReadOnlySpan<byte> password, Span<byte> key);

    /// <summary>Reads <c>kdf</c> and <c>kdfparams</c>.</summary>
    /// <exception cref="KeyFileException">Not known here, malformed, or more costly than is allowed.</exception>
    public static KeyDerivation Read(KeystoreFields crypto)
    {
        var parameters = crypto.Object("kdfparams");
        var salt = parameters.Hex("salt");
        parameters.Require("salt", salt.Length is > 0 and <= MaxSaltBytes);
        parameters.Require("dklen", parameters.Number("dklen") == Bytes);
        return crypto.Text("kdf") switch
        {
            "scrypt" => ReadScrypt(parameters, salt),
            "pbkdf2" => ReadPbkdf2(parameters, salt),
            var other => throw new KeyFileException(new KeystoreUnsupported(crypto.Path, "kdf", other)),
        };
    }

    /// <summary>Writes <c>kdf</c> and <c>kdfparams</c>.</summary>
    public abstract void Write(Utf8JsonWriter json);

    private static ScryptDerivation ReadScrypt(KeystoreFields parameters, byte[] salt)
    {
        var (n, r, p) = (parameters.Number("n"), parameters.Number("r"), parameters.Number("p"));
        parameters.Require("n", n >= 2 && BitOperations.IsPow2(n));
        parameters.Require("r", r >= 1);
        parameters.Require("p", p >= 1);
        var isCheap = n <= MaxWork && r <= MaxWork && p <= MaxWork && n * r <= MaxWork && n * r * p <= MaxWork
            && n * r * 128 <= (long)MaxMebibytes << 20;
        return isCheap
            ? new ScryptDerivation(salt, (int)n, (int)r, (int)p)
            : throw new KeyFileException(new KeystoreTooCostly(parameters.Path, $"n={n} r={r} p={p}"));
    }

    private static Pbkdf2Derivation ReadPbkdf2(KeystoreFields parameters, byte[] salt)
    {
        if (parameters.Text("prf") is var prf and not "hmac-sha256")
        {
            throw new KeyFileException(new KeystoreUnsupported(parameters.Path, "prf", prf));
        }

        var c = parameters.Number("c");
        parameters.Require("c", c >= 1);
        return c <= MaxIterations
            ? new Pbkdf2Derivation(salt, (int)c)
            : throw new KeyFileException(new KeystoreTooCostly(parameters.Path, $"c={c}"));
    }
}

/// <summary>scrypt; <paramref name="N"/> 262144, <paramref name="R"/> 8 and <paramref name="P"/> 1 are the usual ones.</summary>
internal sealed record ScryptDerivation(byte[] Salt, int N, int R, int P) : KeyDerivation(Salt)
{
    public override void Derive(ReadOnlySpan<byte> password, Span<byte> key) => Scrypt.Derive(password, Salt, N, R, P, key);

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteString("kdf", "scrypt");
        json.WriteStartObject("kdfparams");
        json.WriteNumber("dklen", Bytes);
        json.WriteNumber("n", N);
        json.WriteNumber("r", R);
        json.WriteNumber("p", P);
        json.WriteString("salt", Convert.ToHexStringLower(Salt));
        json.WriteEndObject();
    }
}

/// <summary>PBKDF2 with HMAC-SHA-256: read from older keystores.</summary>
internal sealed record Pbkdf2Derivation(byte[] Salt, int C) : KeyDerivation(Salt)
{
    public override void Derive(ReadOnlySpan<byte> password, Span<byte> key) =>
        Rfc2898DeriveBytes.Pbkdf2(password, Salt, key, C, HashAlgorithmName.SHA256);

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteString("kdf", "pbkdf2");
        json.WriteStartObject("kdfparams");
        json.WriteNumber("c", C);
        json.WriteNumber("dklen", Bytes);
        json.WriteString("prf", "hmac-sha256");
        json.WriteString("salt", Convert.ToHexStringLower(Salt));
        json.WriteEndObject();
    }
}
