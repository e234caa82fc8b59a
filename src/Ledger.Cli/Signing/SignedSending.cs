// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Ethereum;
using Ledger.Evidence.Usage;

namespace Ledger.Cli.Signing;

/// <summary>Sends what was signed, always the same bytes. Whatever fails, the host answers a second time with the promise that it made.</summary>
internal static class SignedSending
{
    /// <summary>Sends what is kept beside a file, unless it has its receipt, and keeps the receipt with it.</summary>
    public static async Task<TReceipt> SendAsync<TReceipt>(Session session, SignedFile file, Poster<TReceipt> post, CancellationToken cancel)
        where TReceipt : class
    {
        if (file.Receipt<TReceipt>() is { } before)
        {
            return before;
        }

        try
        {
            var receipt = await post(session, file.Signed, cancel);
            file.Keep(receipt);
            return receipt;
        }
        catch (Exception failure)
        {
            var isRefused = failure is CliFailure { ExitCode: ExitCode.Refused };
            await session.Around.Error.WriteLineAsync(session.Texts.Say(isRefused ? "kept.refused" : "kept.unsent", ("file", file.Path)));
            throw;
        }
    }

    /// <summary>Sends a signed report; one that the host has already gives the promise that it gave then.</summary>
    public static Task<UsageReportReceipt> PostReportAsync(Session session, SignedRecord signed, CancellationToken cancel) => PostAsync<UsageReportReceipt, UsageReportView>(
        session, signed, "/usage-reports", receipt => receipt.ReportId, found => new UsageReportReceipt(found.Id, found.Promise, []), cancel);

    /// <summary>The same of a record of any other kind.</summary>
    public static Task<RecordReceipt> PostRecordAsync(Session session, SignedRecord signed, CancellationToken cancel) => PostAsync<RecordReceipt, RecordView>(
        session, signed, "/records", receipt => receipt.RecordId, found => new RecordReceipt(found.Id, found.Promise), cancel);

    private static async Task<TReceipt> PostAsync<TReceipt, TView>(
        Session session, SignedRecord signed, string path, Func<TReceipt, Hash32> idOf, Func<TView, TReceipt> receiptOf, CancellationToken cancel)
    {
        using var progress = session.Progress();
        progress.Report(new("send"));
        try
        {
            var receipt = (await session.Api.PostAsync<TReceipt>(path, signed.Request, cancel)).Value;
            return idOf(receipt) == signed.Id
                ? receipt
                : throw new CliFailure(ExitCode.Refused, "kept.otherRecord", ("record", $"{signed.Id}"), ("found", $"{idOf(receipt)}"));
        }
        catch (CliFailure refused) when (refused.ExitCode == ExitCode.Refused)
        {
            if (signed.Id is { } id && await FindAsync<TView>(session, $"{path}/{id}", cancel) is { } taken)
            {
                return receiptOf(taken); // taken long ago, and too old to be taken now: the host still has its promise
            }

            throw;
        }
    }

    private static async Task<TView?> FindAsync<TView>(Session session, string path, CancellationToken cancel)
    {
        try
        {
            return (await session.Api.GetAsync<TView>(path, cancel)).Value;
        }
        catch (CliFailure)
        {
            return default;
        }
    }
}

/// <summary>Sends a signed record to where its kind goes.</summary>
internal delegate Task<TReceipt> Poster<TReceipt>(Session session, SignedRecord signed, CancellationToken cancel);
