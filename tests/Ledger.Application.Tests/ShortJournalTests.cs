// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Proposing;
using Ledger.Application.Tests.Upkeep;
using Ledger.Application.Tests.World;
using Ledger.Domain;
using Ledger.Domain.Usage;

namespace Ledger.Application.Tests;

/// <summary>A journal that lost records which the chain has, as an older backup does: no index is promised a second time.</summary>
[Collection(SeededTemplate.Collection)]
public sealed class ShortJournalTests(SeededTemplate template)
{
    private const string Harbor = "licensee-harbor";
    private const string LoseTheLast = "DROP TRIGGER journal_stays; DELETE FROM journal WHERE leaf_index = (SELECT max(leaf_index) FROM journal); UPDATE logs SET size = size - 1;";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Intake_promises_no_index_that_the_chain_has_used(bool asReport)
    {
        await using var test = await TestLedger.StartAsync(template);
        await test.SubmitAsync(Harbor);
        await test.AnchorAsync();
        Sql.Run(test.Directory, LoseTheLast);
        var size = await test.LogSizeAsync();

        Assert.Contains("Restore a newer backup", Assert.IsType<LedgerHalted>(await SendAsync(test, asReport)).Reason, StringComparison.Ordinal);
        Assert.True(test.Ledger.Context.Halt.IsSet);
        Assert.Equal(size, await test.LogSizeAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_host_with_the_log_key_stands_still_from_its_start_on_and_reads_on(bool hasKey)
    {
        await using var test = await Upkept.StartAsync(template);
        var pool = (await test.PoolAsync()).Id;
        var (size, first) = (await test.LogSizeAsync(), await test.Ledger.Context.Store.ReadAsync(reader => reader.Journal.At(pool, 0, 0)!.RecordId));
        await test.Ledger.DisposeAsync();
        Sql.Run(test.Directory, LoseTheLast);
        foreach (var key in hasKey ? [] : Directory.GetFiles(Path.Combine(test.Directory, "keys"), "log-*.json"))
        {
            File.Delete(key); // another host's log, of which this one has the beginning
        }

        await test.ReopenAsync();
        Assert.Equal(hasKey, test.Ledger.Context.Halt.IsSet);
        var problems = test.Ledger.Machine.Problems(await test.Ledger.Machine.ReadAsync(CancellationToken.None));
        Assert.Equal(hasKey, problems is [var problem] && problem.StartsWith("writer-halted: The journal of pool", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(test.Directory, "divergence*"));

        var proof = TestLedger.Must(await test.Ledger.UsageProofs.ProveAsync(first, CancellationToken.None));
        Assert.True(proof.TreeSize < size); // the newest checkpoint of which all leaves are here
        Assert.Equal(
            new LogRangeInvalid(0, size, size - 1), (await test.Ledger.Log.ConsistencyAsync(pool, 0, 0, size, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task An_older_backup_on_a_network_halts_when_the_later_checkpoint_is_followed_and_a_newer_one_goes_on()
    {
        await using var node = await DevelopmentNode.StartAsync();
        await using var test = await TestLedger.StartAsync(node, 5);
        var first = await test.SubmitAsync(Harbor);
        await test.AnchorAsync();
        using var backups = new TempDirectory();
        await KeepAsync("older");
        var second = await test.SubmitAsync(Harbor, sequence: 2, previous: new RecordId(first.ReportId));
        await test.AnchorAsync();
        await KeepAsync("newer");

        await RestoreAsync("older");
        Assert.Contains("Restore a newer backup", test.Ledger.Context.Halt.Reason, StringComparison.Ordinal);
        Assert.IsType<LedgerHalted>(await SendAsync(test, asReport: true));

        await RestoreAsync("newer");
        Assert.False(test.Ledger.Context.Halt.IsSet);
        await test.SubmitAsync(Harbor, sequence: 3, previous: new RecordId(second.ReportId));
        await test.AnchorAsync();
        await test.CheckAll();
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));

        async Task KeepAsync(string name)
        {
            await test.Ledger.DisposeAsync();
            TempDirectory.Copy(test.Directory, backups[name]);
            await test.ReopenAsync();
        }

        async Task RestoreAsync(string name)
        {
            await test.Ledger.DisposeAsync();
            Directory.Delete(test.Directory, recursive: true);
            TempDirectory.Copy(backups[name], test.Directory);
            await test.ReopenAsync();
        }
    }

    private static async Task<Refusal?> SendAsync(TestLedger test, bool asReport)
    {
        if (!asReport)
        {
            return (await test.Ledger.RecordIntake.ObserveAsync(test.Sign(await test.ObservationAsync()), Access.Caller.Host, CancellationToken.None)).Refusal;
        }

        var lines = Records.Lines(1);
        return (await test.Ledger.UsageIntake.SubmitAsync(test.Sign(await test.ReportAsync(Harbor, lines), lines, Harbor), CancellationToken.None)).Refusal;
    }
}
