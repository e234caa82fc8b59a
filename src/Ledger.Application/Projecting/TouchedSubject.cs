// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Acts;

namespace Ledger.Application.Projecting;

/// <summary>A subject that a block's facts concern.</summary>
/// <param name="subject">The subject, of a kind that has rows.</param>
/// <param name="first">The place in the block of the first fact that concerns it.</param>
internal sealed class TouchedSubject(Subject subject, int first)
{
    private Fact? _only;
    private List<Fact>? _facts;

    public Subject Subject => subject;

    public int First => first;

    /// <summary>What the block's facts make of it by themselves: all there is, when nothing came before them.</summary>
    public FoldedRow? Alone { get; private set; }

    /// <summary>One more fact concerns it; mostly there is but one.</summary>
    public void Note(Fact fact)
    {
        if (_only is { } first)
        {
            (_facts ??= [first]).Add(fact);
        }
        else
        {
            _only = fact;
        }
    }

    /// <summary>Folds what was noted.</summary>
    /// <param name="into">Where the row's bytes go.</param>
    /// <param name="one">A place for a single fact, which the next subject may have.</param>
    public void Fold(RowBodies into, Fact[] one)
    {
        one[0] = _only!;
        Alone = Folding.Fold(subject, _facts ?? (IEnumerable<Fact>)one, into);
        (_only, _facts) = (null, null);
    }
}
