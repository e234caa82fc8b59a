// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Application.Setup;
using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Domain;
using Ledger.Domain.Documents;
using Ledger.Domain.Licenses;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Certificates;
using Ledger.Evidence.Disclosure;
using Ledger.Evidence.Usage;

namespace Ledger.Cli.Signing;

/// <summary>What is written of a shipment before anybody signs.</summary>
/// <param name="License">The license.</param>
/// <param name="Product">What is shipped.</param>
/// <param name="Days">How many days the certificate holds, from its block on; at most thirty.</param>
/// <param name="Units">The units' serial numbers.</param>
/// <param name="Fields">Values by the names of <see cref="ShipmentFields.Schema"/>; what does not apply is left out.</param>
internal sealed record CertificateDraft(Hash32 License, string Product, int Days, IReadOnlyList<string> Units, IReadOnlyDictionary<string, string> Fields);

/// <summary>A signed certificate with its secrets, in a private file beside the draft: written before anything is sent, and never sent itself.</summary>
internal sealed record KeptCertificate(
    CertificateDraft Draft, RecordRequest Request, ulong ChainId, Address UsageLog, Hash32 UnitsSecret, Hash32 FieldsSecret)
{
    private const int SecondsPerDay = 24 * 3600;

    /// <summary>Reads what an earlier run signed, or signs and stores.</summary>
    public static async Task<KeptCertificate> OfAsync(Session session, string file, string? keyPath, CancellationToken cancel)
    {
        var path = PathOf(file);
        var draft = (await JsonFiles.ReadAsync(file, cancel)).Deserialize<CertificateDraft>(DraftJson.Options)!;
        if (!File.Exists(path))
        {
            DataDirectory.WriteWhole(path, JsonSerializer.SerializeToUtf8Bytes(await SignAsync(session, draft, keyPath, cancel), LedgerJson.Options), overwrite: false);
        }

        var kept = await ReadAsync(path, cancel);
        return string.Equals(Text(kept.Draft), Text(draft), StringComparison.Ordinal)
            ? kept
            : throw new CliFailure(ExitCode.Refused, "certificate.changed", ("file", path));
    }

    /// <summary>Reads a kept file.</summary>
    public static async Task<KeptCertificate> ReadAsync(string path, CancellationToken cancel) =>
        (await JsonFiles.ReadAsync(path, cancel)).Deserialize<KeptCertificate>(LedgerJson.Options)!;

    /// <summary>The file that keeps what was signed of a draft.</summary>
    public static string PathOf(string file) => file + ".cert.json";

    /// <summary>What is sent of it.</summary>
    public SignedRecord Signed() => new(null, RecordKind.ShipmentCertificate, JsonSerializer.SerializeToElement(Request, LedgerJson.Options));

    /// <summary>The code of the whole shipment.</summary>
    public CertificateCode Code() => new(
        ChainId, UsageLog, TypedDataJson.ReadMessage<ShipmentCertificate>(Request.Record), Signature.TryParse(Request.Signature, out var signature) ? signature : default);

    /// <summary>The tree over the units.</summary>
    public UnitTree Units() => UnitsOf(Draft, UnitsSecret);

    /// <summary>The tree over the fields.</summary>
    public DisclosureTree Fields() => FieldsOf(Draft, FieldsSecret);

    private static async Task<KeptCertificate> SignAsync(Session session, CertificateDraft draft, string? keyPath, CancellationToken cancel)
    {
        var key = SigningKey.Open(session, keyPath);
        await StandsAsync(session, new(draft.License), cancel);
        var deployment = (await session.Api.GetAsync<DeploymentView>("/deployment", cancel)).Value;
        var domain = await RecordSigning.UsageLogDomainAsync(deployment, session, cancel);
        var block = await RecordSigning.RecentBlockAsync(deployment, session, cancel);
        var time = await RecordSigning.TimeOfAsync(deployment, session, cancel);
        var (unitsSecret, fieldsSecret) = (Secret(), Secret());
        var certificate = new ShipmentCertificate(
            new(draft.License),
            key.Party ?? throw new CliFailure(ExitCode.Usage, "usage.noParty"),
            draft.Product,
            time,
            draft.Days is > 0 and <= 30 ? time + ((ulong)draft.Days * SecondsPerDay) : throw Wrong("days"),
            UnitsOf(draft, unitsSecret).Root,
            FieldsOf(draft, fieldsSecret).Root,
            time,
            block,
            Secret());
        if (CertificateDecision.CheckForm(certificate) is { } refusal)
        {
            throw Wrong(refusal.Code);
        }

        var signature = key.Sign(certificate.Digest(domain)).ToString();
        var request = new RecordRequest(nameof(RecordKind.ShipmentCertificate), RecordSigning.MessageOf(certificate), key.Address, signature);
        return new(draft, request, deployment.Eip712.Domains["UsageLog"].ChainId, domain.VerifyingContract, unitsSecret, fieldsSecret);
    }

    /// <summary>A signature is good for whoever has it, taken in or not: so nothing is signed where the license, or one above it, does not stand.</summary>
    private static async Task StandsAsync(Session session, LicenseId license, CancellationToken cancel)
    {
        var shown = (await session.Api.GetAsync<LicenseView>($"/licenses/{license}", cancel)).Value;
        if (shown.Standing is not nameof(Standing.InForce))
        {
            throw new CliFailure(ExitCode.Refused, "certificate.notInForce", ("license", license.ToString()), ("standing", session.Printer.Texts.Word("standing." + shown.Standing, shown.Standing)));
        }
    }

    private static UnitTree UnitsOf(CertificateDraft draft, Hash32 secret) =>
        draft.Units.Count is > 0 and <= UnitTree.Slots && draft.Units.All(SerialNumbers.IsOne) && draft.Units.Distinct(StringComparer.Ordinal).Count() == draft.Units.Count
            ? new(draft.Units, secret.ToArray())
            : throw Wrong("units");

    private static DisclosureTree FieldsOf(CertificateDraft draft, Hash32 secret)
    {
        var schema = ShipmentFields.Schema;
        if (draft.Fields.Keys.FirstOrDefault(name => !schema.Fields.Any(field => string.Equals(field.Name, name, StringComparison.Ordinal))) is { } unknown)
        {
            throw Wrong(unknown);
        }

        var values = schema.Fields.Select(field => draft.Fields.TryGetValue(field.Name, out var text) ? new FieldValue(field.Type, text) : FieldValue.Absent).ToArray();
        var odd = Array.FindIndex(values, value => !value.IsCanonical);
        return odd < 0 ? new(schema, [.. values], secret.ToArray()) : throw Wrong(schema.Fields[odd].Name);
    }

    private static string Text(CertificateDraft draft) => JsonSerializer.Serialize(draft, LedgerJson.Options);

    private static Hash32 Secret() => new(RandomNumberGenerator.GetBytes(Hash32.Size));

    private static CliFailure Wrong(string what) => new(ExitCode.Usage, "usage.content", ("reason", what));
}
