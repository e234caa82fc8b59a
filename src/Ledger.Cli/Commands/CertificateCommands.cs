// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Text;
using Ledger.Cli.Verification;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Evidence.Certificates;

namespace Ledger.Cli.Commands;

/// <summary>Certificates of shipments; they are judged with the network off.</summary>
internal static class CertificateCommands
{
    public static Command Create(CommandKit kit) => kit.Group("certificate", CertificateIssue.Create(kit), Check(kit), CertificateIssue.CreateOpen(kit), Conflict(kit));

    /// <summary>A code as it was given, or as it stands in a file, an end of line aside.</summary>
    private static async Task<byte[]> ReadAsync(string codeOrFile, CancellationToken cancel)
    {
        if (codeOrFile.StartsWith("LC", StringComparison.Ordinal) && codeOrFile.Contains(':', StringComparison.Ordinal) && !File.Exists(codeOrFile))
        {
            return Encoding.UTF8.GetBytes(codeOrFile);
        }

        var bytes = await File.ReadAllBytesAsync(codeOrFile, cancel);
        return bytes.AsSpan().TrimEnd("\r\n"u8).ToArray();
    }

    private static Command Check(CommandKit kit)
    {
        var code = new Argument<string>("code") { HelpName = "CODE|FILE" };
        var keys = new Option<string[]>("--key") { HelpName = "ADDRESS" };
        keys.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => !Address.TryParse(token.Value, out _)))
            {
                result.AddError("0x and 40 hexadecimal digits");
            }
        });
        var license = Words.IdOption("--license");
        return kit.Verb(
            "certificate check",
            async (session, cancel) =>
            {
                var bytes = await ReadAsync(session.Get(code), cancel);
                var trust = new CertificateTrust(
                    [.. (session.Get(keys) ?? []).Select(Address.Parse)],
                    License: session.Get(license) is { } id ? LicenseId.Parse(id) : null);
                var now = (ulong)session.Around.Clock.GetUtcNow().ToUnixTimeSeconds();
                return CertificateCheck.Show(session, OpeningFile.LooksLikeOne(bytes)
                    ? OpeningFile.Judge(bytes, trust, now)
                    : CertificateVerifier.Check(Encoding.UTF8.GetString(bytes), trust, now));
            },
            code, keys, license);
    }

    private static Command Conflict(CommandKit kit)
    {
        var first = new Argument<string>("first") { HelpName = "CODE|FILE" };
        var second = new Argument<string>("second") { HelpName = "CODE|FILE" };
        var output = Words.Text("--output", "FILE");
        return kit.Verb(
            "certificate conflict",
            async (session, cancel) =>
            {
                var (one, other) = (await CodeAsync(session.Get(first), cancel), await CodeAsync(session.Get(second), cancel));
                var file = ConflictFile.Of(one, other).Write();
                var (isShown, note) = ConflictFile.Judge(file);
                if (isShown && session.Get(output) is { } path)
                {
                    await EvidenceCommands.WriteNewAsync(path, file, cancel);
                }

                return CertificateCheck.ShowConflict(session, isShown, note);
            },
            first, second, output);
    }

    private static async Task<CertificateCode> CodeAsync(string codeOrFile, CancellationToken cancel) =>
        CertificateCode.TryRead(Encoding.UTF8.GetString(await ReadAsync(codeOrFile, cancel)), out var code, out _)
            ? code
            : throw new CliFailure(ExitCode.Refused, "certificate.unreadable", ("file", codeOrFile));
}
