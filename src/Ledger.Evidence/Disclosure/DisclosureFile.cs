// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Documents;
using Ledger.Domain.Licenses;
using Ledger.Ethereum;

namespace Ledger.Evidence.Disclosure;

/// <summary>Some terms of one version of a license, for a reader who has nothing but the license's id.</summary>
/// <remarks><code>
/// {format: "ledger-disclosure", version: 2, license, kind, act, disclosed}     ; act of that kind; disclosed as in DisclosureJson
/// </code>
/// What the license came of hashes to its id and names the terms root: so the fields are bound to the license. An amendment
/// hashes to its version's id. Either id the reader must have from elsewhere: nothing here is signed, and anybody can write down an act.</remarks>
/// <param name="License">The license's id, as claimed.</param>
/// <param name="Act">The act that made the version: <c>LicenseGrant</c>, <c>Sublicense</c>, <c>AttestedImport</c> or <c>Amendment</c>.</param>
/// <param name="Disclosed">The fields shown.</param>
public sealed record DisclosureFile(LicenseId License, IAct Act, Disclosed Disclosed)
{
    private const string Format = "ledger-disclosure";
    private const int FormatVersion = 2;

    /// <summary>The schemas that a license's terms can have.</summary>
    public static ImmutableArray<DocumentSchema> Known { get; } = [LicenseTerms.Schema];

    /// <summary>The version's id: the license's for the first one, else the amendment's.</summary>
    public Hash32 Version => Act.ActId;

    /// <summary>The root that the version's act names.</summary>
    public Hash32 TermsRoot => VersionActs.Root(Act);

    /// <summary>First second (UTC) of the version.</summary>
    public ulong EffectiveAt => VersionActs.EffectiveAt(Act);

    /// <summary>Writes the file; the same disclosure gives the same bytes.</summary>
    public byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteNumber("version", FormatVersion);
        json.WriteString("license", License.ToString());
        json.WriteString("kind", Act.Kind.ToString());
        json.WritePropertyName("act");
        VersionActs.Write(json, Act);
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
            if (DisclosureJson.Text(json, "format") is not Format || DisclosureJson.Must(json, "version").GetInt32() != FormatVersion)
            {
                what = $"it is no {Format} of version {FormatVersion}";
                return false;
            }

            var read = new DisclosureFile(
                LicenseId.Parse(DisclosureJson.Text(json, "license")),
                VersionActs.Read(DisclosureJson.Text(json, "kind"), DisclosureJson.Must(json, "act"), "/act"),
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

    /// <summary>Judges a file with nothing but itself, and the ids where the caller has them. Total.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="license">The license that it should be of, known to exist; null where the caller knows none.</param>
    /// <param name="version">The version that it should be of, known to be the license's; null where the caller does not know it.</param>
    public static DisclosureVerdict Verify(ReadOnlyMemory<byte> bytes, LicenseId? license = null, Hash32? version = null)
    {
        if (!TryRead(bytes, out var file, out var what))
        {
            return new DisclosureVerdict.Unreadable(what);
        }

        var actual = VersionActs.License(file.Act);
        if (actual != file.License || (license ?? actual) != actual)
        {
            return new DisclosureVerdict.LicenseWrong(actual);
        }

        if ((version ?? file.Version) != file.Version)
        {
            return new DisclosureVerdict.VersionWrong(file.Version);
        }

        return DisclosureVerifier.Verify(file.TermsRoot, file.Disclosed, Known) switch
        {
            DisclosureVerdict.Shown { Values: var values } when file.Act is Amendment && version is null => new DisclosureVerdict.VersionUnconfirmed(file.Version, values),
            DisclosureVerdict.Shown { Values: var values } when license is null && version is null => new DisclosureVerdict.LicenseUnconfirmed(actual, values),
            var verdict => verdict,
        };
    }
}
