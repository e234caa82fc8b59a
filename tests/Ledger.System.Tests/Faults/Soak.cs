// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Domain;
using Ledger.Host.Tests.Support;
using Ledger.SystemTests.Running;

namespace Ledger.SystemTests.Faults;

/// <summary>A ledger at work for a long time: kills in its first part, and a second half that is one life, whose memory makes a line.</summary>
internal sealed class Soak(Place place, TimeSpan length)
{
    private const int Kills = 3;
    private const int Streams = 2;
    private const int Lines = 10;
    private const double KillEvery = 0.1;
    private const double CalmFrom = 0.5;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    private readonly List<SoakSample> _samples = [];
    private readonly List<string> _operations = [];
    private readonly List<RecordId> _reports = [];
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private int _observations;

    private TimeSpan Age => TimeProvider.System.GetElapsedTime(_began);

    private bool IsOver => Age > length;

    public async Task<SoakSum> RunAsync()
    {
        var host = await KillableHost.ServeAsync(place["data"]);
        try
        {
            using var client = new PatientClient(host.Port, Crowd.TokenOf(place["data"]));
            var crowd = new Crowd(place["data"], client);
            var seeded = (await client.ListAsync("/api/v1/licenses")).Count;
            Task[] lanes = [GrantAsync(crowd, client), ObserveAsync(crowd), .. Enumerable.Range(0, Streams).Select(_ => ReportAsync(crowd))];
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
            for (var kills = 0; !IsOver && !lanes.Any(lane => lane.IsFaulted) && await timer.WaitForNextTickAsync();)
            {
                if (kills < Kills && Age > length * KillEvery * (kills + 1))
                {
                    await host.KillAsync(chainFirst: kills++ % 2 == 0);
                    await host.DisposeAsync();
                    host = await KillableHost.ServeAsync(place["data"], host.Port);
                }

                var (own, chain) = host.Memory();
                _samples.Add(new SoakSample(Age.TotalHours, own, chain, Disk()));
            }

            await Task.WhenAll(lanes);
            return await CountAsync(client, seeded);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private async Task GrantAsync(Crowd crowd, PatientClient client)
    {
        for (var number = 0; !IsOver; number++)
        {
            var (licensee, opening) = await crowd.OpenAsync(number);
            await Aftermath.AllFinalAsync(client, [opening]);
            _operations.Add(await crowd.GrantAsync(number, licensee));
        }
    }

    private async Task ObserveAsync(Crowd crowd)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2));
        while (!IsOver && await timer.WaitForNextTickAsync())
        {
            await crowd.ObserveAsync(_observations++);
        }
    }

    private async Task ReportAsync(Crowd crowd)
    {
        var stream = SomeRecords.Salt();
        using var timer = new PeriodicTimer(_pause);
        while (!IsOver && await timer.WaitForNextTickAsync())
        {
            var report = await crowd.ReportAsync(stream, Lines);
            lock (_reports)
            {
                _reports.Add(report);
            }
        }
    }

    private async Task<SoakSum> CountAsync(PatientClient client, int seeded)
    {
        await Aftermath.AllFinalAsync(client, _operations);
        var licenses = (await client.ListAsync("/api/v1/licenses")).ConvertAll(license => license.GetProperty("id").GetString()!);
        var granted = licenses.Distinct(StringComparer.Ordinal).Count() - seeded;
        HashSet<(ulong, ulong)> leaves = [];
        foreach (var report in _reports)
        {
            var view = await client.GetAsync($"/api/v1/usage-reports/{report}");
            leaves.Add((view.GetProperty("epoch").GetUInt64(), view.GetProperty("leafIndex").GetUInt64()));
        }

        var lost = Math.Max(0, _operations.Count - granted) + _reports.Count - leaves.Count;
        var doubled = Math.Max(0, granted - _operations.Count) + licenses.Count - licenses.Distinct(StringComparer.Ordinal).Count();
        return new SoakSum(Age, _operations.Count, _reports.Count, _observations, lost, doubled, client.Again, _samples, CalmFrom);
    }

    private long Disk() => new DirectoryInfo(place["data"]).EnumerateFiles("*", SearchOption.AllDirectories).Sum(SizeOf);

    private static long SizeOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0; // replaced while it was looked at
        }
    }
}

/// <summary>What the ledger held at a moment: hours since the beginning, and bytes.</summary>
internal sealed record SoakSample(double Hours, long Host, long Chain, long Disk);

/// <summary>What came of a soak.</summary>
internal sealed record SoakSum(
    TimeSpan Length, int Grants, int Reports, int Observations, int Lost, int Doubled, int SentAgain, IReadOnlyList<SoakSample> Samples, double CalmFrom)
{
    private const double Mebibyte = 1 << 20;

    /// <summary>The line that <c>scripts/chaos --soak</c> prints; slopes are those of the last half, by least squares.</summary>
    public string ToJson()
    {
        SoakSample[] calm = [.. Samples.Where(sample => sample.Hours >= Length.TotalHours * CalmFrom)];
        return JsonSerializer.Serialize(new
        {
            name = "chaos.soak",
            minutes = Math.Round(Length.TotalMinutes, 1),
            grants = Grants,
            reports = Reports,
            observations = Observations,
            sentAgain = SentAgain,
            lost = Lost,
            doubled = Doubled,
            hostMiB = MiB(calm[^1].Host),
            hostMiBPerHour = Slope(calm, sample => sample.Host),
            chainMiB = MiB(calm[^1].Chain),
            chainMiBPerHour = Slope(calm, sample => sample.Chain),
            diskMiB = MiB(calm[^1].Disk),
            diskMiBPerHour = Slope(calm, sample => sample.Disk),
        });
    }

    private static double MiB(double bytes) => Math.Round(bytes / Mebibyte, 1);

    private static double Slope(SoakSample[] samples, Func<SoakSample, long> of)
    {
        var (x, y) = (samples.Average(sample => sample.Hours), samples.Average(sample => (double)of(sample)));
        var spread = samples.Sum(sample => (sample.Hours - x) * (sample.Hours - x));
        return spread == 0 ? 0 : MiB(samples.Sum(sample => (sample.Hours - x) * (of(sample) - y)) / spread);
    }
}
