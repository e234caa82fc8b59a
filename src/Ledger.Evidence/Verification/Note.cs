// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain;

namespace Ledger.Evidence.Verification;

/// <summary>What a step found: a stable code, what it names, and the English sentence.</summary>
public sealed record Note : Statement
{
    /// <summary>The code of a step that an earlier failure kept from being judged.</summary>
    public const string NotReached = "not-reached";

    /// <summary>The code of a step that what is shown neither bears out nor refutes: where a party's key acts end is not proven.</summary>
    public const string KeysUnshown = "keys-unshown";

    private readonly ImmutableSortedDictionary<string, string> _args;

    private Note(string code, ImmutableSortedDictionary<string, string> args) => (Code, _args) = (code, args);

    public override string Code { get; }

    public override IReadOnlyDictionary<string, string> Args => _args;

    /// <summary>A note of a known code.</summary>
    /// <exception cref="KeyNotFoundException">No sentence has this code.</exception>
    public static Note Of(string code, params ReadOnlySpan<(string Name, object Value)> args)
    {
        _ = NoteTexts.English[code];
        return new(code, Named(args).ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>The English sentence.</summary>
    public override string ToString() => Wording.Fill(NoteTexts.English[Code], _args);

    public bool Equals(Note? other) =>
        other is not null && string.Equals(ToString(), other.ToString(), StringComparison.Ordinal);

    public override int GetHashCode() => Code.GetHashCode(StringComparison.Ordinal);
}
