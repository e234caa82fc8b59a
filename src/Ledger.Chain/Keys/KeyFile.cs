// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Chain.Keys;

/// <summary>A key file: JSON <c>{"ledgerKey":1,"address","privateKey","demo","party"?}</c>, readable by its owner only.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Signer">Signs with it; the key's bytes stay inside.</param>
/// <param name="Party">The party that the key speaks for, where the file says so.</param>
public sealed record KeyFile(string Path, ISigner Signer, PartyId? Party)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int MaxBytes = 4096;

    /// <summary>Reads a key file.</summary>
    /// <exception cref="KeyFileException">Missing, readable by others, malformed, or the address does not belong to the key.</exception>
    public static KeyFile Read(string path)
    {
        var bytes = ReadBytes(path);
        try
        {
            return Parse(path, JsonElement.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false }));
        }
        catch (JsonException)
        {
            throw new KeyFileException($"'{path}' is not a key file: it is not JSON.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Makes a fresh key and writes it, mode 0600; never over an existing file.</summary>
    /// <param name="path">Where to; the directory exists.</param>
    /// <param name="demo">Marks the key as the demonstration's.</param>
    /// <param name="party">The party that it speaks for.</param>
    /// <exception cref="KeyFileException">The file exists already, or cannot be written.</exception>
    public static KeyFile Create(string path, bool demo, PartyId? party = null)
    {
        Span<byte> key = stackalloc byte[32];
        do
        {
            RandomNumberGenerator.Fill(key);
        }
        while (!Secp256k1.IsPrivateKey(key));

        var signer = new LocalSigner(key, demo);
        try
        {
            Write(path, FileMode.CreateNew, signer, key, party);
            return new KeyFile(path, signer, party);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException($"'{path}' cannot be written: {failure.Message}");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Names the party that the key speaks for; the file is replaced as a whole.</summary>
    public KeyFile WithParty(PartyId party)
    {
        var bytes = ReadBytes(Path);
        try
        {
            var key = Hex.Decode(JsonElement.Parse(bytes).GetProperty("privateKey").GetString());
            var beside = Path + ".new";
            File.Delete(beside);
            Write(beside, FileMode.CreateNew, Signer, key, party);
            File.Move(beside, Path, overwrite: true);
            CryptographicOperations.ZeroMemory(key);
            return this with { Party = party };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static KeyFile Parse(string path, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object
            || !json.TryGetProperty("ledgerKey", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number)
            || number != 1)
        {
            throw new KeyFileException($"'{path}' is not a key file of version 1.");
        }

        var text = Text(json, "privateKey");
        var key = new byte[32];
        if (!Hex.TryDecode(text, key) || !Secp256k1.IsPrivateKey(key))
        {
            throw new KeyFileException($"'{path}' holds no private key: 'privateKey' is 0x and 64 digits, between 1 and n − 1.");
        }

        var signer = new LocalSigner(key, json.TryGetProperty("demo", out var demo) && demo.ValueKind == JsonValueKind.True);
        CryptographicOperations.ZeroMemory(key);
        if (!Address.TryParse(Text(json, "address"), out var address) || address != signer.Address)
        {
            throw new KeyFileException($"'{path}' names an address that does not belong to its key.");
        }

        PartyId? party = null;
        if (Text(json, "party") is { } id)
        {
            party = PartyId.TryParse(id, out var parsed) ? parsed : throw new KeyFileException($"'{path}' names a party that is no id.");
        }

        return new KeyFile(path, signer, party);
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[] ReadBytes(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) is not (UnixFileMode.None or UnixFileMode.UserExecute))
            {
                throw new KeyFileException($"'{path}' can be read by others: make it yours alone (chmod 600).");
            }

            using var file = File.OpenRead(path);
            var bytes = new byte[file.Length <= MaxBytes ? file.Length : throw new KeyFileException($"'{path}' is too long for a key file.")];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException($"'{path}' cannot be read: {failure.Message}");
        }
    }

    private static void Write(string path, FileMode mode, ISigner signer, ReadOnlySpan<byte> key, PartyId? party)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var file = new FileStream(path, options);
        using (var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("ledgerKey", 1);
            json.WriteString("address", signer.Address.ToString());
            json.WriteString("privateKey", Hex.Encode(key));
            json.WriteBoolean("demo", signer.IsDemo);
            if (party is { } id)
            {
                json.WriteString("party", id.ToString());
            }

            json.WriteEndObject();
        }

        file.Flush(flushToDisk: true);
    }
}

/// <summary>A key file is not usable; the message says why and names the file, never the key.</summary>
public sealed class KeyFileException(string message) : Exception(message);
