// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Application.Core;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Application.Setup;

/// <summary>Takes a world's records in through the ordinary use cases. What was signed is kept before it is sent, so that a second try sends the same bytes.</summary>
internal sealed class RecordSeeder(OpenLedger ledger, LedgerContext context, SeedWorld world, SeedReferences references, Func<string, KeyFile> keyOf)
{
    /// <param name="number">Which of the world's records.</param>
    /// <param name="step">The record.</param>
    /// <param name="quarter">The period that it speaks of.</param>
    public async Task RunAsync(int number, SeedRecordStep step, (ulong Start, ulong End) quarter, CancellationToken cancellation)
    {
        await ledger.SettleAsync(cancellation); // a block of the day that the clock was moved to
        var name = step.Name ?? $"record {number}";
        var meta = $"seed:{world.Name}/records/{name}";
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

        var signed = JsonSerializer.Deserialize<SignedSeed>(kept, LedgerJson.Options)!;
        var refusal = await SubmitAsync(step, signed, cancellation);
        if (refusal?.Code != step.Refused)
        {
            throw new InvalidOperationException(
                $"The {name} of {world.Name} was {(refusal is null ? "taken" : $"refused: {new RefusalTexts().Describe(refusal, RefusalTexts.English).Detail}")}");
        }

        if (step.Name is not null)
        {
            references.Add(step.Name, signed.Id);
        }
    }

    private async Task<Refusal?> SubmitAsync(SeedRecordStep step, SignedSeed signed, CancellationToken cancellation)
    {
        if (step.Record is RecordKind.UsageReport)
        {
            return (await ledger.UsageIntake.SubmitAsync(new(signed.Message, signed.Key, signed.Signature, signed.Lines), cancellation)).Refusal;
        }

        return (await ledger.RecordIntake.SubmitAsync(new RecordRequest(step.Record.ToString(), signed.Message, signed.Key, signed.Signature), cancellation)).Refusal;
    }

    private async Task<SignedSeed> SignAsync(SeedRecordStep step, (ulong Start, ulong End) quarter, CancellationToken cancellation)
    {
        var (message, lines) = (await FieldsAsync(step, quarter, cancellation), Lines(step));
        if (step.Record is RecordKind.UsageReport)
        {
            await AddReportAsync(message, step, lines, cancellation);
        }
        else if (step.Record is RecordKind.PeriodStatement)
        {
            await AddTotalsAsync(message, quarter, cancellation);
        }

        var record = RecordJson.Read(step.Record, JsonSerializer.SerializeToElement(message));
        var key = keyOf(step.By).Signer;
        var signature = key.Sign(record.Digest(context.Contracts.Domain(ContractName.UsageLog)));
        return new SignedSeed(
            record.Id.Value, JsonElement.Parse(RecordJson.Message(record)), key.Address, signature.ToString(), [.. lines.Select(line => JsonElement.Parse(ActJson.Message(line)))]);
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

    private IReadOnlyList<UsageLine> Lines(SeedRecordStep step) =>
    [
        .. (step.Lines ?? []).Select((line, i) => UsageLine.Of(
            line[0].GetString()!, Enum.Parse<PatentAct>(line[1].GetString()!, ignoreCase: true), line[2].GetString()!, line[3].GetString()!,
            line[4].GetUInt64(), Salt(step, $"line {i}"))),
    ];

    /// <summary>Demonstrations hide nothing: a salt that can be told again.</summary>
    private Hash32 Salt(SeedRecordStep step, string of) =>
        Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes($"{world.Name}/{step.Quarter}/{step.Day}/{step.Record}/{step.By}/{step.Name}/{step.Place}/{of}"));

    private sealed record SignedSeed(Hash32 Id, JsonElement Message, Address Key, string Signature, IReadOnlyList<JsonElement> Lines);
}
