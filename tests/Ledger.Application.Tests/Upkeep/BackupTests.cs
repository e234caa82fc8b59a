// SPDX-License-Identifier: Apache-2.0

using Ledger.Store.Journal;
using Ledger.Domain.Usage;
using System.IO.Compression;
using System.Text;
using Ledger.Application.Access;
using Ledger.Application.Setup;
using Ledger.Application.Tests.World;
using Ledger.Application.Upkeep;
using Ledger.Domain;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Application.Tests.Upkeep;

[Collection(SeededTemplate.Collection)]
public sealed class BackupTests(SeededTemplate template)
{
    [Fact]
    public async Task A_backup_of_a_running_ledger_restores_to_one_that_serves_and_continues()
    {
        await using var test = await Upkept.StartAsync(template);
        using var temp = new TempDirectory();
        var made = await BackUpAsync(test, temp);
        Assert.Empty(made.Flaws);
        await test.SubmitAsync("licensee-willow"); // the ledger goes on; the backup does not know

        var report = await RestoreAsync(temp);
        Assert.True(report is { Restored: true, CanServe: true }, Upkept.Show(report.Fsck));
        Upkept.AssertSound(report.Fsck);
        Assert.Equal(made.Head, report.Fsck.Head);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(temp["restored"]) == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));

        await using var restored = await TestLedger.OpenAsync(temp["restored"], test.Clock.GetUtcNow());
        var last = await restored.Ledger.Context.Store.ReadAsync(reader => reader.Journal.List(new RecordFilter(RecordKind.UsageReport), 0, 10)[^1]);
        await restored.SubmitAsync("licensee-harbor", sequence: last.Sequence!.Value + 1, previous: new RecordId(last.RecordId));
        await restored.AnchorAsync();
        Assert.Equal(5UL, (await restored.PoolAsync()).Checkpoint!.Size);
        await restored.CheckAll();
    }

    [Fact]
    public async Task A_backup_carries_the_tombstone_of_erased_lines_and_none_of_them()
    {
        await using var test = await Upkept.StartAsync(template);
        var report = await test.Ledger.Context.Store.ReadAsync(reader => reader.Journal.List(new RecordFilter(RecordKind.UsageReport), 0, 10)[^1]);
        TestLedger.Must(await test.Ledger.RecordErasures.EraseAsync(
            Caller.Host, report.RecordId, Custody.RecordErasureTests.Demand(test, "administrator", report.RecordId), CancellationToken.None));
        using var temp = new TempDirectory();
        Assert.Empty((await BackUpAsync(test, temp)).Flaws);

        var restored = await RestoreAsync(temp);

        Upkept.AssertSound(restored.Fsck);
        Assert.Equal(1, restored.Fsck.Counts.Erasures);
        await using var again = await TestLedger.OpenAsync(temp["restored"], test.Clock.GetUtcNow());
        Assert.NotNull(TestLedger.Must(await again.Ledger.UsageIntake.GetAsync(report.RecordId, CancellationToken.None)).Erased);
        await again.CheckAll();
    }

    [Fact]
    public async Task A_backup_ends_with_the_block_that_its_store_follows()
    {
        await using var test = await Upkept.StartAsync(template);
        await test.SubmitAsync("licensee-willow");
        test.Clock.Move(TimeSpan.FromSeconds(ApplicationOptions.DefaultAnchorIntervalSeconds));
        foreach (var loop in test.Ledger.Loops.Where(loop => loop.Name is not "follow").Concat(test.Ledger.Loops.Where(loop => loop.Name is not "follow")))
        {
            await loop.StepAsync(CancellationToken.None); // a checkpoint is mined that the store has not followed yet
        }

        var ahead = await test.Ledger.Context.Node.HeadAsync(CancellationToken.None);
        using var temp = new TempDirectory();
        var made = await BackUpAsync(test, temp);
        Assert.True(made.Head!.Value.Number < ahead.Ref.Number);
        Upkept.AssertSound((await RestoreAsync(temp)).Fsck);
    }

    [Fact]
    public async Task A_routine_backup_holds_no_key_and_no_secret()
    {
        await using var test = await Upkept.StartAsync(template);
        using var temp = new TempDirectory();
        TestLedger.Must(await Backup.RunAsync(test.Directory, temp["routine.zip"], null, TimeProvider.System, null, CancellationToken.None));
        using (var zip = ZipFile.OpenRead(temp["routine.zip"]))
        {
            Assert.DoesNotContain(zip.Entries, entry => entry.FullName.StartsWith("keys", StringComparison.Ordinal) || entry.FullName.Contains("secret", StringComparison.Ordinal));
            var secret = File.ReadAllLines(Path.Combine(test.Directory, "secrets.jsonl"))[0].Split('"')[7];
            Assert.StartsWith("0x", secret, StringComparison.Ordinal);
            Assert.All(zip.Entries, entry => Assert.DoesNotContain(secret[2..], ReadText(entry), StringComparison.Ordinal));
        }

        var report = TestLedger.Must(await Restore.RunAsync(
            temp["routine.zip"], null, temp["restored"], Repository.Anvil, true, TimeProvider.System, null, CancellationToken.None));
        Assert.True(report is { Restored: true, CanServe: false });
        Assert.Equal("incomplete", report.Fsck.Verdict);
        Assert.Contains(report.Fsck.Roots, root => root is { State: FsckRoot.Missing, Field: "termsRoot" });
    }

    [Fact]
    public async Task Backups_are_readable_by_their_owner_only_and_overwrite_nothing()
    {
        await using var test = await TestLedger.StartAsync(template);
        using var temp = new TempDirectory();
        await BackUpAsync(test, temp);
        Assert.All([temp["b.zip"], temp["s.zip"]], file => Assert.True(
            OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite)));
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(temp.Root).Count());
        Assert.IsType<BackupExists>((await Backup.RunAsync(test.Directory, temp["b.zip"], null, TimeProvider.System, null, CancellationToken.None)).Refusal);
        Assert.IsType<BackupExists>((await Backup.RunAsync(test.Directory, temp["c.zip"], temp["s.zip"], TimeProvider.System, null, CancellationToken.None)).Refusal);
        Assert.False(File.Exists(temp["c.zip"]));
    }

    [Fact]
    public async Task A_backup_of_a_damaged_ledger_says_so_and_is_not_restored()
    {
        await using var test = await Upkept.StartAsync(template);
        await test.Ledger.DisposeAsync();
        Sql.Run(test.Directory, "DROP TRIGGER journal_change; UPDATE journal SET leaf = zeroblob(32) WHERE leaf_index = 0;");
        using var temp = new TempDirectory();
        Assert.Contains((await BackUpAsync(test, temp)).Flaws, flaw => flaw.Code is "fsck-record-changed");
        var report = await RestoreAsync(temp);
        Assert.False(report.Restored);
        Assert.False(Directory.Exists(temp["restored"]));
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(temp.Root).Count());
    }

    [Fact]
    public async Task Nothing_is_restored_over_something()
    {
        await using var test = await TestLedger.StartAsync(template);
        using var temp = new TempDirectory();
        await BackUpAsync(test, temp);
        Directory.CreateDirectory(temp["restored"]);
        File.WriteAllText(Path.Combine(temp["restored"], "note"), "mine");
        var outcome = await Restore.RunAsync(temp["b.zip"], null, temp["restored"], null, false, TimeProvider.System, null, CancellationToken.None);
        Assert.IsType<DirectoryNotEmpty>(outcome.Refusal);
        Assert.Equal(["note"], Directory.EnumerateFileSystemEntries(temp["restored"]).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("a name that climbs", "../evil.json", typeof(BackupForeign))]
    [InlineData("an absolute name", "/tmp/evil.json", typeof(BackupForeign))]
    [InlineData("a name with a backslash", "chain\\..\\..\\evil.json", typeof(BackupForeign))]
    [InlineData("a key among the data", "keys/relayer.json", typeof(BackupForeign))]
    [InlineData("a marker of our own", "init.unfinished", typeof(BackupForeign))]
    [InlineData("the same name in another case", "DEPLOYMENT.json", typeof(BackupForeign))]
    [InlineData("a name with a line break", "deployment.json\n", typeof(BackupForeign))]
    public async Task An_entry_that_no_backup_has_is_refused(string what, string name, Type refusal)
    {
        await using var test = await TestLedger.StartAsync(template);
        using var temp = new TempDirectory();
        await BackUpAsync(test, temp);
        Forge(temp["b.zip"], name, "{}");
        await AssertRefusedAsync(temp, refusal, what);
    }

    [Fact]
    public async Task An_entry_that_was_changed_is_refused_by_its_name()
    {
        await using var test = await TestLedger.StartAsync(template);
        using var temp = new TempDirectory();
        await BackUpAsync(test, temp);
        Replace(temp["b.zip"], "chain/genesis.json", text => text.Replace("timestamp", "timestomp", StringComparison.Ordinal));
        await AssertRefusedAsync(temp, typeof(BackupDamaged), "changed");
        Replace(temp["b.zip"], "chain/genesis.json", text => text + new string(' ', 1 << 20));
        await AssertRefusedAsync(temp, typeof(BackupDamaged), "grown");
    }

    [Fact]
    public async Task What_is_no_backup_is_refused()
    {
        await using var test = await TestLedger.StartAsync(template);
        using var temp = new TempDirectory();
        await BackUpAsync(test, temp);
        File.Move(temp["b.zip"], temp["good.zip"]);
        File.WriteAllText(temp["b.zip"], "no archive");
        await AssertRefusedAsync(temp, typeof(BackupForeign), "no archive");
        File.Copy(temp["s.zip"], temp["b.zip"], overwrite: true);
        await AssertRefusedAsync(temp, typeof(BackupForeign), "secrets as data");
        File.WriteAllBytes(temp["b.zip"], File.ReadAllBytes(temp["good.zip"])[..^1000]);
        await AssertRefusedAsync(temp, typeof(BackupForeign), "cut off");
    }

    [Fact]
    public async Task The_secrets_of_another_ledger_are_refused()
    {
        await using var test = await TestLedger.StartAsync(template);
        using var temp = new TempDirectory();
        await BackUpAsync(test, temp);
        using var other = new TempDirectory();
        TestLedger.Must(await Initialization.RunAsync(
            new InitRequest(other["data"], AnvilPath: Repository.Anvil), new ApplicationOptions(), TimeProvider.System, NullLoggerFactory.Instance, null, CancellationToken.None));
        TestLedger.Must(await Backup.RunAsync(other["data"], other["b.zip"], other["s.zip"], TimeProvider.System, null, CancellationToken.None));
        File.Copy(other["s.zip"], temp["s.zip"], overwrite: true);
        await AssertRefusedAsync(temp, typeof(BackupMismatch), "another ledger's");
    }

    private static async Task<BackupReport> BackUpAsync(TestLedger test, TempDirectory temp) =>
        TestLedger.Must(await Backup.RunAsync(test.Directory, temp["b.zip"], temp["s.zip"], TimeProvider.System, null, CancellationToken.None));

    private static async Task<RestoreReport> RestoreAsync(TempDirectory temp) => TestLedger.Must(await Restore.RunAsync(
        temp["b.zip"], temp["s.zip"], temp["restored"], Repository.Anvil, true, TimeProvider.System, null, CancellationToken.None));

    private static async Task AssertRefusedAsync(TempDirectory temp, Type refusal, string what)
    {
        var before = Directory.EnumerateFileSystemEntries(temp.Root).Order(StringComparer.Ordinal).ToList();
        var outcome = await Restore.RunAsync(temp["b.zip"], temp["s.zip"], temp["restored"], Repository.Anvil, false, TimeProvider.System, null, CancellationToken.None);
        Assert.True(refusal == outcome.Refusal?.GetType(), $"{what}: {outcome.Refusal}");
        Assert.Equal(before, Directory.EnumerateFileSystemEntries(temp.Root).Order(StringComparer.Ordinal));
    }

    /// <summary>Adds an entry, and names it in the manifest with its true size and hash.</summary>
    private static void Forge(string file, string name, string content)
    {
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(content)));
        var listed = System.Text.Json.JsonSerializer.Serialize(name);
        Rewrite(file, zip =>
        {
            zip["manifest.json"] = zip["manifest.json"].Replace("\"entries\":[", $"\"entries\":[{{\"name\":{listed},\"bytes\":{content.Length},\"sha256\":\"{hash}\"}},", StringComparison.Ordinal);
            zip[name] = content;
        });
    }

    private static void Replace(string file, string name, Func<string, string> change) => Rewrite(file, zip => zip[name] = change(zip[name]));

    /// <summary>Latin-1 maps every byte to one character and back.</summary>
    private static void Rewrite(string file, Action<Dictionary<string, string>> change)
    {
        List<string> order;
        Dictionary<string, string> entries;
        using (var zip = ZipFile.OpenRead(file))
        {
            order = [.. zip.Entries.Select(entry => entry.FullName)];
            entries = zip.Entries.ToDictionary(entry => entry.FullName, ReadText, StringComparer.Ordinal);
        }

        change(entries);
        File.Delete(file);
        using var target = ZipFile.Open(file, ZipArchiveMode.Create);
        foreach (var name in order.Concat(entries.Keys.Except(order, StringComparer.Ordinal)))
        {
            using var to = target.CreateEntry(name).Open();
            to.Write(Encoding.Latin1.GetBytes(entries[name]));
        }
    }

    private static string ReadText(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open(), Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
