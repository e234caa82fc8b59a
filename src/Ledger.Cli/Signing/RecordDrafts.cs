// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Application.Keys;
using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Usage;

namespace Ledger.Cli.Signing;

/// <summary>Makes signed records of drafts: <c>{kind, zone, record, evidence}</c>, where the record may leave out what follows from the rest.</summary>
internal static class RecordDrafts
{
    /// <summary>Who signs, under the names that the kinds of records give it.</summary>
    private static readonly string[] Signers = ["reporter", "observer", "payer", "administrator", "declarant", "applicant"];

    /// <summary>What a record need not have: zero where it is left out.</summary>
    private static readonly string[] Optional = ["supersedes", "subject", "affiliate", "evidenceRoot", "quantity", "until"];

    /// <summary>The texts that may not be empty.</summary>
    private static readonly string[] Named = ["product", "subjectName"];

    /// <summary>Signs a draft <c>{kind, [zone], record, [evidence]}</c>.</summary>
    /// <param name="folder">Where the files of its evidence are looked for.</param>
    public static async Task<SignedRecord> SignAsync(Session session, JsonElement draft, string folder, string? keyPath, CancellationToken cancel)
    {
        var kind = draft.TryGetProperty("kind", out var named) ? DraftJson.Word<RecordKind>(named.ToString()) : throw Wrong("kind");
        var record = draft.TryGetProperty("record", out var given) && JsonObject.Create(given) is { } fields ? fields : throw Wrong("record");
        var zone = draft.TryGetProperty("zone", out var days) ? days.ToString() : null;
        var evidence = draft.TryGetProperty("evidence", out var pieces) ? await EvidenceDrafts.ReadAsync(pieces, folder, zone, cancel) : null;
        return await SignAsync(session, kind, record, SigningKey.Open(session, keyPath), cancel, zone, evidence);
    }

    /// <summary>The same of an observation: its draft is the record itself, with its evidence among the fields.</summary>
    public static async Task<SignedRecord> SignObservationAsync(Session session, JsonElement draft, string folder, string? keyPath, CancellationToken cancel)
    {
        var record = JsonObject.Create(draft)!;
        var evidence = draft.TryGetProperty("evidence", out var pieces) ? await EvidenceDrafts.ReadAsync(pieces, folder, null, cancel) : null;
        record.Remove("evidence");
        return await SignAsync(session, RecordKind.Observation, record, SigningKey.Open(session, keyPath), cancel, evidence: evidence);
    }

    /// <summary>Fills in block, salt, signer and what may be left out, and signs.</summary>
    /// <param name="zone">The IANA zone whose days its dates are; null for UTC.</param>
    /// <param name="evidence">Of an observation: what it rests on, which it then commits to.</param>
    public static async Task<SignedRecord> SignAsync(
        Session session, RecordKind kind, JsonObject draft, CallerKey key, CancellationToken cancel, string? zone = null, IReadOnlyList<EvidenceItem>? evidence = null)
    {
        if (evidence is not null)
        {
            draft["evidenceRoot"] ??= ObservationEvidence.Root(evidence).ToString();
        }

        var deployment = (await session.Api.GetAsync<DeploymentView>("/deployment", cancel)).Value;
        var recentBlock = await RecordSigning.RecentBlockAsync(deployment, session, cancel);
        var domain = await RecordSigning.UsageLogDomainAsync(deployment, session, cancel);
        var request = kind.Accept(new Signer(draft, key, recentBlock, domain, zone)) with { Evidence = evidence is null ? null : [.. evidence.Select(RecordSigning.MessageOf)] };
        return new SignedRecord(domain, kind, JsonSerializer.SerializeToElement(request, LedgerJson.Options));
    }

    private static CliFailure Wrong(string what) => new(ExitCode.Usage, "usage.content", ("reason", what));

    private sealed class Signer(JsonObject draft, CallerKey key, Hash32 recentBlock, Eip712Domain domain, string? zone) : IRecordTypeVisitor<RecordRequest>
    {
        public RecordRequest Visit<TRecord>()
            where TRecord : IUsageRecord, ITypedStruct<TRecord>
        {
            var fields = Eip712.Fields<TRecord>();
            if (draft.FirstOrDefault(given => fields.All(field => field.Name != given.Key)).Key is { } stray)
            {
                throw Wrong(stray);
            }

            var message = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Name, Fill(field))));
            try
            {
                var record = TypedDataJson.ReadMessage<TRecord>(JsonElement.Parse(message.ToJsonString()));
                return new RecordRequest(TRecord.TypeName, RecordSigning.MessageOf(record), key.Address, key.Sign(record.Digest(domain)).ToString());
            }
            catch (FormatException wrong)
            {
                throw Wrong(wrong.Message);
            }
        }

        private JsonNode? Fill(TypedField field) => draft[field.Name] is { } given ? Read(field, given) : field switch
        {
            { Name: "recentBlock" } => recentBlock.ToString(),
            { Name: "salt" } => new Hash32(RandomNumberGenerator.GetBytes(Hash32.Size)).ToString(),
            _ when Signers.Contains(field.Name) => (key.Party ?? throw new CliFailure(ExitCode.Usage, "usage.noParty")).ToString(),
            { Type: "string" } when !Named.Contains(field.Name) => "",
            _ when Optional.Contains(field.Name) => field.Type == "bytes32" ? Hash32.Zero.ToString() : "0",
            _ => throw Wrong(field.Name),
        };

        /// <summary>A time may be a date, an act a word, and any number stand without quotes.</summary>
        private JsonNode? Read(TypedField field, JsonNode given) => (field.Type, given.ToString()) switch
        {
            ("uint64", var time) when time.Contains('-', StringComparison.Ordinal) => Instants.Parse(time, zone).ToString(CultureInfo.InvariantCulture),
            ("uint8", var act) when act.All(char.IsAsciiLetter) => (int)DraftJson.Word<PatentAct>(act),
            ("uint8" or "uint16" or "uint32", var small) when int.TryParse(small, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
            ("uint64" or "uint256", var number) => number,
            _ => given.DeepClone(),
        };
    }
}
