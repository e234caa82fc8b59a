// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;

namespace Ledger.Domain.Licenses.Terms;

/// <summary>A set of acts.</summary>
/// <remarks>Its text is the word set of their names in lower case: <c>manufacture,sale</c>.</remarks>
public readonly record struct PatentActs
{
    private readonly uint _bits;

    private PatentActs(uint bits) => _bits = bits;

    public bool IsEmpty => _bits == 0;

    public static PatentActs Of(params ReadOnlySpan<PatentAct> acts)
    {
        var bits = 0U;
        foreach (var act in acts)
        {
            bits |= 1U << (byte)act;
        }

        return new(bits);
    }

    /// <summary>Reads the set's text.</summary>
    public static bool TryParse(string text, out PatentActs acts)
    {
        acts = default;
        if (!WordSet.TryParse(text, out var words))
        {
            return false;
        }

        foreach (var word in words.Words)
        {
            if (!TermWords.TryParse<PatentAct>(word, out var act))
            {
                acts = default;
                return false;
            }

            acts = new(acts._bits | Of(act)._bits);
        }

        return true;
    }

    public bool Contains(PatentAct act) => (byte)act < 32 && (_bits & 1U << (byte)act) != 0;

    public bool IsSubsetOf(PatentActs other) => (_bits & ~other._bits) == 0;

    public override string ToString()
    {
        var set = this;
        return WordSet.Of([.. Enum.GetValues<PatentAct>().Where(act => set.Contains(act)).Select(TermWords.Of)]).ToString();
    }
}
