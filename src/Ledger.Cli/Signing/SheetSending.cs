// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Ethereum;
using Ledger.Evidence.Usage;

namespace Ledger.Cli.Signing;

/// <summary>Sends what was signed; of a sheet the receipt is kept beside it.</summary>
internal static class SheetSending
{
    /// <summary>Sends the stored bytes. Whatever fails, the same command sends the same again, and the host answers with the promise that it made.</summary>
    public static async Task<UsageReportReceipt> SendAsync(Session session, SignedSheet signed, CancellationToken cancel)
    {
        try
        {
            var receipt = await PostAsync(session, signed.Signed, cancel);
            signed.Keep(receipt);
            return receipt;
        }
        catch (Exception failure)
        {
            var isRefused = failure is CliFailure { ExitCode: ExitCode.Refused };
            await session.Around.Error.WriteLineAsync(session.Texts.Say(isRefused ? "sheet.refused" : "sheet.kept", ("file", signed.Path)));
            throw;
        }
    }

    /// <summary>Sends a signed report; one that the host has already gives the promise that it gave then.</summary>
    public static async Task<UsageReportReceipt> PostAsync(Session session, SignedRecord signed, CancellationToken cancel)
    {
        using var progress = session.Progress();
        progress.Report(new("send"));
        var report = signed.Id;
        try
        {
            var receipt = (await session.Api.PostAsync<UsageReportReceipt>("/usage-reports", signed.Request, cancel)).Value;
            return receipt.ReportId == report
                ? receipt
                : throw new CliFailure(ExitCode.Refused, "sheet.otherReport", ("report", $"{report}"), ("found", $"{receipt.ReportId}"));
        }
        catch (CliFailure refused) when (refused.ExitCode == ExitCode.Refused)
        {
            if (report is { } id && await FindAsync(session, id, cancel) is { } taken)
            {
                return taken; // taken long ago, and too old to be taken now: the host still has its promise
            }

            throw;
        }
    }

    private static async Task<UsageReportReceipt?> FindAsync(Session session, Hash32 report, CancellationToken cancel)
    {
        try
        {
            var found = (await session.Api.GetAsync<UsageReportView>($"/usage-reports/{report}", cancel)).Value;
            return new UsageReportReceipt(found.Id, found.Promise, []);
        }
        catch (CliFailure)
        {
            return null;
        }
    }
}
