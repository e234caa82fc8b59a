// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Ledger.Application.Core;
using Ledger.Application.Views;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Store.Journal;

namespace Ledger.Application.Usage;

/// <summary>A report that came in, read already or refused for its form.</summary>
public readonly record struct IncomingReport
{
    internal IncomingReport(Outcome<ReadReport> read) => Read = read;

    internal Outcome<ReadReport> Read { get; }
}

/// <summary>A report in the journal, and the promise that was given for it.</summary>
/// <param name="Id">The report's id.</param>
/// <param name="Promise">The promise's message, as it is kept.</param>
/// <param name="Signature">The log key's.</param>
/// <param name="Warnings">What of its lines lies outside of the license.</param>
public sealed record TakenReport(Hash32 Id, ReadOnlyMemory<byte> Promise, Signature Signature, IReadOnlyList<ProblemErrorView> Warnings)
{
    internal static TakenReport Of(JournalRow row)
    {
        var (promise, signature) = Journaling.SplitPromise(row);
        return new TakenReport(row.RecordId, promise, signature, []);
    }

    /// <summary>As the API shows it.</summary>
    internal UsageReportReceipt Receipt(Eip712Domain domain) =>
        new(Id, new SignedPromiseView(ActJson.TypedData(domain, ActJson.Read<Promise>(Promise.Span)), Signature.ToString()), Warnings);
}

/// <summary>Writes receipts as <see cref="UsageReportReceipt"/> reads, without making one for each.</summary>
internal sealed class ReceiptWriter(Eip712Domain domain)
{
    private readonly byte[] _domain = Written(writer => TypedDataJson.WriteDomain(writer, domain));
    private readonly byte[] _types = Encoding.UTF8.GetBytes(ActJson.TypedData(domain, new Promise(default, 0, 0, default, 0)).GetProperty("types").GetRawText());

    public void Write(Utf8JsonWriter to, TakenReport taken)
    {
        to.WriteStartObject();
        Span<byte> id = stackalloc byte[Hash32.TextSize];
        taken.Id.WriteText(id);
        to.WriteString("reportId", id);
        to.WriteStartObject("promise");
        to.WriteStartObject("typedData");
        to.WritePropertyName("domain");
        to.WriteRawValue(_domain, skipInputValidation: true);
        to.WritePropertyName("types");
        to.WriteRawValue(_types, skipInputValidation: true);
        to.WriteString("primaryType", Promise.TypeName);
        to.WritePropertyName("message");
        to.WriteRawValue(taken.Promise.Span, skipInputValidation: true);
        to.WriteEndObject();
        to.WriteString("signature", taken.Signature.ToString());
        to.WriteEndObject();
        to.WritePropertyName("warnings");
        if (taken.Warnings.Count == 0)
        {
            to.WriteRawValue("[]"u8, skipInputValidation: true);
        }
        else
        {
            JsonSerializer.Serialize(to, taken.Warnings, LedgerJson.Options);
        }

        to.WriteEndObject();
    }

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            write(writer);
        }

        return stream.ToArray();
    }
}
