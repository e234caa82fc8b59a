// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Documents;
using Ledger.Application.Setup;
using Ledger.Chain;
using Ledger.Chain.Embedded;
using Ledger.Store;
using Ledger.Store.Sqlite;

namespace Ledger.Application.Upkeep;

/// <summary>
/// Looks a data directory over, while a host serves it or not: primary data against their own hashes and against the chain,
/// and everything derived against a replay in a scratch store. Nothing in the directory is changed.
/// </summary>
public static class Fsck
{
    /// <param name="anvilPath">The anvil binary of the embedded chain; null looks for it.</param>
    /// <param name="withChain">Whether the chain itself is asked, too; without it the report is incomplete.</param>
    /// <param name="options">Where a network's nodes are, if not where the deployment says; null for the defaults.</param>
    public static async Task<Outcome<FsckReport>> RunAsync(
        string dataDirectory,
        string? anvilPath,
        bool withChain,
        TimeProvider time,
        IProgress<UpkeepStep>? progress,
        CancellationToken cancellation,
        ApplicationOptions? options = null)
    {
        var directory = new DataDirectory(dataDirectory);
        if (Opening.Judge(directory, new ApplicationOptions()) is { } refusal)
        {
            return refusal;
        }

        var record = directory.ReadDeployment()!;
        return await LookAsync(directory, record, withChain ? Opener(record, anvilPath, options) : null, time, progress, cancellation);
    }

    /// <summary>Looks over a copy of what a directory holds.</summary>
    /// <param name="open">Opens the chain; null where it is not asked.</param>
    /// <param name="beside">Where the copy goes; null for the system's place for temporary files.</param>
    internal static async Task<FsckReport> LookAsync(
        DataDirectory directory,
        DeploymentRecord record,
        OpenChain? open,
        TimeProvider time,
        IProgress<UpkeepStep>? progress,
        CancellationToken cancellation,
        string? beside = null)
    {
        using var scratch = new ScratchDirectory(beside);
        var book = new FlawBook();
        if (!TryCopy(directory, scratch.Files, book, progress))
        {
            return new FsckReport(directory.Root, null, new FsckCounts(0, 0, 0, 0, 0, 0, 0, 0, 0), [], book.Flaws, book.Wrong, book.Gaps, ChainAsked: false);
        }

        var inspected = new Inspected(directory.Root, scratch.Files.Store, directory.Chain, directory.Secrets, record);
        return await InspectAsync(inspected, book, open, time, progress, cancellation, beside);
    }

    /// <summary>Opens the engine of a deployment over what was copied of it, as a host would.</summary>
    internal static OpenChain Opener(DeploymentRecord record, string? anvilPath, ApplicationOptions? options = null) =>
        (scratch, cancellation) => Engine.OpenAsync(scratch, record, anvilPath, cancellation, options);

    /// <summary>Looks over a store that nobody else has open, and the files beside it.</summary>
    internal static async Task<FsckReport> InspectAsync(
        Inspected inspected,
        FlawBook book,
        OpenChain? open,
        TimeProvider time,
        IProgress<UpkeepStep>? progress,
        CancellationToken cancellation,
        string? beside = null)
    {
        using var scratch = new ScratchDirectory(beside);
        await using var store = SqliteStore.Open(inspected.Store, SqliteOptions.Alone);
        using var secrets = SecretFile.Read(inspected.Secrets);
        using var vault = new DocumentVault(secrets);
        var ground = new Ground(scratch.Files, inspected.Record, store, secrets, vault, time);
        var history = new HistoryCheck(ground, book);
        var journal = new JournalCheck(ground, book);
        var documents = new DocumentCheck(ground, book);
        (long Rows, long Alerts) compared = default;
        await book.TryAsync("history", () => history.RunAsync(progress, cancellation));
        await book.TryAsync("rows", async () =>
        {
            await using var replayed = await new Replay(ground, book).RunAsync(progress, cancellation);
            progress?.Report(new UpkeepStep(UpkeepStep.Compare));
            var check = new ProjectionCheck(ground, replayed, book);
            await check.RunAsync(cancellation);
            compared = (check.Rows, check.Alerts);
        });
        await book.TryAsync("journal", () => journal.RunAsync(progress, cancellation));
        await book.TryAsync("suspects", () => new SuspectCheck(ground, book).RunAsync(cancellation));
        await book.TryAsync("documents", () => documents.RunAsync(progress, cancellation));
        await AskChainAsync(ground, inspected.Chain, book, open, progress, cancellation);
        var head = await store.ReadAsync(reader => reader.Blocks.Head?.Ref, cancellation);
        return new FsckReport(
            inspected.Name,
            head,
            new FsckCounts(
                history.Blocks, history.Retracted, history.Facts, compared.Rows, compared.Alerts, journal.Records, journal.Checkpoints, documents.Documents, journal.Erased),
            documents.Roots,
            book.Flaws,
            book.Wrong,
            book.Gaps,
            ChainAsked: open is not null);
    }

    /// <summary>Copies store and records as they stand together; false where they cannot be copied, which is then in the book.</summary>
    internal static bool TryCopy(DataDirectory from, DataDirectory to, FlawBook book, IProgress<UpkeepStep>? progress)
    {
        progress?.Report(new UpkeepStep(UpkeepStep.Copy));
        try
        {
            book.Add(StoreFile.Complaints(from.Store).Select(Flaw.StoreDamaged));
            StoreFile.Copy(from.Store, to.Store);
        }
        catch (Exception damage) when (damage is StoreFault { Kind: StoreFaultKind.Corrupt or StoreFaultKind.Foreign or StoreFaultKind.Existence } or InvalidOperationException)
        {
            book.Add(Flaw.StoreDamaged(damage.Message));
            return false;
        }

        return true;
    }

    private static async Task AskChainAsync(
        Ground ground, string chainFiles, FlawBook book, OpenChain? open, IProgress<UpkeepStep>? progress, CancellationToken cancellation)
    {
        var chain = new ChainCheck(ground, book);
        await book.TryAsync("chain", async () =>
        {
            if (ground.Record.IsEmbedded && !await TryCopyRecordsAsync(ground, chainFiles, book, cancellation))
            {
                return;
            }

            await chain.LookAtRecordsAsync(cancellation);
            if (open is not null)
            {
                await chain.RunAsync(open, progress, cancellation);
            }
        });
    }

    /// <summary>The records up to the block that the store follows: what came later is not the store's yet.</summary>
    private static async Task<bool> TryCopyRecordsAsync(Ground ground, string chainFiles, FlawBook book, CancellationToken cancellation)
    {
        var head = await ground.Store.ReadAsync(reader => reader.Blocks.Head?.Ref.Number ?? 0, cancellation);
        try
        {
            Directory.CreateDirectory(ground.Scratch.Chain);
            ChainFiles.Copy(chainFiles, ground.Scratch.Chain, head, withSnapshots: false);
            return true;
        }
        catch (Exception damage) when (damage is ChainFault or FileNotFoundException or DirectoryNotFoundException)
        {
            book.Add(Flaw.RecordsDamaged(damage.Message));
            return false;
        }
    }
}

/// <summary>Opens the chain that a store is compared with.</summary>
/// <param name="scratch">Where its files are, where it is embedded.</param>
internal delegate Task<Engine> OpenChain(DataDirectory scratch, CancellationToken cancellation);

/// <summary>What is looked over.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Store">The store's file.</param>
/// <param name="Chain">The directory of the embedded chain's files.</param>
/// <param name="Secrets">The documents' secrets; need not be there.</param>
internal sealed record Inspected(string Name, string Store, string Chain, string Secrets, DeploymentRecord Record);
