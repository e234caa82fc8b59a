// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Application.Setup;
using Ledger.Application.Views;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Cli.Signing;

/// <summary>What was signed of a sheet, in a file beside it: written before anything is sent, and with the receipt once there is one.</summary>
/// <remarks>The file holds the lines' salts; its owner alone can read it.</remarks>
internal sealed class SignedSheet
{
    private readonly Content _content;
    private readonly UsageReport _report;

    private SignedSheet(string path, Content content)
    {
        (Path, _content) = (path, content);
        _report = TypedDataJson.ReadMessage<UsageReport>(content.Request.GetProperty("report"));
    }

    public string Path { get; }

    /// <summary>The id of the report that was signed.</summary>
    public Hash32 Report => _report.Id.Value;

    /// <summary>The body of the request, always of the same bytes.</summary>
    public JsonElement Request => _content.Request;

    /// <summary>What the host promised before this run; null where no answer arrived.</summary>
    public UsageReportReceipt? Receipt => _content.Receipt?.Deserialize<UsageReportReceipt>(LedgerJson.Options);

    /// <summary>What an earlier run signed of this sheet; null where none did.</summary>
    public static async Task<SignedSheet?> FindAsync(string sheet, CancellationToken cancel)
    {
        var path = PathOf(sheet);
        return File.Exists(path)
            ? new SignedSheet(path, JsonSerializer.Deserialize<Content>(await File.ReadAllBytesAsync(path, cancel), LedgerJson.Options)!)
            : null;
    }

    /// <summary>Stores a signed report durably, and reads it back; where another run was first, nothing is written.</summary>
    public static async Task<SignedSheet> KeepAsync(string sheet, byte[] bytes, UsageReportRequest request, CancellationToken cancel)
    {
        var content = new Content(DigestOf(bytes), JsonSerializer.SerializeToElement(request, LedgerJson.Options), null);
        DataDirectory.WriteWhole(PathOf(sheet), JsonSerializer.SerializeToUtf8Bytes(content, LedgerJson.Options), overwrite: false);
        return (await FindAsync(sheet, cancel))!;
    }

    /// <summary>Refuses to go on with another sheet, or under other options, than what was signed.</summary>
    public void Demand(byte[] bytes, ReportHead head)
    {
        if (_content.Sheet != DigestOf(bytes))
        {
            throw new CliFailure(ExitCode.Refused, _content.Receipt is null ? "sheet.changed" : "sheet.changedSent", ("file", Path), ("report", $"{Report}"));
        }

        if (head.License != _report.License.Value || head.PeriodStart != _report.PeriodStart || head.PeriodEnd != _report.PeriodEnd
            || (head.Supersedes ?? Hash32.Zero) != _report.Supersedes.Value || (head.Stream is { } stream && Hash32.Parse(stream) != _report.Stream.Value))
        {
            throw new CliFailure(ExitCode.Refused, "sheet.otherOptions", ("file", Path), ("report", $"{Report}"));
        }
    }

    /// <summary>Keeps the receipt with what was signed.</summary>
    public void Keep(UsageReportReceipt receipt) => DataDirectory.WriteWhole(
        Path,
        JsonSerializer.SerializeToUtf8Bytes(_content with { Receipt = JsonSerializer.SerializeToElement(receipt, LedgerJson.Options) }, LedgerJson.Options));

    private static string PathOf(string sheet) => sheet + ".signed.json";

    private static Hash32 DigestOf(byte[] bytes) => new(SHA256.HashData(bytes));

    /// <param name="Sheet">SHA-256 of the sheet's bytes.</param>
    /// <param name="Request">The request's body.</param>
    /// <param name="Receipt">The host's answer.</param>
    private sealed record Content(Hash32 Sheet, JsonElement Request, JsonElement? Receipt);
}
