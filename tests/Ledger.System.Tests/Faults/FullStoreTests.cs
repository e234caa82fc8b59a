// SPDX-License-Identifier: Apache-2.0

using Ledger.SystemTests.Running;

namespace Ledger.SystemTests.Faults;

/// <summary>A host whose database may grow no further, in the middle of its work.</summary>
public sealed class FullStoreTests
{
    private const int Grants = 12;
    private const int Lines = 1_000;
    private const int Times = 20;
    private const long Mebibyte = 1L << 20;

    [Fact]
    public async Task A_full_store_refuses_and_goes_on_reading_and_with_room_everything_under_way_is_recorded_once()
    {
        using var place = new Place();
        await KillableHost.InitAsync(place["data"]);
        var room = (new FileInfo(Path.Combine(place["data"], "ledger.db")).Length / Mebibyte) + 1;
        var host = await KillableHost.ServeAsync(place["data"], 0, ("Ledger__MaxStoreMiB", $"{room}"));
        try
        {
            using var client = new PatientClient(host.Port, Crowd.TokenOf(place["data"]));
            var seeded = (await client.ListAsync("/api/v1/licenses")).Count;
            var crowd = new Crowd(place["data"], client);
            var filling = crowd.ReportUntilSentAgainAsync(Lines);
            var storming = Storm.BeginAsync(client, crowd, Grants);
            await host.UntilAsync(() => IsFullAsync(client, filling, storming), "full");
            Assert.True((await client.ListAsync("/api/v1/licenses")).Count >= seeded, "a full store cannot be read");
            await host.DisposeAsync();

            host = await KillableHost.ServeAsync(place["data"], host.Port);
            await Aftermath.AssertAllThereAsync(client, seeded, await filling, await storming);
        }
        finally
        {
            await host.DisposeAsync();
        }

        await Aftermath.AssertSoundAsync(place["data"]);
    }

    /// <summary>Whether much had to be sent again; work that failed fails here.</summary>
    private static async Task<bool> IsFullAsync(PatientClient client, params IEnumerable<Task> works)
    {
        foreach (var work in works.Where(work => work.IsFaulted))
        {
            await work;
        }

        return client.Again > Times;
    }
}
