// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Chain.Keys;

/// <summary>What a key file says before any password is tried.</summary>
/// <param name="Address">The account that it names; null where it names none.</param>
/// <param name="Keystore">The key under its password; null where it lies in the clear.</param>
/// <param name="Key">The key where it lies in the clear; whoever reads it zeroes it.</param>
internal sealed record KeyFileText(KeyForm Form, Address? Address, PartyId? Party, bool IsDemo, Keystore? Keystore, byte[] Key)
{
    public const int MaxBytes = 8192;
    public const int KeyBytes = 32;

    public static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <exception cref="KeyFileException">Missing, readable by others, or of no form that is known here.</exception>
    public static KeyFileText Read(string path)
    {
        var bytes = OwnerFile.Read(path, MaxBytes);
        try
        {
            return IsHex(bytes, out var key) ? new KeyFileText(KeyForm.Hex, null, null, false, null, key) : Parse(path, bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    public static byte[] Write(KeyForm form, Keystore? keystore, ReadOnlySpan<byte> key, ISigner signer, PartyId? party)
    {
        if (form == KeyForm.Hex)
        {
            return [.. Encoding.ASCII.GetBytes(Hex.Encode(key)), (byte)'\n'];
        }

        using var stream = new MemoryStream(MaxBytes);
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            if (keystore is not null)
            {
                keystore.Write(json);
                WriteParty(json, party);
            }
            else
            {
                json.WriteNumber("ledgerKey", 1);
                json.WriteString("address", signer.Address.ToString());
                json.WriteString("privateKey", Hex.Encode(key));
                json.WriteBoolean("demo", signer.IsDemo);
                if (party is { } id)
                {
                    json.WriteString("party", id.ToString());
                }
            }

            json.WriteEndObject();
        }

        var bytes = stream.ToArray();
        CryptographicOperations.ZeroMemory(stream.GetBuffer());
        return bytes;
    }

    private static void WriteParty(Utf8JsonWriter json, PartyId? party)
    {
        if (party is { } id)
        {
            json.WriteStartObject("ledger");
            json.WriteString("party", id.ToString());
            json.WriteEndObject();
        }
    }

    private static bool IsHex(ReadOnlySpan<byte> bytes, out byte[] key)
    {
        var digits = bytes.Trim((byte)'\n').Trim((byte)'\r');
        key = new byte[KeyBytes];
        return Convert.FromHexString(digits.StartsWith("0x"u8) ? digits[2..] : digits, key, out _, out var written) == System.Buffers.OperationStatus.Done
            && written == KeyBytes;
    }

    private static KeyFileText Parse(string path, byte[] bytes)
    {
        JsonElement json;
        try
        {
            json = JsonElement.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            throw new KeyFileException(EndsEarly(bytes) ? new KeyFileTruncated(path) : new KeyFileMalformed(path));
        }

        var file = new KeystoreFields(path, json.ValueKind == JsonValueKind.Object ? json : throw new KeyFileException(new KeyFileMalformed(path)));
        return json.TryGetProperty("ledgerKey", out var version) ? ReadPlain(file, version)
            : json.TryGetProperty("version", out version) ? ReadKeystore(file, version)
            : throw new KeyFileException(new KeyFileMalformed(path));
    }

    private static KeyFileText ReadPlain(KeystoreFields file, JsonElement version)
    {
        RequireVersion(file, version, 1);
        var key = file.Hex("privateKey");
        file.Require("privateKey", key.Length == KeyBytes);
        return new KeyFileText(
            KeyForm.Plain,
            file.Account("address") ?? throw file.Invalid("address"),
            Of(file),
            file.Json.TryGetProperty("demo", out var demo) && demo.ValueKind == JsonValueKind.True,
            null,
            key);
    }

    private static KeyFileText ReadKeystore(KeystoreFields file, JsonElement version)
    {
        RequireVersion(file, version, Keystore.Version);
        var keystore = Keystore.Read(file);
        var party = file.Json.TryGetProperty("ledger", out _) ? Of(file.Object("ledger")) : null;
        return new KeyFileText(KeyForm.Keystore, keystore.Address, party, false, keystore, []);
    }

    private static void RequireVersion(KeystoreFields file, JsonElement version, int known)
    {
        if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != known)
        {
            throw new KeyFileException(new KeyFileVersionUnknown(file.Path, version.ToString()));
        }
    }

    private static PartyId? Of(KeystoreFields fields) => fields.Optional("party") switch
    {
        null => null,
        var id => PartyId.TryParse(id, out var party) ? party : throw fields.Invalid("party"),
    };

    // What is right as far as it goes was cut off; what is wrong before its end never was JSON.
    private static bool EndsEarly(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return reader.CurrentDepth > 0 || reader.TokenType is JsonTokenType.None or JsonTokenType.StartObject or JsonTokenType.StartArray;
    }
}
