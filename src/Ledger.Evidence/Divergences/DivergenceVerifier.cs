// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Divergences;

/// <summary>What a divergence's file comes to.</summary>
public enum DivergenceVerdict
{
    /// <summary>The file does not show what it says.</summary>
    Invalid,

    /// <summary>Two blocks stand against each other; nothing trusted says which is the network's.</summary>
    Open,

    /// <summary>The block that is trusted is the ledger's.</summary>
    Ours,

    /// <summary>The block that is trusted is the node's.</summary>
    Theirs,

    /// <summary>What the file holds cannot both be true of one log: it needs nobody's word.</summary>
    Proven,
}

/// <summary>One thing looked at.</summary>
/// <param name="Name">A stable word.</param>
/// <param name="Ok">Whether it is as the file says.</param>
/// <param name="Note">What was found.</param>
public sealed record DivergenceStep(string Name, bool Ok, Note Note);

/// <summary>Judges a divergence's file with nothing but itself, and the hashes of blocks that the caller trusts. Total.</summary>
/// <remarks>
/// A header costs nothing to make, and seals are not judged here: so the file shows that two blocks were held against
/// each other, and never by itself which of them the network keeps.
/// </remarks>
public static class DivergenceVerifier
{
    /// <param name="bytes">The file.</param>
    /// <param name="trusted">Blocks that the caller knows to be the network's.</param>
    public static (DivergenceVerdict Verdict, ImmutableArray<DivergenceStep> Steps) Verify(ReadOnlyMemory<byte> bytes, IReadOnlySet<Hash32> trusted)
    {
        if (!DivergenceFile.TryRead(bytes, out var file, out var what))
        {
            return (DivergenceVerdict.Invalid, [new("file", false, Note.Of("divergence-unreadable", ("what", what)))]);
        }

        ImmutableArray<DivergenceStep> steps =
        [
            new("file", true, Note.Of("divergence-file-ok", ("chain", file.ChainId))), Header(file), Finality(file), Facts(file),
        ];
        return (Verdict(file, steps, trusted), steps);
    }

    private static DivergenceVerdict Verdict(DivergenceFile file, ImmutableArray<DivergenceStep> steps, IReadOnlySet<Hash32> trusted) =>
        steps.Any(step => !step.Ok) || (trusted.Contains(file.Ours.Hash) && trusted.Contains(file.Theirs.Hash)) ? DivergenceVerdict.Invalid
        : trusted.Contains(file.Ours.Hash) ? DivergenceVerdict.Ours
        : trusted.Contains(file.Theirs.Hash) ? DivergenceVerdict.Theirs
        : DivergenceVerdict.Open;

    private static DivergenceStep Header(DivergenceFile file) =>
        !IsAsSaid(file.Ours) ? Broken("header", Note.Of("divergence-ours-wrong", ("block", file.Ours.Number), ("hash", file.Ours.Hash)))
        : !IsAsSaid(file.Theirs) ? Broken("header", Note.Of("divergence-theirs-wrong", ("block", file.Theirs.Number), ("hash", file.Theirs.Hash)))
        : file.Ours.Number != file.Theirs.Number
            ? Broken("header", Note.Of("divergence-heights-other", ("ours", file.Ours.Number), ("theirs", file.Theirs.Number)))
        : file.Ours.Hash == file.Theirs.Hash ? Broken("header", Note.Of("divergence-same", ("hash", file.Ours.Hash)))
        : new("header", true, Note.Of("divergence-header-ok", ("block", file.Ours.Number), ("ours", file.Ours.Hash), ("theirs", file.Theirs.Hash)));

    private static DivergenceStep Finality(DivergenceFile file) => file.Ours.Number <= file.FinalUpTo
        ? new("finality", true, Note.Of("divergence-final-ok", ("block", file.Ours.Number), ("final", file.FinalUpTo)))
        : Broken("finality", Note.Of("divergence-not-final", ("block", file.Ours.Number), ("final", file.FinalUpTo)));

    private static DivergenceStep Facts(DivergenceFile file)
    {
        if (!BlockHeader.TryDecode(file.Ours.Header.Span, out var header))
        {
            return Broken("facts", Note.Of(Note.NotReached, ("step", "header")));
        }

        for (var i = 0; i < file.Facts.Length; i++)
        {
            var fact = file.Facts[i];
            if ((i > 0 && fact.Index <= file.Facts[i - 1].Index) || !header.LogsBloom.Covers(Bloom.Of([fact.Log])))
            {
                return Broken("facts", Note.Of("divergence-fact-wrong", ("index", fact.Index), ("block", file.Ours.Number)));
            }
        }

        return new("facts", true, Note.Of("divergence-facts-ok", ("count", file.Facts.Length)));
    }

    private static bool IsAsSaid(DivergentBlock block) =>
        BlockHeader.TryDecode(block.Header.Span, out var header) && header.Number == block.Number && header.Hash() == block.Hash;

    private static DivergenceStep Broken(string name, Note note) => new(name, false, note);
}
