// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Ledger.SystemTests.Simulation;

/// <summary>The process dies here. Nobody below the simulation may catch it.</summary>
internal sealed class SimCrashException(string point) : Exception($"killed: {point}");

/// <summary>Kills the process at a named point: at the next one of that name, or after some that it passes.</summary>
internal sealed class SimKiller
{
    private int? _in;
    private string? _at;

    /// <summary>Every point where a kill can fall, by the loop and what it is about to do or has just done.</summary>
    public static ImmutableArray<string> Points { get; } =
    [
        .. new[] { SimEffect.BlockTaken, SimEffect.RangeTaken, SimEffect.BlockTakenBack, SimEffect.BytesKept, SimEffect.BatchKept, SimEffect.SendingMarked, SimEffect.SendingsMarked,
            SimEffect.IntentRenonced, SimEffect.IntentFailed, SimEffect.CheckpointBound, SimEffect.RecordJournaled, SimEffect.RecordsJournaled,
            SimEffect.ActAccepted, SimEffect.ProposalKept }.SelectMany(effect => new[] { Before(effect), After(effect) }),
        .. new[] { "submit: eth_getTransactionCount", "submit: eth_estimateGas", "submit: eth_call", "submit: eth_sendRawTransaction", "submit: eth_getTransactionReceipt",
            "follow: eth_getBlockByNumber", "follow: eth_getLogs" }.SelectMany(call => new[] { Before(call), After(call) }),
    ];

    /// <summary>Those that need a foreign transaction or a revert first: a short life seldom comes so far.</summary>
    public static ImmutableArray<string> Rare { get; } =
        [.. new[] { SimEffect.IntentRenonced, SimEffect.IntentFailed, "submit: eth_getTransactionReceipt" }.SelectMany(effect => new[] { Before(effect), After(effect) })];

    /// <summary>Who acts now: a loop, or people.</summary>
    public string Actor { get; set; } = "people";

    /// <summary>Whether some point kills.</summary>
    public bool IsArmed => _in is not null || _at is not null;

    /// <summary>The points at which the process died.</summary>
    public HashSet<string> Hit { get; } = new(StringComparer.Ordinal);

    public static string Before(string what) => "before " + what;

    public static string After(string what) => "after " + what;

    public void ArmIn(int passes) => (_in, _at) = (passes, null);

    public void ArmAt(string point) => (_in, _at) = (null, point);

    public void Disarm() => (_in, _at) = (null, null);

    /// <summary>Passes a point, or dies there.</summary>
    /// <exception cref="SimCrashException">It was this one.</exception>
    public void Pass(string point)
    {
        if (string.Equals(_at, point, StringComparison.Ordinal) || (_in is { } left && (_in = left - 1) < 0))
        {
            Disarm();
            Hit.Add(point);
            throw new SimCrashException(point);
        }
    }
}
