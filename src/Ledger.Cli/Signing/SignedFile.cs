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

/// <summary>What was signed of a sheet or a draft, in a file beside it: written before anything is sent, and with the receipt once there is one.</summary>
/// <remarks>The file holds the salts of lines and evidence; its owner alone can read it.</remarks>
internal sealed class SignedFile
{
    private SignedFile(string path, SignedRecord signed) => (Path, Signed) = (path, signed);

    public string Path { get; }

    /// <summary>What was signed; its request is always of the same bytes.</summary>
    public SignedRecord Signed { get; }

    /// <summary>Whether an earlier run signed it: what came to the host since then is not known here.</summary>
    public bool IsOfBefore { get; private init; } = true;

    /// <summary>What the host promised before this run; null where no answer arrived.</summary>
    public TReceipt? Receipt<TReceipt>()
        where TReceipt : class => Signed.Receipt?.Deserialize<TReceipt>(LedgerJson.Options);

    /// <summary>What an earlier run signed of this source; null where none did.</summary>
    public static async Task<SignedFile?> FindAsync(string source, CancellationToken cancel)
    {
        var path = PathOf(source);
        return !File.Exists(path) ? null
            : SignedRecord.TryRead(await JsonFiles.ReadAsync(path, cancel)) is { } signed ? new SignedFile(path, signed)
            : throw new CliFailure(ExitCode.Usage, "lodge.unsigned", ("file", path));
    }

    /// <summary>What an earlier run signed of this very draft; else what is signed of it now, stored before it is given.</summary>
    public static async Task<SignedFile> OfAsync(string draft, byte[] bytes, Func<Task<SignedRecord>> sign, CancellationToken cancel)
    {
        if (await FindAsync(draft, cancel) is not { } before)
        {
            return await KeepAsync(draft, bytes, await sign(), cancel);
        }

        before.Demand(bytes);
        return before;
    }

    /// <summary>Stores what was signed durably, and reads it back; where another run was first, nothing is written.</summary>
    /// <param name="bytes">The source's.</param>
    public static async Task<SignedFile> KeepAsync(string source, byte[] bytes, SignedRecord signed, CancellationToken cancel)
    {
        DataDirectory.WriteWhole(PathOf(source), (signed with { Sheet = DigestOf(bytes) }).Write(), overwrite: false);
        return new SignedFile(PathOf(source), (await FindAsync(source, cancel))!.Signed) { IsOfBefore = false };
    }

    /// <summary>Refuses to go on with another source than what was signed.</summary>
    public void Demand(byte[] bytes)
    {
        if (Signed.Sheet != DigestOf(bytes))
        {
            throw new CliFailure(
                ExitCode.Refused,
                Signed.Receipt is null ? "kept.changed" : Signed.Kind is RecordKind.UsageReport ? "kept.changedReport" : "kept.changedSent",
                ("file", Path), ("record", $"{Signed.Id}"));
        }
    }

    /// <summary>Refuses to go on under other options than what was signed.</summary>
    public void Demand(ReportHead head)
    {
        var report = TypedDataJson.ReadMessage<UsageReport>(Signed.Message);
        if (head.License != report.License.Value || head.PeriodStart != report.PeriodStart || head.PeriodEnd != report.PeriodEnd
            || (head.Supersedes ?? Hash32.Zero) != report.Supersedes.Value || (head.Stream is { } stream && Hash32.Parse(stream) != report.Stream.Value))
        {
            throw new CliFailure(ExitCode.Refused, "kept.otherOptions", ("file", Path), ("report", $"{report.Id}"));
        }
    }

    /// <summary>Keeps the receipt with what was signed; a file of before, which does not say for which log, stays as it is.</summary>
    public void Keep<TReceipt>(TReceipt receipt)
    {
        if (Signed.Domain is not null)
        {
            DataDirectory.WriteWhole(Path, (Signed with { Receipt = JsonSerializer.SerializeToElement(receipt, LedgerJson.Options) }).Write());
        }
    }

    private static string PathOf(string source) => source + ".signed.json";

    private static Hash32 DigestOf(byte[] bytes) => new(SHA256.HashData(bytes));
}
