// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Tests.World;
using Ledger.Application.Upkeep;
using Ledger.Domain;
using Ledger.Store.Sqlite;

namespace Ledger.Application.Tests.Upkeep;

/// <summary>A seeded ledger with reports, an observation, two checkpoints and an alert, and what upkeep says of it.</summary>
internal static class Upkept
{
    public static async Task<TestLedger> StartAsync(SeededTemplate template)
    {
        var test = await TestLedger.StartAsync(template);
        var first = await test.SubmitAsync("licensee-harbor");
        TestLedger.Must(await test.Ledger.RecordIntake.ObserveAsync(test.Sign(await test.ObservationAsync()), Caller.Host, CancellationToken.None));
        await test.AnchorAsync();
        await test.SubmitAsync("licensee-harbor", sequence: 2, previous: new RecordId(first.ReportId));
        await test.AnchorAsync();
        return test;
    }

    public static async Task<FsckReport> FsckAsync(string directory, bool withChain = true) => TestLedger.Must(await Fsck.RunAsync(
        directory, Repository.Anvil, withChain, TimeProvider.System, progress: null, CancellationToken.None));

    public static string Show(FsckReport report) =>
        $"{report.Verdict}: {string.Join("; ", report.Flaws.Select(flaw => $"{flaw.Code} {string.Join(' ', flaw.Args.Values)}"))}";

    public static void AssertSound(FsckReport report) => Assert.True(report.Verdict is "sound", Show(report));

    /// <summary>Reads from a store that no host has open.</summary>
    public static async Task<T> ReadAsync<T>(string directory, Func<Store.IStoreReader, T> read)
    {
        await using var store = SqliteStore.Open(Path.Combine(directory, "ledger.db"));
        return await store.ReadAsync(read);
    }

    public static async Task WriteAsync(string directory, Action<Store.IStoreWriter> write)
    {
        await using var store = SqliteStore.Open(Path.Combine(directory, "ledger.db"));
        await store.WriteAsync(writer =>
        {
            write(writer);
            return true;
        });
    }

    /// <summary>Flips one bit of the file wherever it holds these bytes, as a failing disk would.</summary>
    public static void FlipBit(string file, ReadOnlySpan<byte> near)
    {
        var bytes = File.ReadAllBytes(file);
        var flipped = 0;
        for (var at = bytes.AsSpan().IndexOf(near); at >= 0;)
        {
            bytes[at + (near.Length / 2)] ^= 0x04;
            flipped++;
            var next = bytes.AsSpan(at + near.Length).IndexOf(near);
            at = next < 0 ? -1 : at + near.Length + next;
        }

        Assert.True(flipped > 0, "The bytes are not in the file.");
        File.WriteAllBytes(file, bytes);
    }
}
