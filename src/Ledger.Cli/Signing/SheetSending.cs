// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;
using Ledger.Cli.Commands;

namespace Ledger.Cli.Signing;

/// <summary>Sends what is stored; the receipt is kept beside it.</summary>
internal static class SheetSending
{
    /// <summary>Sends the stored bytes. Whatever fails, the same command sends the same again, and the host answers with the promise that it made.</summary>
    public static async Task<UsageReportReceipt> SendAsync(Session session, SignedSheet signed, CancellationToken cancel)
    {
        try
        {
            var receipt = await PostAsync(session, signed, cancel);
            if (receipt.ReportId != signed.Report)
            {
                throw new CliFailure(ExitCode.Refused, "sheet.otherReport", ("report", $"{signed.Report}"), ("found", $"{receipt.ReportId}"));
            }

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

    private static async Task<UsageReportReceipt> PostAsync(Session session, SignedSheet signed, CancellationToken cancel)
    {
        using var progress = session.Progress();
        progress.Report(new("send"));
        try
        {
            return (await session.Api.PostAsync<UsageReportReceipt>("/usage-reports", signed.Request, cancel)).Value;
        }
        catch (CliFailure refused) when (refused.ExitCode == ExitCode.Refused)
        {
            if (await FindAsync(session, signed, cancel) is { } taken)
            {
                return taken; // taken long ago, and too old to be taken now: the host still has its promise
            }

            throw;
        }
    }

    private static async Task<UsageReportReceipt?> FindAsync(Session session, SignedSheet signed, CancellationToken cancel)
    {
        try
        {
            var found = (await session.Api.GetAsync<UsageReportView>($"/usage-reports/{signed.Report}", cancel)).Value;
            return new UsageReportReceipt(found.Id, found.Promise, []);
        }
        catch (CliFailure)
        {
            return null;
        }
    }
}
