// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Ledger.SystemTests.Simulation;

namespace Ledger.SystemTests.Faults;

/// <summary>Grants and observations in flight, from several clients at once, beside whatever a test does to the host meanwhile.</summary>
internal sealed class Storm
{
    private const int Lanes = 4;
    private const int ObserveEvery = 4;

    private readonly ConcurrentDictionary<int, string> _operations = new();
    private readonly Crowd _crowd;
    private readonly string[] _licensees;
    private readonly int _from;

    private Storm(Crowd crowd, string[] licensees, int from)
    {
        (_crowd, _licensees, _from) = (crowd, licensees, from);
        Sending = SendAsync();
    }

    /// <summary>Ends when everything is accepted.</summary>
    public Task Sending { get; }

    /// <summary>The operations so far, one a grant.</summary>
    public IReadOnlyCollection<string> Operations => [.. _operations.Values];

    /// <summary>Opens as many licensees, and begins when all are there.</summary>
    /// <param name="from">The number of the first: no number comes twice in a ledger's life.</param>
    public static async Task<Storm> BeginAsync(PatientClient client, Crowd crowd, int grants, int from = 0)
    {
        var licensees = new string[grants];
        var operations = new string[grants];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, grants),
            new ParallelOptions { MaxDegreeOfParallelism = Lanes },
            async (number, _) => (licensees[number], operations[number]) = await crowd.OpenAsync(from + number));
        await Aftermath.AllFinalAsync(client, operations);
        return new Storm(crowd, licensees, from);
    }

    /// <summary>Waits until a share of the grants is accepted, so that the faults spread over the whole storm, and then for a moment of chance.</summary>
    public async Task UntilAsync(double share, SimRandom random)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1 + random.Next(40)));
        while (_operations.Count < share * _licensees.Length && await timer.WaitForNextTickAsync())
        {
            if (Sending.IsFaulted)
            {
                await Sending;
            }
        }

        await timer.WaitForNextTickAsync();
    }

    private Task SendAsync() => Parallel.ForEachAsync(
        Enumerable.Range(0, _licensees.Length),
        new ParallelOptions { MaxDegreeOfParallelism = Lanes },
        async (number, _) =>
        {
            _operations[number] = await _crowd.GrantAsync(_from + number, _licensees[number]);
            if (number % ObserveEvery == 0)
            {
                await _crowd.ObserveAsync(_from + number);
            }
        });
}
