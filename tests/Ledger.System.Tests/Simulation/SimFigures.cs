// SPDX-License-Identifier: Apache-2.0

namespace Ledger.SystemTests.Simulation;

/// <summary>What a run came through, for the figures that <c>scripts/chaos</c> prints.</summary>
internal sealed record SimFigures(int Steps, int Faults, int Crashes, int Reorgs, int Deepest, int Intents, int Records, int Alerts, int Leaps, string? Flipped, int Witnessed, bool Lied, int Broken, int Epochs, int Carried, int Followed, int Lapsed);
