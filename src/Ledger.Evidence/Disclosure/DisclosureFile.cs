// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Ledger.Domain;
using Ledger.Domain.Documents;
using Ledger.Domain.Licenses;
using Ledger.Ethereum.Typed;

namespace Ledger.Evidence.Disclosure;

/// <summary>Some terms of one license, for a reader who has nothing but the license's id.</summary>
/// <remarks><code>
/// {format: "ledger-disclosure", version: 1, license, grant: LicenseGrant, disclosed}     ; disclosed as in DisclosureJson
/// </code>
/// The id is the grant's struct hash, and the grant names the terms root: so the fields are bound to the license.</remarks>
/// <param name="License">The license's id, as claimed.</param>
/// <param name="Grant">The grant.</param>
/// <param name="Disclosed">The fields shown.</param>
public sealed record DisclosureFile(LicenseId License, LicenseGrant Grant, Disclosed Disclosed)
{
    private const string Format = "ledger-disclosure";
    private const int Version = 1;

    /// <summary>The schemas that a license's terms can have.</summary>
    public static ImmutableArray<DocumentSchema> Known { get; } = [LicenseTerms.Schema];

    /// <summary>Writes the file; the same disclosure gives the same bytes.</summary>
    public byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteNumber("version", Version);
        json.WriteString("license", License.ToString());
        json.WritePropertyName("grant");
        TypedDataJson.WriteMessage(json, Grant);
        json.WritePropertyName("disclosed");
        DisclosureJson.Write(json, Disclosed);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Whether the bytes are those of a disclosure, rather than of something else: it proves nothing.</summary>
    public static bool LooksLikeOne(ReadOnlySpan<byte> bytes) => bytes.StartsWith("{\"format\":\"ledger-disclosure\""u8);

    /// <summary>Reads a file that is in its one form.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out DisclosureFile? file, out string what)
    {
        file = null;
        what = "";
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var json = document.RootElement;
            if (DisclosureJson.Text(json, "format") is not Format || DisclosureJson.Must(json, "version").GetInt32() != Version)
            {
                what = $"it is no {Format} of version {Version}";
                return false;
            }

            var read = new DisclosureFile(
                LicenseId.Parse(DisclosureJson.Text(json, "license")),
                TypedDataJson.ReadMessage<LicenseGrant>(DisclosureJson.Must(json, "grant"), "/grant"),
                DisclosureJson.Read(DisclosureJson.Must(json, "disclosed")));
            what = read.Write().AsSpan().SequenceEqual(bytes.Span) ? "" : "it is not in the one form that the format has";
            file = what.Length == 0 ? read : null;
            return file is not null;
        }
        catch (Exception flaw) when (flaw is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            what = flaw.Message;
            return false;
        }
    }

    /// <summary>Judges a file with nothing but itself, and the license's id where the caller has it. Total.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="license">The license that it should be of; null for the one that it names.</param>
    public static DisclosureVerdict Verify(ReadOnlyMemory<byte> bytes, LicenseId? license = null) => TryRead(bytes, out var file, out var what)
        ? file.Grant.Id == file.License && (license ?? file.License) == file.License
            ? DisclosureVerifier.Verify(file.Grant.TermsRoot, file.Disclosed, Known)
            : new DisclosureVerdict.LicenseWrong(file.Grant.Id)
        : new DisclosureVerdict.Unreadable(what);
}
