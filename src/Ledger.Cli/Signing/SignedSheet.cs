// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Application.Setup;
using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Usage;

namespace Ledger.Cli.Signing;

/// <summary>What was signed of a sheet, in a file beside it: written before anything is sent, and with the receipt once there is one.</summary>
/// <remarks>The file holds the lines' salts; its owner alone can read it.</remarks>
internal sealed class SignedSheet
{
    private readonly UsageReport _report;
    private readonly Hash32? _sheet;

    private SignedSheet(string path, SignedRecord signed)
    {
        (Path, Signed, _sheet) = (path, signed, signed.Sheet);
        _report = TypedDataJson.ReadMessage<UsageReport>(signed.Message);
    }

    public string Path { get; }

    /// <summary>What was signed; its request is always of the same bytes.</summary>
    public SignedRecord Signed { get; }

    /// <summary>What the host promised before this run; null where no answer arrived.</summary>
    public UsageReportReceipt? Receipt => Signed.Receipt?.Deserialize<UsageReportReceipt>(LedgerJson.Options);

    /// <summary>What an earlier run signed of this sheet; null where none did.</summary>
    public static async Task<SignedSheet?> FindAsync(string sheet, CancellationToken cancel)
    {
        var path = PathOf(sheet);
        return !File.Exists(path) ? null
            : SignedRecord.TryRead(await JsonFiles.ReadAsync(path, cancel)) is { Kind: RecordKind.UsageReport } signed ? new SignedSheet(path, signed)
            : throw new CliFailure(ExitCode.Usage, "lodge.unsigned", ("file", path));
    }

    /// <summary>Stores a signed report durably, and reads it back; where another run was first, nothing is written.</summary>
    public static async Task<SignedSheet> KeepAsync(string sheet, byte[] bytes, SignedRecord signed, CancellationToken cancel)
    {
        DataDirectory.WriteWhole(PathOf(sheet), (signed with { Sheet = DigestOf(bytes) }).Write(), overwrite: false);
        return (await FindAsync(sheet, cancel))!;
    }

    /// <summary>Refuses to go on with another sheet, or under other options, than what was signed.</summary>
    public void Demand(byte[] bytes, ReportHead head)
    {
        if (_sheet != DigestOf(bytes))
        {
            throw new CliFailure(ExitCode.Refused, Signed.Receipt is null ? "sheet.changed" : "sheet.changedSent", ("file", Path), ("report", $"{_report.Id}"));
        }

        if (head.License != _report.License.Value || head.PeriodStart != _report.PeriodStart || head.PeriodEnd != _report.PeriodEnd
            || (head.Supersedes ?? Hash32.Zero) != _report.Supersedes.Value || (head.Stream is { } stream && Hash32.Parse(stream) != _report.Stream.Value))
        {
            throw new CliFailure(ExitCode.Refused, "sheet.otherOptions", ("file", Path), ("report", $"{_report.Id}"));
        }
    }

    /// <summary>Keeps the receipt with what was signed; a file of before, which does not say for which log, stays as it is.</summary>
    public void Keep(UsageReportReceipt receipt)
    {
        if (Signed.Domain is not null)
        {
            DataDirectory.WriteWhole(Path, (Signed with { Receipt = JsonSerializer.SerializeToElement(receipt, LedgerJson.Options) }).Write());
        }
    }

    private static string PathOf(string sheet) => sheet + ".signed.json";

    private static Hash32 DigestOf(byte[] bytes) => new(SHA256.HashData(bytes));
}
