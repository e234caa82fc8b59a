// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Text.Json;
using Ledger.Application.Core;
using Ledger.Application.Proposing;
using Ledger.Application.Views;
using Ledger.Domain.Acts;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Application.Usage;

/// <summary>Reads reports and recovers their signatures: all that needs no store, so that many are read at once.</summary>
internal sealed class ReportReading(LedgerContext context)
{
    private readonly ConcurrentBag<TextPool> _idle = []; // as many as there ever were readers at once
    private readonly Eip712Domain _domain = context.Contracts.Domain(ContractName.UsageLog);

    /// <summary>Reads a request of any form.</summary>
    public Outcome<ReadReport> Read(UsageReportRequest request)
    {
        if (request.Lines.Count > context.Options.MaxReportLines)
        {
            return new TooManyLines(request.Lines.Count, context.Options.MaxReportLines);
        }

        try
        {
            var report = TypedDataJson.ReadMessage<UsageReport>(request.Report);
            return Recover(report, request.Key, request.Signature, () => [.. request.Lines.Select(line => TypedDataJson.ReadMessage<UsageLine>(line))]);
        }
        catch (FormatException wrong)
        {
            return new RecordInvalid(wrong.Message);
        }
    }

    /// <summary>Reads a request that is written as we write it; null where it is not, and another reader has to say what it is.</summary>
    public Outcome<ReadReport>? TryRead(ReadOnlySpan<byte> utf8)
    {
        var texts = _idle.TryTake(out var idle) ? idle : new TextPool();
        try
        {
            return ReadPlain(utf8, texts);
        }
        catch (JsonException)
        {
            return null;
        }
        finally
        {
            _idle.Add(texts);
        }
    }

    private Outcome<ReadReport>? ReadPlain(ReadOnlySpan<byte> utf8, TextPool texts)
    {
        var json = new Utf8JsonReader(utf8);
        if (!(json.Read() && json.TokenType == JsonTokenType.StartObject && Steps(ref json, "report"u8, JsonTokenType.StartObject))
            || !PlainJsonReader.TryRead<UsageReport>(ref json, texts, out var report)
            || !Steps(ref json, "key"u8, JsonTokenType.String)
            || !Address.TryParse(texts.Find(json.ValueSpan), out var key)
            || !Steps(ref json, "signature"u8, JsonTokenType.String)
            || texts.Find(json.ValueSpan) is not { } signature
            || !Steps(ref json, "lines"u8, JsonTokenType.StartArray))
        {
            return null;
        }

        List<UsageLine> lines = [];
        while (json.Read() && json.TokenType == JsonTokenType.StartObject && lines.Count < context.Options.MaxReportLines)
        {
            if (!PlainJsonReader.TryRead<UsageLine>(ref json, texts, out var line))
            {
                return null;
            }

            lines.Add(line);
        }

        return json.TokenType == JsonTokenType.EndArray && json.Read() && json.TokenType == JsonTokenType.EndObject && !json.Read()
            ? Recover(report, key, signature, () => lines)
            : default(Outcome<ReadReport>?);
    }

    private Outcome<ReadReport> Recover(UsageReport report, Address key, string signed, Func<IReadOnlyList<UsageLine>> lines)
    {
        var id = report.Id;
        return !Signature.TryParse(signed, out var signature) || !Secp256k1.TryRecover(Eip712.Digest(_domain.Separator, id.Value), signature, out var signer)
                ? new SignatureInvalid(0)
            : signer != key ? new SignatureMismatch(key, signer)
            : new ReadReport(report, id, lines(), signer, signature);
    }

    /// <summary>Steps to the value of the property, which must come next.</summary>
    private static bool Steps(ref Utf8JsonReader json, ReadOnlySpan<byte> name, JsonTokenType type) =>
        json.Read() && json.TokenType == JsonTokenType.PropertyName && !json.ValueIsEscaped && json.ValueTextEquals(name)
        && json.Read() && json.TokenType == type && !json.ValueIsEscaped;
}
