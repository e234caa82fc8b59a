// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Ledger.Benchmarks.Ethereum;
using Ledger.Ethereum;

namespace Ledger.Benchmarks.Usage;

/// <summary>
/// Reports over HTTP into a host of its own, from a client on this machine, signed beforehand; an answer ends with its fsync. The
/// limit of reports is libsecp256k1's bare recover on every core at once, in turns with the rounds. On a machine that others use
/// too, <c>usage.intake-work</c> says more: the processor time of a report, the client's with the host's, against that of a recover.
/// </summary>
internal static class IntakeBench
{
    private const int Rounds = 7;
    private const int RecoversASlice = 8_000;
    private const double Micro = 1e6;

    /// <summary>One-line reports in batches of a hundred. A round lasts some seconds, so that what follows intake goes on beside it: index, checkpoints, blocks.</summary>
    public static async IAsyncEnumerable<Measurement> ReportsAsync()
    {
        const int BatchSize = 100, Batches = 480, WarmUps = 4; // until most of the host is compiled as it stays
        await using var world = await IntakeWorld.StartAsync();
        var (rates, limits, took, promised) = (new double[Rounds], new double[Rounds], new List<double>(), new List<Hash32>());
        var (work, bare) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var round = -WarmUps; round < Rounds; round++)
        {
            var batches = Sign(world, Batches, BatchSize, 1);
            await world.RestAsync();
            var before = Environment.CpuUsage.TotalTime;
            limits[Math.Max(round, 0)] = BareRate();
            bare += round < 0 ? TimeSpan.Zero : Environment.CpuUsage.TotalTime - before;
            before = Environment.CpuUsage.TotalTime + world.Serving.Worked;
            var (seconds, answers) = await SendAsync(world, batches);
            work += round < 0 ? TimeSpan.Zero : Environment.CpuUsage.TotalTime + world.Serving.Worked - before;
            rates[Math.Max(round, 0)] = Batches * BatchSize / seconds;
            promised.AddRange(answers.SelectMany(answer => IntakeWorld.Promised(answer.Answer, BatchSize)));
            took.AddRange(round < 0 ? [] : answers.Select(answer => answer.Took.TotalMilliseconds));
        }

        var final = await world.UntilFinalAsync(promised[^1]);
        var peak = world.Serving.PeakMiB;
        yield return new Measurement("usage.intake", Median(rates), "reports/s", Median(limits), Median([.. rates.Zip(limits, (rate, limit) => rate / limit)]));
        var (report, recover) = (work.TotalMicroseconds / (Rounds * Batches * BatchSize), bare.TotalMicroseconds / (Rounds * Environment.ProcessorCount * RecoversASlice));
        yield return new Measurement("usage.intake-work", report, "us", recover, recover / report);
        yield return new Measurement("usage.intake-p99", took.Order().ElementAt(took.Count * 99 / 100), "ms");
        yield return new Measurement("usage.intake-final", final.TotalSeconds, "s");
        yield return new Measurement("usage.intake-memory", peak, "MiB");
        yield return new Measurement("usage.intake-lost", await world.LostAsync(promised), "reports");
    }

    /// <summary>Reports of a thousand lines.</summary>
    public static async IAsyncEnumerable<Measurement> LinesAsync()
    {
        const int Lines = 1_000, BatchSize = 5, Batches = 24, WarmUps = 16;
        await using var world = await IntakeWorld.StartAsync();
        var (rates, took, promised) = (new double[Rounds], new List<double>(), new List<Hash32>());
        for (var round = -WarmUps; round < Rounds; round++)
        {
            var (seconds, answers) = await SendAsync(world, Sign(world, Batches, BatchSize, Lines));
            rates[Math.Max(round, 0)] = Batches * BatchSize * Lines / seconds;
            took.AddRange(round < 0 ? [] : answers.Select(answer => answer.Took.TotalMilliseconds));
            promised.AddRange(answers.SelectMany(answer => IntakeWorld.Promised(answer.Answer, BatchSize)));
        }

        var final = await world.UntilFinalAsync(promised[^1]);
        var peak = world.Serving.PeakMiB;
        yield return new Measurement("usage.lines", Median(rates), "lines/s");
        yield return new Measurement("usage.lines-p99", took.Order().ElementAt(took.Count * 99 / 100), "ms");
        yield return new Measurement("usage.lines-final", final.TotalSeconds, "s");
        yield return new Measurement("usage.lines-memory", peak, "MiB");
        yield return new Measurement("usage.lines-lost", await world.LostAsync(promised), "reports");
    }

    /// <summary>What a line costs while a store grows to 10⁵, 10⁶ and 10⁷ of them.</summary>
    public static async IAsyncEnumerable<Measurement> GrowthAsync()
    {
        const int Lines = 1_250, BatchSize = 5, Batches = 16, Round = Lines * BatchSize * Batches;
        await using var world = await IntakeWorld.StartAsync();
        var (seconds, taken) = (0.0, 0);
        for (var wanted = Round; wanted <= 100 * Round; wanted *= 10)
        {
            var (secondsBefore, takenBefore) = (seconds, taken);
            for (; taken < wanted; taken += Round)
            {
                seconds += (await SendAsync(world, Sign(world, Batches, BatchSize, Lines))).Seconds;
            }

            yield return new Measurement($"usage.growth-{wanted}", (seconds - secondsBefore) * Micro / (taken - takenBefore), "us/line");
        }

        yield return new Measurement("usage.growth-memory", world.Serving.PeakMiB, "MiB");
    }

    /// <summary>For each connection its batches.</summary>
    private static byte[][][] Sign(IntakeWorld world, int batches, int reports, int lines)
    {
        var signed = new byte[IntakeWorld.Connections][][];
        Parallel.For(0, signed.Length, stream =>
            signed[stream] = [.. Enumerable.Range(0, batches / IntakeWorld.Connections).Select(_ => world.Batch(stream, reports, lines))]);
        return signed;
    }

    /// <summary>Sends on all connections at once, on each one batch after the other.</summary>
    private static async Task<(double Seconds, List<(TimeSpan Took, byte[] Answer)> Answers)> SendAsync(IntakeWorld world, byte[][][] batches)
    {
        var clock = Stopwatch.StartNew();
        var answers = await Task.WhenAll(batches.Select(async own =>
        {
            List<(TimeSpan, byte[])> heard = [];
            foreach (var batch in own)
            {
                heard.Add(await world.SendAsync(batch));
            }

            return heard;
        }));
        return (clock.Elapsed.TotalSeconds, [.. answers.SelectMany(heard => heard)]);
    }

    /// <summary>Bare recovers a second, on as many threads as there are cores.</summary>
    private static double BareRate()
    {
        var clock = Stopwatch.StartNew();
        Parallel.For(0, Environment.ProcessorCount, _ => Recover.Bare(RecoversASlice));
        return Environment.ProcessorCount * RecoversASlice / clock.Elapsed.TotalSeconds;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
