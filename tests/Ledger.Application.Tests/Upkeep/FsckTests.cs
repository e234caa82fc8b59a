// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Usage;
using Ledger.Store.Journal;
using Ledger.Domain.Usage;
using Ledger.Application.Setup;
using Ledger.Application.Tests.World;
using Ledger.Application.Upkeep;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Alerts;

namespace Ledger.Application.Tests.Upkeep;

[Collection(SeededTemplate.Collection)]
public sealed class FsckTests(SeededTemplate template)
{
    /// <summary>What is flipped, how its bytes are found, and what fsck must call it.</summary>
    public static TheoryData<string, string> Flips => new()
    {
        { "block header", "fsck-block-changed" },
        { "act of a fact", "fsck-fact-changed" },
        { "signature of a fact", "fsck-fact-differs" },
        { "transaction of a fact", "fsck-transaction-unrecorded" },
        { "row", "fsck-row-changed" },
        { "alert", "fsck-alert-differs" },
        { "body of a record", "fsck-record-changed" },
        { "signature of a record", "fsck-record-changed" },
        { "lines of a report", "fsck-record-changed" },
        { "promise", "fsck-record-changed" },
        { "document", "fsck-document-changed" },
        { "patents of the schedule", "fsck-document-changed" },
    };

    [Fact]
    public async Task A_ledger_is_sound_while_its_host_is_running()
    {
        await using var test = await Upkept.StartAsync(template);
        var report = await Upkept.FsckAsync(test.Directory);
        Upkept.AssertSound(report);
        Assert.Equal(await test.Ledger.Context.Store.ReadAsync(reader => reader.Blocks.Head!.Ref), report.Head);
        Assert.Equal((4L, 2L, 1L), (report.Counts.Records, report.Counts.Checkpoints, report.Counts.Alerts));
        Assert.True(report.Counts.Facts > 10 && report.Counts.Rows > 10 && report.Counts.Documents > 5, report.Counts.ToString());
        Assert.NotEmpty(report.Roots);
        Assert.All(report.Roots, root => Assert.Equal(FsckRoot.Held, root.State));
        Assert.Contains(report.Roots, root => root is { Kind: "LicenseGrant", Field: "termsRoot" });
        Assert.Contains(report.Roots, root => root is { Kind: "ScheduleRevision", Field: "root" });
    }

    [Theory, MemberData(nameof(Flips))]
    public async Task A_flipped_bit_in_the_database_is_named(string what, string code)
    {
        await using var test = await Upkept.StartAsync(template);
        await test.Ledger.DisposeAsync();
        var bytes = await Upkept.ReadAsync(test.Directory, reader => Bytes(reader, what));
        Upkept.FlipBit(Path.Combine(test.Directory, "ledger.db"), bytes);
        var report = await Upkept.FsckAsync(test.Directory);
        // A digit of an alert that the bit makes into no digit leaves a row that cannot be read at all.
        string[] named = what is "alert" ? [code, "fsck-unreadable"] : [code];
        Assert.True(report.Flaws.Any(flaw => named.Contains(flaw.Code, StringComparer.Ordinal)), $"{what}: {Upkept.Show(report)}");
        Assert.Equal("wrong", report.Verdict);
    }

    /// <summary>Lines that an older host kept as JSON: a hexadecimal letter says the same with its case bit turned.</summary>
    [Fact]
    public async Task A_case_bit_in_a_digit_of_a_reports_lines_is_named()
    {
        await using var test = await Upkept.StartAsync(template);
        await test.Ledger.DisposeAsync();
        var row = await Upkept.ReadAsync(test.Directory, reader => reader.Journal.List(new RecordFilter(RecordKind.UsageReport), 0, 1)[0]);
        var json = JsonSerializer.SerializeToUtf8Bytes(PackedLines.Read(row.Attachment).Select(line => JsonElement.Parse(ActJson.Message(line))));
        Keep(json);
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));

        var letter = json.AsSpan().LastIndexOfAnyInRange((byte)'a', (byte)'f'); // the salt ends a line
        Keep([.. json[..letter], (byte)(json[letter] ^ 0x20), .. json[(letter + 1)..]]);
        var flaw = Assert.Single((await Upkept.FsckAsync(test.Directory)).Flaws);
        Assert.Equal(("fsck-record-changed", "lines"), (flaw.Code, flaw.Args["what"]));

        void Keep(byte[] lines) => Sql.Run(
            test.Directory,
            $"DROP TRIGGER IF EXISTS journal_change; DROP TRIGGER IF EXISTS journal_attachment; UPDATE journal SET attachment = x'{Convert.ToHexString(lines)}' WHERE record_id = x'{row.RecordId.ToString()[2..]}';");
    }

    [Fact]
    public async Task Evidence_that_an_observation_does_not_commit_to_is_named()
    {
        await using var test = await Upkept.StartAsync(template);
        var (seen, request) = test.Sign(await test.ObservationAsync(), new EvidenceItem(EvidenceSource.Listing, "page.html", Records.Salt(), 0, "", Records.Salt()));
        TestLedger.Must(await test.Ledger.RecordIntake.ObserveAsync(request, Caller.Host, CancellationToken.None));
        await test.Ledger.DisposeAsync();
        Upkept.AssertSound(await Upkept.FsckAsync(test.Directory));

        Sql.Run(test.Directory, $"DROP TRIGGER IF EXISTS journal_change; DROP TRIGGER IF EXISTS journal_attachment; "
            + $"UPDATE journal SET attachment = CAST(replace(CAST(attachment AS TEXT), 'page.html', 'page.htm') AS BLOB) WHERE record_id = x'{seen.Id.ToString()[2..]}';");
        var flaw = Assert.Single((await Upkept.FsckAsync(test.Directory)).Flaws);
        Assert.Equal(("fsck-record-changed", "evidence"), (flaw.Code, flaw.Args["what"]));
    }

    [Fact]
    public async Task A_flipped_bit_in_the_block_records_is_named_with_its_line()
    {
        await using var test = await Upkept.StartAsync(template);
        await test.Ledger.DisposeAsync();
        var records = Path.Combine(test.Directory, "chain", "blocks.log");
        Upkept.FlipBit(records, System.Text.Encoding.ASCII.GetBytes(File.ReadAllLines(records)[8][..40]));
        var report = await Upkept.FsckAsync(test.Directory);
        var flaw = Assert.Single(report.Flaws);
        Assert.Equal("fsck-records-damaged", flaw.Code);
        Assert.Contains("Line 9", flaw.Args["reason"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_that_end_before_the_stores_head_are_named()
    {
        await using var test = await Upkept.StartAsync(template);
        await test.Ledger.DisposeAsync();
        var records = Path.Combine(test.Directory, "chain", "blocks.log");
        File.WriteAllLines(records, File.ReadAllLines(records)[..^2]);
        Assert.Equal("fsck-records-damaged", Assert.Single((await Upkept.FsckAsync(test.Directory)).Flaws).Code);
    }

    [Fact]
    public async Task A_page_of_zeros_is_the_stores_damage()
    {
        await using var test = await Upkept.StartAsync(template);
        await test.Ledger.DisposeAsync();
        var file = Path.Combine(test.Directory, "ledger.db");
        var bytes = File.ReadAllBytes(file);
        bytes.AsSpan(4096 * 3, 4096).Clear();
        File.WriteAllBytes(file, bytes);
        var report = await Upkept.FsckAsync(test.Directory);
        Assert.Equal("wrong", report.Verdict);
        Assert.Contains(report.Flaws, flaw => flaw.Code is "fsck-store-damaged" or "fsck-unreadable");
    }

    [Fact]
    public async Task A_log_that_lost_its_last_record_is_shorter_than_the_chain()
    {
        await using var test = await Upkept.StartAsync(template);
        await test.Ledger.DisposeAsync();
        Sql.Run(test.Directory, "DROP TRIGGER journal_stays; DELETE FROM journal WHERE leaf_index = 3; UPDATE logs SET size = 3;");
        var report = await Upkept.FsckAsync(test.Directory, withChain: false);
        Assert.Equal(["fsck-log-short"], report.Flaws.Select(flaw => flaw.Code));
    }

    [Fact]
    public async Task A_log_of_which_nothing_is_left_is_shorter_than_the_chain_and_one_that_another_host_keeps_is_not_looked_for()
    {
        await using var test = await Upkept.StartAsync(template);
        await test.Ledger.DisposeAsync();
        Sql.Run(test.Directory, "DROP TRIGGER journal_stays; DELETE FROM journal; DELETE FROM logs;");
        Assert.Contains("fsck-log-short", (await Upkept.FsckAsync(test.Directory, withChain: false)).Flaws.Select(flaw => flaw.Code));
        Sql.Run(test.Directory, "DROP TRIGGER intents_stay; UPDATE checkpoints SET intent = NULL; PRAGMA foreign_keys = OFF; DELETE FROM intents;");
        Assert.DoesNotContain("fsck-log-short", (await Upkept.FsckAsync(test.Directory, withChain: false)).Flaws.Select(flaw => flaw.Code));
    }

    [Fact]
    public async Task The_checkpoint_of_an_epoch_that_has_carried_leaves_alone_is_looked_at()
    {
        await using var test = await Upkept.StartAsync(template);
        await test.SubmitAsync("licensee-willow");
        var pool = (await test.PoolAsync()).Id;
        await test.RecordAsync("LogKeyChange", new { pool }, null, "administrator");
        await test.AnchorAsync();
        var context = test.Ledger.Context;
        var (carried, checkpoints) = await context.Store.ReadAsync(reader =>
        {
            var (epochs, log) = (UsageEpochs.Of(context.On(reader), new Domain.PoolId(pool)), context.On(reader).Log(new Domain.PoolId(pool)));
            return (log.Latest(1)!.Act.Size, epochs.All.Sum(epoch => log.Down(epoch.Epoch).Count()));
        });
        Assert.True(carried > 0);
        Assert.Equal(0UL, await context.Store.ReadAsync(reader => reader.Journal.Size(pool, 1)));
        var report = await Upkept.FsckAsync(test.Directory);
        Upkept.AssertSound(report);
        Assert.Equal(checkpoints, report.Counts.Checkpoints);
    }

    [Fact]
    public async Task A_record_that_was_swapped_for_another_gives_another_root()
    {
        await using var test = await Upkept.StartAsync(template);
        var other = await test.SubmitAsync("licensee-willow");
        await test.Ledger.DisposeAsync();
        Sql.Run(
            test.Directory,
            $"DROP TRIGGER journal_change; UPDATE journal SET leaf_index = 9 WHERE leaf_index = 0; "
            + $"UPDATE journal SET leaf_index = 0 WHERE record_id = x'{other.ReportId.ToString()[2..]}'; UPDATE journal SET leaf_index = 5 WHERE leaf_index = 9;");
        var report = await Upkept.FsckAsync(test.Directory, withChain: false);
        Assert.Contains(report.Flaws, flaw => flaw.Code is "fsck-root-differs");
        Assert.Contains(report.Flaws, flaw => flaw.Code is "fsck-record-changed" && flaw.Args["what"] is "promise");
    }

    [Fact]
    public async Task A_missing_row_and_a_spare_one_are_named()
    {
        await using var test = await Upkept.StartAsync(template);
        await test.Ledger.DisposeAsync();
        await Upkept.WriteAsync(test.Directory, writer =>
        {
            var row = writer.Projections.All().First(row => row.Kind is "license");
            writer.Projections.Remove(row.Kind, row.Id);
            writer.Projections.Put(row with { Id = Records.Salt() });
        });
        var report = await Upkept.FsckAsync(test.Directory, withChain: false);
        Assert.Equal(["fsck-row-missing", "fsck-row-spare"], report.Flaws.Select(flaw => flaw.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_fact_that_is_not_found_under_its_subject_is_named()
    {
        await using var test = await Upkept.StartAsync(template);
        await test.Ledger.DisposeAsync();
        Sql.Run(test.Directory, "DROP TRIGGER fact_keys_new_stay; DELETE FROM fact_keys_new WHERE seq = 3;");
        Assert.Contains((await Upkept.FsckAsync(test.Directory, withChain: false)).Flaws, flaw => flaw.Code is "fsck-fact-misfiled" && flaw.Args["fact"] is "3");
    }

    [Fact]
    public async Task A_document_without_its_secret_is_missing_and_one_that_was_never_here_is_not_held()
    {
        await using var test = await Upkept.StartAsync(template);
        await test.Ledger.DisposeAsync();
        var secrets = Path.Combine(test.Directory, "secrets.jsonl");
        var lines = File.ReadAllLines(secrets);
        var terms = (await Upkept.FsckAsync(test.Directory, withChain: false)).Roots.First(root => root.Field is "termsRoot").Root;
        File.WriteAllLines(secrets, lines.Where(line => !line.Contains(terms.ToString(), StringComparison.Ordinal)));
        var missing = await Upkept.FsckAsync(test.Directory);
        Assert.Equal("incomplete", missing.Verdict);
        Assert.Equal("fsck-document-missing", Assert.Single(missing.Flaws).Code);
        Assert.Equal(FsckRoot.Missing, missing.Roots.First(root => root.Root == terms).State);

        Sql.Run(test.Directory, $"DELETE FROM documents WHERE id = x'{terms.ToString()[2..]}';");
        var never = await Upkept.FsckAsync(test.Directory);
        Upkept.AssertSound(never);
        Assert.Equal(FsckRoot.NeverHeld, never.Roots.First(root => root.Root == terms).State);

        File.WriteAllLines(secrets, lines);
        var lost = await Upkept.FsckAsync(test.Directory);
        Assert.Equal(FsckRoot.Missing, lost.Roots.First(root => root.Root == terms).State);
    }

    [Fact]
    public async Task A_document_of_a_kind_that_is_not_known_is_named_and_not_passed()
    {
        await using var test = await Upkept.StartAsync(template);
        await test.Ledger.DisposeAsync();
        Sql.Run(test.Directory, "DROP TRIGGER IF EXISTS documents_change; UPDATE documents SET kind = 'hologram' WHERE kind = 'license-terms';");
        var report = await Upkept.FsckAsync(test.Directory);
        Assert.Equal("incomplete", report.Verdict);
        Assert.NotEmpty(report.Flaws);
        Assert.All(report.Flaws, flaw => Assert.Equal(("fsck-document-kind-unknown", "hologram"), (flaw.Code, flaw.Args["kind"])));
    }

    [Fact]
    public async Task A_damaged_secret_is_named_by_its_line()
    {
        await using var test = await Upkept.StartAsync(template);
        await test.Ledger.DisposeAsync();
        var secrets = Path.Combine(test.Directory, "secrets.jsonl");
        var lines = File.ReadAllLines(secrets);
        lines[1] = lines[1][..40];
        File.WriteAllLines(secrets, lines);
        Assert.Contains((await Upkept.FsckAsync(test.Directory, withChain: false)).Flaws, flaw => flaw.Code is "fsck-secret-damaged" && flaw.Args["line"] is "2");
    }

    [Fact]
    public async Task Without_the_chain_the_report_is_incomplete()
    {
        await using var test = await Upkept.StartAsync(template);
        var report = await Upkept.FsckAsync(test.Directory, withChain: false);
        Assert.Empty(report.Flaws);
        Assert.Equal("incomplete", report.Verdict);
    }

    [Fact]
    public async Task What_is_no_ledger_is_refused()
    {
        using var temp = new TempDirectory();
        async Task<object?> RefusalAsync(string directory) =>
            (await Fsck.RunAsync(directory, null, true, TimeProvider.System, null, CancellationToken.None)).Refusal;
        Assert.IsType<DirectoryMissing>(await RefusalAsync(temp["nothing"]));
        File.WriteAllText(temp["note"], "not a ledger");
        Assert.IsType<DirectoryForeign>(await RefusalAsync(temp.Root));
    }

    private static byte[] Bytes(IStoreReader reader, string what)
    {
        var fact = reader.Facts.After(0, int.MaxValue).First(row => row.Kind is "LicenseGranted");
        var record = reader.Journal.List(new RecordFilter(RecordKind.UsageReport), 0, 1)[0];
        return what switch
        {
            "block header" => Part(reader.Blocks.Find(fact.Block.Hash)!.Header, 100), // the state root
            "act of a fact" => Part(fact.Data, 90),
            "signature of a fact" => Part(fact.Data, fact.Data.Length - 80),
            "transaction of a fact" => fact.Transaction.ToArray(),
            "row" => reader.Projections.All().First(row => row.Kind is "license").Body.ToArray()[^24..],
            "alert" => Part(reader.Alerts.List(AlertState.Final, null, 0, 1)[0].Body, 30),
            "body of a record" => Part(record.Body, 30),
            "signature of a record" => Part(record.Signature, 10),
            "lines of a report" => Part(record.Attachment!, 20),
            "promise" => Part(record.Promise!, record.Promise!.Length - 40),
            "document" => Part(Ciphertext(reader, "license-terms"), 30),
            "patents of the schedule" => Part(Ciphertext(reader, "patent-list"), 30),
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
    }

    private static byte[] Ciphertext(IStoreReader reader, string kind) =>
        reader.Documents.List(Hash32.Zero, 500).Where(row => row.Kind == kind).Select(row => reader.Documents.Find(row.Id)!.Ciphertext!).MaxBy(bytes => bytes.Length)!;

    private static byte[] Part(byte[] bytes, int from) => bytes[from..(from + 24)];
}
