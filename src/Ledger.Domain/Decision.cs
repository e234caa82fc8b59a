// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain;

/// <summary>What a rule says to an act: nothing against it, or why not.</summary>
/// <param name="Refusal">The first rule that says no; null when the act is permitted.</param>
public readonly record struct Decision(Refusal? Refusal)
{
    /// <summary>No rule speaks against it.</summary>
    public static Decision Permit => default;

    public bool IsPermitted => Refusal is null;

    public static Decision Refuse(Refusal refusal) => new(refusal);

    public static implicit operator Decision(Refusal? refusal) => new(refusal);
}
