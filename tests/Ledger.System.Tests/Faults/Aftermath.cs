// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Upkeep;
using Ledger.Chain.Tests;
using Ledger.Domain;

namespace Ledger.SystemTests.Faults;

/// <summary>What has to hold when the faults are over.</summary>
internal static class Aftermath
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _deadline = TimeSpan.FromMinutes(2);

    /// <summary>Every operation is final, and there is one license each, none twice.</summary>
    public static async Task AssertOneEachAsync(PatientClient client, int seeded, IReadOnlyCollection<string> operations)
    {
        await AllFinalAsync(client, operations);
        var licenses = (await client.ListAsync("/api/v1/licenses")).ConvertAll(license => license.GetProperty("id").GetString()!);
        Assert.Equal(operations.Count, operations.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(licenses.Count, licenses.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(seeded + operations.Count, licenses.Count);
    }

    /// <summary>Every report that was taken is there, and of a storm's grants one license each.</summary>
    public static async Task AssertAllThereAsync(PatientClient client, int seeded, IEnumerable<RecordId> reports, Storm storm)
    {
        await storm.Sending;
        await AssertOneEachAsync(client, seeded, storm.Operations);
        foreach (var report in reports)
        {
            Assert.Equal(report.ToString(), (await client.GetAsync($"/api/v1/usage-reports/{report}")).GetProperty("id").GetString());
        }
    }

    /// <summary>Waits until each is final, whatever happens to the host meanwhile.</summary>
    public static async Task AllFinalAsync(PatientClient client, IEnumerable<string> operations)
    {
        using var timer = new PeriodicTimer(_look);
        foreach (var operation in operations)
        {
            var began = TimeProvider.System.GetTimestamp();
            while (await StateAsync(client, operation) is not "final")
            {
                Assert.True(TimeProvider.System.GetElapsedTime(began) < _deadline, $"Operation {operation} was not final within {_deadline}.");
                await timer.WaitForNextTickAsync();
            }
        }
    }

    /// <summary>Nothing on the disk is wrong; and a rebuild from the facts finds every row and every alert as it was. No host may be running.</summary>
    public static async Task AssertSoundAsync(string directory)
    {
        var report = await Fsck.RunAsync(directory, AnvilNode.Binary(), withChain: true, TimeProvider.System, progress: null, CancellationToken.None);
        Assert.True(report.IsDone, report.IsDone ? "" : report.Refusal.Code);
        Assert.True(report.Value.Verdict is "sound", JsonSerializer.Serialize(report.Value.Flaws));
        var rebuilt = await Rebuild.RunAsync(directory, TimeProvider.System, progress: null, CancellationToken.None);
        Assert.True(rebuilt.IsDone);
        Assert.Equal((0, 0), (rebuilt.Value.Changed, rebuilt.Value.Alerts));
    }

    /// <summary>The hash of every block so far, read from the chain itself.</summary>
    public static async Task<List<string>> HashesAsync(PatientClient client)
    {
        List<string> hashes = [];
        while (await client.RpcAsync("eth_getBlockByNumber", $"0x{hashes.Count:x}", false) is { ValueKind: JsonValueKind.Object } block)
        {
            hashes.Add(block.GetProperty("hash").GetString()!);
        }

        return hashes;
    }

    private static async Task<string?> StateAsync(PatientClient client, string operation)
    {
        var state = (await client.GetAsync($"/api/v1/operations/{operation}")).GetProperty("state").GetString();
        Assert.False(state is "failed", $"operation {operation} failed");
        return state;
    }
}
