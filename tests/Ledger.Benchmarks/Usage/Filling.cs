// SPDX-License-Identifier: Apache-2.0

using Ledger.Application;
using Ledger.Application.Core;
using Ledger.Application.Setup;
using Ledger.Application.Usage;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Usage;
using Ledger.Store.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Benchmarks.Usage;

/// <summary>Puts reports into the journal as intake would.</summary>
internal sealed class Filling(OpenLedger ledger, PoolId pool, LicenseId license, PartyId reporter, byte[] lines, int before)
{
    public const int LinesPerReport = 1_000;

    public const ulong PeriodStart = 1_700_000_000;
    public const ulong PeriodEnd = PeriodStart + 86_400;

    private const int Group = 50;

    public List<Hash32> Reports { get; } = [];

    public PartyId Reporter => reporter;

    /// <summary>How many the last filling added.</summary>
    public int Fresh { get; private set; }

    /// <summary>Makes the demonstration's data directory.</summary>
    public static async Task InitializeAsync(string data)
    {
        var made = await Initialization.RunAsync(
            new InitRequest(data, Path.Combine(AppContext.BaseDirectory, "seeds", "avs.json")), new ApplicationOptions(), TimeProvider.System, NullLoggerFactory.Instance, null, default);
        _ = made.IsDone ? 0 : throw new InvalidOperationException($"{made.Refusal}");
    }

    /// <summary>Opens a data directory and steps its loops until none has anything to do.</summary>
    public static async Task<OpenLedger> OpenAsync(string data)
    {
        var opened = await OpenLedger.OpenAsync(data, new ApplicationOptions(), TimeProvider.System, NullLoggerFactory.Instance, null, default);
        var ledger = opened.Value ?? throw new InvalidOperationException($"{opened.Refusal}");
        await SettleAsync(ledger);
        return ledger;
    }

    public static async Task SettleAsync(OpenLedger ledger)
    {
        while (await ledger.StepAllAsync(default))
        {
        }
    }

    /// <summary>Takes all that the journal has into the index of reports.</summary>
    public static async Task IndexAsync(OpenLedger ledger)
    {
        var index = ledger.Loops.Single(loop => loop.Name == "report-index");
        while (await index.StepAsync(default))
        {
        }
    }

    /// <param name="before">How many reports an earlier filling put there.</param>
    /// <param name="lines">How many lines each report has.</param>
    public static async Task<Filling> CreateAsync(OpenLedger ledger, int before = 0, int lines = LinesPerReport)
    {
        var license = (await ledger.Registry.LicensesAsync(null, null, null, null, 1, default)).Value!.Items[0];
        var made = Enumerable.Range(0, lines).Select(i => UsageLine.Of($"Model {i % 50}", PatentAct.Sale, "CN", i % 2 == 0 ? "CN" : "VN", (ulong)i + 1, Salt(i)));
        return new Filling(ledger, new PoolId(license.Pool), new LicenseId(license.Id), new PartyId(license.Licensee), PackedLines.Pack([.. made]), before);
    }

    public async Task FillAsync(int reports)
    {
        Fresh = reports - Reports.Count;
        while (Reports.Count < reports)
        {
            await ledger.Context.Store.WriteAsync(writer =>
            {
                for (var i = 0; i < Group; i++)
                {
                    writer.Journal.Append(Row(writer.Journal.Size(pool.Value, 0), writer.Blocks.Head!.Ref));
                }

                return true;
            });
        }
    }

    /// <summary>Has a checkpoint over all that is there; its size on chain.</summary>
    public async Task<ulong> AnchorAsync()
    {
        await ledger.Context.Store.WriteAsync(writer =>
        {
            writer.Checkpoints.Want(pool.Value, 0, writer.Journal.Size(pool.Value, 0), 0);
            return true;
        });
        await SettleAsync(ledger);
        return (await ledger.Registry.PoolsAsync(null, 10, default)).Items.Single(one => one.Id == pool.Value).Checkpoint?.Size ?? 0;
    }

    private JournalRow Row(ulong index, BlockRef head)
    {
        var report = new UsageReport(
            license, reporter, new RecordId(Salt(-1)), (ulong)(before + Reports.Count) + 1, default, default, PeriodStart, PeriodEnd, Salt(0), LinesPerReport, 1UL, default, "", head.Hash, Salt((int)index));
        _ = Signature.TryCreate([.. Enumerable.Repeat((byte)1, Signature.Size - 1), 27], out var signature);
        Reports.Add(report.Id.Value);
        return new JournalRow(
            0, pool.Value, 0, index, RecordKind.UsageReport, report.Id.Value, UsageLeaf.Hash(RecordKind.UsageReport, report.Id, signature), reporter.Value, license.Value,
            report.Stream.Value, report.Sequence, RecordJson.Message(report), signature.ToArray(), lines, head, 1_700_000_000, null);
    }

    private static Hash32 Salt(int seed) => Keccak256.Hash(BitConverter.GetBytes(seed));
}
