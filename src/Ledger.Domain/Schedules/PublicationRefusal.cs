// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Schedules;

/// <summary>Why a text is no publication number.</summary>
/// <param name="Position">The character where it goes wrong, from 1.</param>
public abstract record PublicationRefusal(int Position) : ScheduleRefusal
{
    public override IReadOnlyDictionary<string, string> Args => Named(("position", Position));
}

/// <summary>There is nothing.</summary>
public sealed record PublicationEmpty() : PublicationRefusal(1)
{
    public override string Code => "publication-empty";
}

/// <summary>No publication number is so long.</summary>
public sealed record PublicationTooLong(int Longest) : PublicationRefusal(Longest + 1)
{
    public override string Code => "publication-too-long";

    public override IReadOnlyDictionary<string, string> Args => Named(("longest", Longest), ("position", Position));
}

/// <summary>A character that no number is written with.</summary>
public sealed record PublicationCharacter(char Character, int Position) : PublicationRefusal(Position)
{
    public override string Code => "publication-character";

    public override IReadOnlyDictionary<string, string> Args =>
        Named(("character", $"U+{(int)Character:X4}"), ("position", Position));
}

/// <summary>The number says no country, and none is guessed.</summary>
public sealed record PublicationCountryMissing(int Position) : PublicationRefusal(Position)
{
    public override string Code => "publication-country-missing";
}

/// <summary>The letters are no country or office of WIPO ST.3.</summary>
public sealed record PublicationCountryUnknown(string Country, int Position) : PublicationRefusal(Position)
{
    public override string Code => "publication-country-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("country", Country), ("position", Position));
}

/// <summary>The number says another country than the one it should be of.</summary>
public sealed record PublicationCountryDiffers(string Country, string Expected, int Position) : PublicationRefusal(Position)
{
    public override string Code => "publication-country-differs";

    public override IReadOnlyDictionary<string, string> Args => Named(("country", Country), ("expected", Expected), ("position", Position));
}

/// <summary>There are no digits.</summary>
public sealed record PublicationNumberMissing(int Position) : PublicationRefusal(Position)
{
    public override string Code => "publication-number-missing";
}

/// <summary>The office numbers nothing like that.</summary>
public sealed record PublicationNotOfOffice(string Country, string Number, int Position) : PublicationRefusal(Position)
{
    public override string Code => "publication-not-of-office";

    public override IReadOnlyDictionary<string, string> Args => Named(("country", Country), ("number", Number), ("position", Position));
}

/// <summary>A kind code is a letter and at most one digit.</summary>
public sealed record PublicationKindInvalid(string Kind, int Position) : PublicationRefusal(Position)
{
    public override string Code => "publication-kind-invalid";

    public override IReadOnlyDictionary<string, string> Args => Named(("kind", Kind), ("position", Position));
}

/// <summary>Numbers of this form are never published under this kind code.</summary>
public sealed record PublicationKindMismatch(string Kind, string Number, int Position) : PublicationRefusal(Position)
{
    public override string Code => "publication-kind-mismatch";

    public override IReadOnlyDictionary<string, string> Args => Named(("kind", Kind), ("number", Number), ("position", Position));
}

/// <summary>It is the number of an application, from which the publication's cannot be known.</summary>
public sealed record PublicationIsApplication(int Position) : PublicationRefusal(Position)
{
    public override string Code => "publication-is-application";
}

/// <summary>Two publications are written like that, and which is meant is not guessed.</summary>
public sealed record PublicationAmbiguous(int Position) : PublicationRefusal(Position)
{
    public override string Code => "publication-ambiguous";
}

/// <summary>The year of a Japanese number says no era, or one that never had such a year.</summary>
public sealed record PublicationEra(int Position) : PublicationRefusal(Position)
{
    public override string Code => "publication-era";
}

/// <summary>The check digit of a Chinese application number is another.</summary>
public sealed record PublicationCheckDigit(char Given, char Expected, int Position) : PublicationRefusal(Position)
{
    public override string Code => "publication-check-digit";

    public override IReadOnlyDictionary<string, string> Args => Named(("given", Given), ("expected", Expected), ("position", Position));
}
