// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
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

        if (file.IsOfBefore)
        {
            await DemandPlaceAsync(session, file.Signed, file.Path, cancel);
        }

        try
        {
            var receipt = await post(session, file.Signed, cancel);
            file.Keep(receipt);
            return receipt;
        }
        catch (Exception failure)
        {
            var isRefused = failure is CliFailure { ExitCode: ExitCode.Refused, Problem: not null }; // by the host, and not its answer by us
            await session.Around.Error.WriteLineAsync(session.Texts.Say(isRefused ? "kept.refused" : "kept.unsent", ("file", file.Path)));
            throw;
        }
    }

    /// <summary>Refuses to send a report that was signed before, where another stands at its place since and the host does not have this one: two for one place are a fork, whoever meant none.</summary>
    /// <param name="file">Where it lies.</param>
    public static async Task DemandPlaceAsync(Session session, SignedRecord signed, string file, CancellationToken cancel)
    {
        if (signed.Kind is not RecordKind.UsageReport || signed.Id is not { } id)
        {
            return;
        }

        var report = TypedDataJson.ReadMessage<UsageReport>(signed.Message);
        try
        {
            await session.Api.GetAsync<UsageReportView>($"/usage-reports/{id}", cancel);
        }
        catch (CliFailure refused) when (refused.Code is "record-unknown")
        {
            if (await FindAsync<StreamView>(session, $"/streams/{report.Stream}", cancel) is { } stream && stream.Sequence >= report.Sequence)
            {
                throw new CliFailure(
                    ExitCode.Refused, "kept.placeTaken", ("report", $"{id}"), ("stream", $"{report.Stream}"), ("sequence", $"{report.Sequence}"), ("file", file));
            }
        }
        catch (CliFailure refused) when (refused.ExitCode is ExitCode.Refused)
        {
            // What the key may not read is not known here; the host's answer to the report itself says more.
        }
    }

    /// <summary>Sends a signed report; one that the host has already gives the promise that it gave then.</summary>
    public static Task<UsageReportReceipt> PostReportAsync(Session session, SignedRecord signed, CancellationToken cancel) => PostAsync<UsageReportReceipt, UsageReportView>(
        session, signed, "/usage-reports", receipt => (receipt.ReportId, receipt.Promise), found => new UsageReportReceipt(found.Id, found.Promise, []), cancel);

    /// <summary>The same of a record of any other kind.</summary>
    public static Task<RecordReceipt> PostRecordAsync(Session session, SignedRecord signed, CancellationToken cancel) => PostAsync<RecordReceipt, RecordView>(
        session, signed, "/records", receipt => (receipt.RecordId, receipt.Promise), found => new RecordReceipt(found.Id, found.Promise), cancel);

    private static async Task<TReceipt> PostAsync<TReceipt, TView>(
        Session session, SignedRecord signed, string path, Func<TReceipt, (Hash32 Id, SignedPromiseView Promise)> partsOf, Func<TView, TReceipt> receiptOf, CancellationToken cancel)
    {
        using var progress = session.Progress();
        progress.Report(new("send"));
        var receipt = await AskAsync(session, signed, path, receiptOf, cancel);
        var (id, promise) = partsOf(receipt);
        await ReceiptCheck.DemandAsync(session, signed, id, promise, cancel);
        return receipt;
    }

    private static async Task<TReceipt> AskAsync<TReceipt, TView>(
        Session session, SignedRecord signed, string path, Func<TView, TReceipt> receiptOf, CancellationToken cancel)
    {
        try
        {
            return (await session.Api.PostAsync<TReceipt>(path, signed.Request, cancel)).Value;
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
        catch (CliFailure refused) when (refused.ExitCode is ExitCode.Refused)
        {
            return default;
        }
    }
}

/// <summary>Sends a signed record to where its kind goes.</summary>
internal delegate Task<TReceipt> Poster<TReceipt>(Session session, SignedRecord signed, CancellationToken cancel);
