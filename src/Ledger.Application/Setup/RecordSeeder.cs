// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Application.Core;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Documents;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Certificates;
using Ledger.Evidence.Disclosure;

namespace Ledger.Application.Setup;

/// <summary>Takes a world's records in through the ordinary use cases. What was signed is kept before it is sent, so that a second try sends the same bytes.</summary>
internal sealed class RecordSeeder(OpenLedger ledger, LedgerContext context, SeedWorld world, SeedReferences references, Func<string, KeyFile> keyOf, DeedSeeder deeds)
{
    /// <param name="number">Which of the world's records.</param>
    /// <param name="step">The record.</param>
    /// <param name="quarter">The period that it speaks of.</param>
    public async Task RunAsync(int number, SeedRecordStep step, (ulong Start, ulong End) quarter, CancellationToken cancellation)
    {
        var signed = await SignedAsync(number, step, quarter, cancellation);
        var refusal = await SubmitAsync(step, signed, cancellation);
        if (refusal?.Code != step.Refused)
        {
            throw new InvalidOperationException(
                $"The {NameOf(number, step)} of {world.Name} was {(refusal is null ? "taken" : $"refused: {new RefusalTexts().Describe(refusal, RefusalTexts.English).Detail}")}");
        }

        if (step.Record is RecordKind.ShipmentCertificate)
        {
            WriteCodes(step, signed);
        }

        if (step.Name is not null)
        {
            references.Add(step.Name, signed.Id);
        }
    }

    /// <summary>Signs a report and puts its digest on chain; it is sent on its own day.</summary>
    public async Task LodgeAsync(int number, SeedRecordStep step, (ulong Start, ulong End) quarter, CancellationToken cancellation)
    {
        var report = ActJson.Read<UsageReport>(JsonSerializer.SerializeToUtf8Bytes((await SignedAsync(number, step, quarter, cancellation)).Message));
        var pool = await context.Store.ReadAsync(reader => context.On(reader).PoolOf(report.License)!.Value, cancellation);
        if (await deeds.LodgeAsync(pool, Lodging.DigestOf(report), step.By, cancellation) is { } refusal)
        {
            throw new InvalidOperationException($"{NameOf(number, step)} of {world.Name} was not lodged: {new RefusalTexts().Describe(refusal, RefusalTexts.English).Detail}");
        }
    }

    private static string NameOf(int number, SeedRecordStep step) => step.Name ?? $"record {number}";

    /// <summary>What was signed of a step, now or by an earlier run; it is sent on its own day.</summary>
    public async Task<SignedSeed> SignedAsync(int number, SeedRecordStep step, (ulong Start, ulong End) quarter, CancellationToken cancellation)
    {
        await ledger.SettleAsync(cancellation); // a block of the day that the clock was moved to
        var meta = $"seed:{world.Name}/records/{NameOf(number, step)}";
        var kept = await context.Store.ReadAsync(reader => reader.Meta.Get(meta), cancellation);
        if (kept is null)
        {
            kept = JsonSerializer.Serialize(await SignAsync(step, quarter, cancellation), LedgerJson.Options);
            await context.Store.WriteAsync(
                writer =>
                {
                    writer.Meta.Set(meta, kept);
                    return true;
                },
                cancellation);
        }

        return JsonSerializer.Deserialize<SignedSeed>(kept, LedgerJson.Options)!;
    }

    private async Task<Refusal?> SubmitAsync(SeedRecordStep step, SignedSeed signed, CancellationToken cancellation)
    {
        if (step.Record is RecordKind.UsageReport)
        {
            return (await ledger.UsageIntake.SubmitAsync(new(signed.Message, signed.Key, signed.Signature, signed.Lines), cancellation)).Refusal;
        }

        return (await ledger.RecordIntake.SubmitAsync(new RecordRequest(step.Record.ToString(), signed.Message, signed.Key, signed.Signature, signed.Evidence), cancellation)).Refusal;
    }

    private async Task<SignedSeed> SignAsync(SeedRecordStep step, (ulong Start, ulong End) quarter, CancellationToken cancellation)
    {
        var (message, lines, evidence) = (await FieldsAsync(step, quarter, cancellation), Lines(step), EvidenceOf(step));
        if (step.Record is RecordKind.UsageReport)
        {
            await AddReportAsync(message, step, lines, cancellation);
        }
        else if (step.Record is RecordKind.PeriodStatement)
        {
            await AddTotalsAsync(message, quarter, cancellation);
        }
        else if (step.Record is RecordKind.ShipmentCertificate)
        {
            await AddShipmentAsync(message, step, cancellation);
        }
        else if (evidence is not null)
        {
            message["evidenceRoot"] = ObservationEvidence.Root(evidence).ToString();
        }

        var record = RecordJson.Read(step.Record, JsonSerializer.SerializeToElement(message));
        var key = keyOf(step.Key ?? step.By).Signer;
        var signature = key.Sign(record.Digest(context.Contracts.Domain(ContractName.UsageLog)));
        return new SignedSeed(
            record.Id.Value,
            JsonElement.Parse(RecordJson.Message(record)),
            key.Address,
            signature.ToString(),
            [.. lines.Select(line => JsonElement.Parse(ActJson.Message(line)))],
            evidence is null ? null : [.. evidence.Select(piece => JsonElement.Parse(ActJson.Message(piece)))]);
    }

    /// <summary>The step's own fields, and those that follow from it: author, period, block, salt.</summary>
    private async Task<JsonObject> FieldsAsync(SeedRecordStep step, (ulong Start, ulong End) quarter, CancellationToken cancellation)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(checked((long)context.Now));
        var final = await context.Store.ReadAsync(reader => reader.Blocks.Final!.Value.Hash, cancellation);
        var given = (JsonObject)references.Resolve(JsonSerializer.SerializeToNode(step.Message), now)!;
        var fields = new JsonObject();
        foreach (var field in RecordJson.Fields(step.Record))
        {
            fields[field.Name] = given[field.Name]?.DeepClone() ?? field.Name switch
            {
                "reporter" or "payer" or "administrator" or "observer" or "declarant" or "applicant" => references.Id(step.By).ToString(),
                "periodStart" => quarter.Start,
                "periodEnd" => quarter.End,
                "recentBlock" => final.ToString(),
                "salt" => Salt(step, "").ToString(),
                _ when field.Type == "string" => "",
                _ when field.Type == "bytes32" => Hash32.Zero.ToString(),
                _ when field.Type.EndsWith("[]", StringComparison.Ordinal) => new JsonArray(),
                _ when field.Type == "uint256" => "0",
                _ => 0,
            };
        }

        return fields;
    }

    private async Task AddReportAsync(JsonObject message, SeedRecordStep step, IReadOnlyList<UsageLine> lines, CancellationToken cancellation)
    {
        var stream = Hash32.Parse(message["stream"]!.GetValue<string>());
        var last = await context.Store.ReadAsync(reader => reader.Journal.LastOf(stream), cancellation);
        message["sequence"] = (last?.Sequence ?? 0) + (ulong)step.Place;
        message["previous"] = step.Place == 0
            ? ActJson.Read<UsageReport>(last!.Body).Previous.ToString()
            : (last?.RecordId ?? Hash32.Zero).ToString();
        message["linesRoot"] = UsageLines.Root(lines).ToString();
        message["lineCount"] = lines.Count;
        message["totalQuantity"] = UsageLines.Total(lines).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task AddTotalsAsync(JsonObject message, (ulong Start, ulong End) quarter, CancellationToken cancellation)
    {
        var (license, reporter) = (Hash32.Parse(message["license"]!.GetValue<string>()), Hash32.Parse(message["reporter"]!.GetValue<string>()));
        var period = (await ledger.RecordBook.PeriodAsync(license, reporter, quarter.Start, quarter.End, cancellation)).Value!;
        message["heads"] = new JsonArray([.. period.Heads.Select(head => JsonValue.Create(head.ToString()))]);
        message["reports"] = period.Reports;
        message["lines"] = period.Lines;
        message["totalQuantity"] = period.TotalQuantity.ToString();
        message["totalNetValue"] = period.TotalNetValue.ToString();
        message["currency"] = period.Currency;
        message["supersedes"] = (period.Statement ?? Hash32.Zero).ToString();
    }

    /// <summary>A certificate of thirty days over made-up units; of its fields it says none.</summary>
    private async Task AddShipmentAsync(JsonObject message, SeedRecordStep step, CancellationToken cancellation)
    {
        var final = Hash32.Parse(message["recentBlock"]!.GetValue<string>());
        var time = await context.Store.ReadAsync(reader => reader.Blocks.Find(final)!.Time, cancellation);
        (message["blockTime"], message["validFrom"], message["validUntil"]) = (time, time, time + CertificateDecision.LongestSeconds);
        message["unitsRoot"] = UnitsOf(step).Root.ToString();
        message["fieldsRoot"] = new DisclosureTree(
            ShipmentFields.Schema, [.. ShipmentFields.Schema.Fields.Select(_ => FieldValue.Absent)], Salt(step, "fields").ToArray()).Root.ToString();
    }

    /// <summary>The code of each unit, as it would stand on its carton.</summary>
    private void WriteCodes(SeedRecordStep step, SignedSeed signed)
    {
        var whole = new CertificateCode(
            context.Contracts.ChainId, context.Contracts.UsageLog, ActJson.Read<ShipmentCertificate>(JsonSerializer.SerializeToUtf8Bytes(signed.Message)),
            Signature.TryParse(signed.Signature, out var signature) ? signature : default);
        var units = UnitsOf(step);
        foreach (var serial in step.Units!)
        {
            DataDirectory.WriteWhole(Path.Combine(context.Directory.DemoCodes, serial + ".txt"), Encoding.UTF8.GetBytes((whole with { Unit = units.Open(serial) }).Write()));
        }
    }

    private UnitTree UnitsOf(SeedRecordStep step) => new(step.Units!, Salt(step, "units").ToArray());

    /// <summary>Pieces of evidence without files: a demonstration has none.</summary>
    private IReadOnlyList<EvidenceItem>? EvidenceOf(SeedRecordStep step) => step.Evidence is not { } pieces ? null :
    [
        .. pieces.Select((piece, i) => new EvidenceItem(
            Enum.Parse<EvidenceSource>(piece[0], ignoreCase: true), piece[1], default, 0, "Made up.", Salt(step, $"evidence {i}"))),
    ];

    private IReadOnlyList<UsageLine> Lines(SeedRecordStep step) =>
    [
        .. (step.Lines ?? []).Select((line, i) => UsageLine.Of(
            line[0].GetString()!, Enum.Parse<PatentAct>(line[1].GetString()!, ignoreCase: true), line[2].GetString()!, line[3].GetString()!,
            line[4].GetUInt64(), Salt(step, $"line {i}"))),
    ];

    /// <summary>Demonstrations hide nothing: a salt that can be told again.</summary>
    private Hash32 Salt(SeedRecordStep step, string of) =>
        Keccak256.Hash(Encoding.UTF8.GetBytes($"{world.Name}/{step.Quarter}/{step.Day}/{step.Record}/{step.By}/{step.Name}/{step.Place}/{of}"));

    internal sealed record SignedSeed(Hash32 Id, JsonElement Message, Address Key, string Signature, IReadOnlyList<JsonElement> Lines, IReadOnlyList<JsonElement>? Evidence = null);
}
