// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Application.Upkeep;

/// <summary>What <c>fsck</c> has to say of a data directory.</summary>
/// <param name="Head">The newest block that the store follows; null before the first.</param>
/// <param name="Roots">Every root that an act on chain commits to, with what is here of the document behind it.</param>
/// <param name="Flaws">The first thousand.</param>
/// <param name="Wrong">How many things are wrong.</param>
/// <param name="Gaps">How many are missing, or could not be looked at.</param>
/// <param name="ChainAsked">Whether the chain itself was to be asked.</param>
public sealed record FsckReport(
    string Directory,
    BlockRef? Head,
    FsckCounts Counts,
    IReadOnlyList<FsckRoot> Roots,
    IReadOnlyList<Flaw> Flaws,
    int Wrong,
    int Gaps,
    bool ChainAsked)
{
    /// <summary><c>sound</c>, <c>incomplete</c> or <c>wrong</c>.</summary>
    public string Verdict => Wrong > 0 ? "wrong" : Gaps > 0 || !ChainAsked ? "incomplete" : "sound";
}

/// <summary>How much was looked at.</summary>
/// <param name="Retracted">Blocks that were taken back, among <paramref name="Blocks"/>.</param>
/// <param name="Erasures">Records of which what came with them was erased at signed demand, among <paramref name="Records"/>.</param>
public sealed record FsckCounts(long Blocks, long Retracted, long Facts, long Rows, long Alerts, long Records, long Checkpoints, long Documents, long Erasures);

/// <summary>A root on chain.</summary>
/// <param name="Act">The act that commits to it.</param>
/// <param name="Kind">That act's kind.</param>
/// <param name="Field">The act's field.</param>
/// <param name="State">held, erased, neverHeld or missing.</param>
public sealed record FsckRoot(Hash32 Root, string Kind, string Field, Hash32 Act, ulong Block, string State)
{
    public const string Held = "held";
    public const string Erased = "erased";
    public const string NeverHeld = "neverHeld";
    public const string Missing = "missing";
}
