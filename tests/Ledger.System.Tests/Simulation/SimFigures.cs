// SPDX-License-Identifier: Apache-2.0

namespace Ledger.SystemTests.Simulation;

/// <summary>What a run came through, for the figures that <c>scripts/chaos</c> prints.</summary>
internal sealed record SimFigures(
    int Steps, int Faults, int Crashes, int Reorgs, int Deepest, int Intents, int Records, int Alerts, int Leaps, string? Flipped, int Witnessed, bool Lied, int Broken,
    int Epochs, int Carried, int Batches, int InLine, int PromisedLater, int Corrections)
{
    /// <summary>Lodgings whose bodies came in time, and those whose time passed.</summary>
    public int Followed { get; init; }

    public int Lapsed { get; init; }

    /// <summary>How the claimed payments stand once their deadline is over.</summary>
    public SimPaid Paid { get; init; }
}

/// <summary>How many claimed payments stand how.</summary>
internal readonly record struct SimPaid(int Claimed, int Received, int Disputed, int Undisputed);
