// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Ethereum;

namespace Ledger.Chain.Keys;

/// <summary>A private key under a password: version 3 of the Web3 Secret Storage Definition, as wallets keep it.</summary>
/// <remarks>
/// <code>
/// dk         = kdf(password, salt), 32 bytes
/// ciphertext = AES-128-CTR(key dk[0..16], counter iv, private key)
/// mac        = keccak256(dk[16..32] ‖ ciphertext)
/// </code>
/// </remarks>
internal sealed record Keystore(Address? Address, KeyDerivation Derivation, byte[] Iv, byte[] Ciphertext, byte[] Mac)
{
    public const int Version = 3;

    private const string Cipher = "aes-128-ctr";
    private const int KeyBytes = 32;
    private const int BlockBytes = 16;
    private const int SaltBytes = 32;

    /// <summary>Puts a key under a password, with fresh salt and counter.</summary>
    public static Keystore Seal(ReadOnlySpan<byte> key, Address address, Password password, KeystoreCost cost)
    {
        var derivation = new ScryptDerivation(RandomNumberGenerator.GetBytes(SaltBytes), cost.N, cost.R, cost.P);
        var iv = RandomNumberGenerator.GetBytes(BlockBytes);
        Span<byte> derived = stackalloc byte[KeyDerivation.Bytes];
        try
        {
            derivation.Derive(password.Bytes, derived);
            var ciphertext = new byte[KeyBytes];
            Count(derived[..BlockBytes], iv, key, ciphertext);
            return new Keystore(address, derivation, iv, ciphertext, MacOf(derived, ciphertext));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    /// <summary>Fills <paramref name="key"/>.</summary>
    /// <returns>False when the MAC disagrees: another password, or a changed file.</returns>
    public bool TryOpen(Password password, Span<byte> key)
    {
        return TryOpen(password.Bytes, key) || (!password.Older.IsEmpty && TryOpen(password.Older, key));
    }

    private bool TryOpen(ReadOnlySpan<byte> password, Span<byte> key)
    {
        Span<byte> derived = stackalloc byte[KeyDerivation.Bytes];
        try
        {
            Derivation.Derive(password, derived);
            if (!CryptographicOperations.FixedTimeEquals(MacOf(derived, Ciphertext), Mac))
            {
                return false;
            }

            Count(derived[..BlockBytes], Iv, Ciphertext, key);
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    /// <exception cref="KeyFileException">A field is missing, malformed, not known here, or asks for too much.</exception>
    public static Keystore Read(KeystoreFields file)
    {
        // Older wallets write "Crypto".
        var crypto = file.Object(file.Json.TryGetProperty("crypto", out _) ? "crypto" : "Crypto");
        if (crypto.Text("cipher") is var cipher and not Cipher)
        {
            throw new KeyFileException(new KeystoreUnsupported(file.Path, "cipher", cipher));
        }

        var (iv, ciphertext, mac) = (crypto.Object("cipherparams").Hex("iv"), crypto.Hex("ciphertext"), crypto.Hex("mac"));
        crypto.Require("iv", iv.Length == BlockBytes);
        crypto.Require("ciphertext", ciphertext.Length == KeyBytes);
        crypto.Require("mac", mac.Length == Hash32.Size);
        return new Keystore(file.Account("address"), KeyDerivation.Read(crypto), iv, ciphertext, mac);
    }

    /// <summary>Writes <c>version</c>, <c>id</c>, <c>address</c> and <c>crypto</c> into an open object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("version", Version);
        json.WriteString("id", RandomId());
        if (Address is { } address)
        {
            json.WriteString("address", address.ToString());
        }

        json.WriteStartObject("crypto");
        json.WriteString("cipher", Cipher);
        json.WriteStartObject("cipherparams");
        json.WriteString("iv", Convert.ToHexStringLower(Iv));
        json.WriteEndObject();
        json.WriteString("ciphertext", Convert.ToHexStringLower(Ciphertext));
        Derivation.Write(json);
        json.WriteString("mac", Convert.ToHexStringLower(Mac));
        json.WriteEndObject();
    }

    private static byte[] MacOf(ReadOnlySpan<byte> derived, ReadOnlySpan<byte> ciphertext)
    {
        Span<byte> body = stackalloc byte[BlockBytes + KeyBytes];
        derived[BlockBytes..].CopyTo(body);
        ciphertext.CopyTo(body[BlockBytes..]);
        var mac = Keccak256.Hash(body);
        CryptographicOperations.ZeroMemory(body);
        return Hash32.Bytes(mac).ToArray();
    }

    // The counter is all 16 bytes, big-endian, and wraps. Ciphering and deciphering are one.
    private static void Count(ReadOnlySpan<byte> cipherKey, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> from, Span<byte> to)
    {
        using var aes = Aes.Create();
        aes.SetKey(cipherKey);
        Span<byte> stream = stackalloc byte[KeyBytes];
        var counter = BinaryPrimitives.ReadUInt128BigEndian(iv);
        for (var at = 0; at < KeyBytes; at += BlockBytes)
        {
            BinaryPrimitives.WriteUInt128BigEndian(stream[at..], counter);
            counter = unchecked(counter + 1);
        }

        aes.EncryptEcb(stream, stream, PaddingMode.None);
        for (var i = 0; i < KeyBytes; i++)
        {
            to[i] = (byte)(from[i] ^ stream[i]);
        }

        CryptographicOperations.ZeroMemory(stream);
    }

    private static Guid RandomId()
    {
        Span<byte> bytes = stackalloc byte[BlockBytes];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40); // version 4, variant 1 (RFC 9562)
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
