// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Schedules;

/// <summary>What a text says as a publication number: the number, or why it says none.</summary>
public readonly record struct PublicationReading
{
    private readonly PublicationNumber _number;

    private PublicationReading(PublicationNumber number, PublicationRefusal? refusal) => (_number, Refusal) = (number, refusal);

    /// <summary>Why not, and where; null when a number was read.</summary>
    public PublicationRefusal? Refusal { get; }

    /// <summary>The number, when one was read.</summary>
    public bool TryGet(out PublicationNumber number)
    {
        number = _number;
        return Refusal is null && number.Country is not null;
    }

    public static implicit operator PublicationReading(PublicationNumber number) => new(number, null);

    public static implicit operator PublicationReading(PublicationRefusal refusal) => new(default, refusal);
}
