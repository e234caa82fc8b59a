// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Ledger.Application.Setup;
using Ledger.Cli.Output;
using Ledger.Cli.Signing;
using Ledger.Domain.Usage;
using Ledger.Evidence.Certificates;

namespace Ledger.Cli.Commands;

/// <summary>Certificates of shipments, made by who administers the pool, and opened by who has their secrets.</summary>
internal static class CertificateIssue
{
    /// <summary>Base45's plus sign stays as it is.</summary>
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Signs a draft, stores what was signed, sends the record, and once it is taken in writes one code for each unit, as text and drawn.</summary>
    public static Command Create(CommandKit kit)
    {
        var (file, key) = (Words.File(), Words.Text("--key-file", "FILE"));
        return kit.Verb(
            "certificate issue",
            async (session, cancel) =>
            {
                var path = session.Get(file);
                var kept = await KeptCertificate.OfAsync(session, path, session.Get(key), cancel);
                var sent = await RecordCommands.SendAsync(session, kept.Signed(), cancel); // no code is drawn of what is not taken in
                var (whole, units) = (kept.Code(), kept.Units());
                var codes = new StringBuilder();
                var pictures = Directory.CreateDirectory(path + ".codes");
                foreach (var (number, serial) in kept.Draft.Units.Index())
                {
                    var code = (whole with { Unit = units.Open(serial) }).Write();
                    var picture = Path.Combine(pictures.FullName, (number + 1).ToString("D4", CultureInfo.InvariantCulture));
                    DataDirectory.WriteWhole(picture + ".png", QrCode.Png(code));
                    DataDirectory.WriteWhole(picture + ".svg", Encoding.UTF8.GetBytes(QrCode.Svg(code)));
                    codes.Append(JsonSerializer.Serialize(new { serial, code }, Plain)).Append('\n');
                }

                DataDirectory.WriteWhole(path + ".codes.ndjson", Encoding.UTF8.GetBytes(codes.ToString()));
                return sent;
            },
            file, key);
    }

    /// <summary>Opens single fields of a kept certificate to a file for an auditor.</summary>
    public static Command CreateOpen(CommandKit kit)
    {
        var file = Words.File();
        var fields = new Option<string[]>("--field") { HelpName = "NAME", Required = true };
        fields.AcceptOnlyFromAmong([.. ShipmentFields.Schema.Fields.Select(field => field.Name)]);
        var output = new Option<string>("--output") { HelpName = "FILE", Required = true };
        return kit.Verb(
            "certificate open",
            async (session, cancel) =>
            {
                var kept = await KeptCertificate.ReadAsync(session.Get(file), cancel);
                var names = session.Get(fields)!;
                int[] indexes = [.. Enumerable.Range(0, ShipmentFields.Schema.Fields.Length).Where(index => names.Contains(ShipmentFields.Schema.Fields[index].Name, StringComparer.Ordinal))];
                await EvidenceCommands.WriteNewAsync(session.Get(output)!, new OpeningFile(kept.Code().Write(), kept.Fields().Disclose(indexes)).Write(), cancel);
                return ExitCode.Ok;
            },
            file, fields, output);
    }
}
