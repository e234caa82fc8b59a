// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Evidence.Divergences;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Promises;

/// <summary>Judges a promise's file with nothing but itself, and what the caller trusts. Total.</summary>
/// <remarks>A header costs nothing to make: without a trusted block nothing is proven, however well the file hangs together.</remarks>
public static class PromiseVerifier
{
    /// <param name="bytes">The file.</param>
    /// <param name="trust">What the caller knows from elsewhere.</param>
    public static PromiseFinding Verify(ReadOnlyMemory<byte> bytes, PromiseTrust trust)
    {
        if (!PromiseFile.TryRead(bytes, out var file, out var what))
        {
            return new(PromiseVerdict.Invalid, [new("file", false, Note.Of("promise-unreadable", ("what", what)))]);
        }

        var promise = file.Promise;
        var judged = new PromiseCase(file, trust);
        var steps = ImmutableArray.CreateBuilder<DivergenceStep>();
        steps.Add(new("file", true, Note.Of(
            "promise-file-ok", ("index", promise.Index), ("epoch", promise.Epoch), ("pool", promise.Pool), ("until", promise.AnchorBy))));
        foreach (var (name, judge) in judged.Steps)
        {
            steps.Add(steps[^1].Ok ? judge() with { Name = name } : new(name, false, Note.Of(Note.NotReached, ("step", steps.First(step => !step.Ok).Name))));
        }

        return steps[^1].Ok && judged.Standing is { } standing
            ? new(judged.IsConfirmed ? VerdictOf(standing) : PromiseVerdict.Unconfirmed, steps.ToImmutable(), promise, standing, judged.Time)
            : new(PromiseVerdict.Invalid, steps.ToImmutable(), promise);
    }

    private static PromiseVerdict VerdictOf(Domain.Usage.PromiseStanding standing) =>
        standing.IsBroken ? PromiseVerdict.Broken
        : standing.State is Domain.Usage.PromiseState.Kept ? PromiseVerdict.Kept
        : PromiseVerdict.Open;
}
