// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Licenses.Terms;

/// <summary>How an amount between two steps is rounded.</summary>
public enum RoundingMode
{
    /// <summary>A half goes away from zero.</summary>
    HalfUp,

    /// <summary>A half goes to the even neighbour.</summary>
    HalfEven,

    /// <summary>Away from zero.</summary>
    Up,

    /// <summary>Toward zero.</summary>
    Down,
}

/// <summary>What is rounded: what came before is summed exactly.</summary>
public enum RoundingPer
{
    Line,
    Report,
    Period,
}

/// <summary>The rounding rule of a license.</summary>
/// <param name="Digits">How many digits stay behind the point.</param>
public readonly record struct Rounding(RoundingMode Mode, int Digits, RoundingPer Per)
{
    /// <summary>The most digits that can stay.</summary>
    public const int MostDigits = 8;
}
