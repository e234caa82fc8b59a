// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Ledger.Domain;

namespace Ledger.Application;

/// <summary>What a use case gives: a value, or the refusal of the first rule that said no.</summary>
/// <remarks>Faults of the world are exceptions; they never come as an outcome.</remarks>
public readonly record struct Outcome<T>
    where T : class
{
    private Outcome(T? value, Refusal? refusal)
    {
        Value = value;
        Refusal = refusal;
    }

    /// <summary>The value; null when refused.</summary>
    public T? Value { get; }

    /// <summary>Why not; null when done.</summary>
    public Refusal? Refusal { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsDone => Value is not null;

    public static Outcome<T> Done(T value) => new(value, null);

    public static Outcome<T> Refused(Refusal refusal) => new(null, refusal);

    public static implicit operator Outcome<T>(T value) => Done(value);

    public static implicit operator Outcome<T>(Refusal refusal) => Refused(refusal);

    /// <summary>Goes on with the value, or hands the refusal on.</summary>
    public Outcome<TNext> Then<TNext>(Func<T, Outcome<TNext>> next)
        where TNext : class =>
        IsDone ? next(Value) : Outcome<TNext>.Refused(Refusal);
}
