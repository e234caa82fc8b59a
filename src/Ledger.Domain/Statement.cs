// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Ledger.Domain;

/// <summary>What a rule says: a stable code and what it names. Texts are made elsewhere, in each language, from these.</summary>
public abstract record Statement
{
    /// <summary>Stable, kebab-case; never translated, never reused for another meaning.</summary>
    public abstract string Code { get; }

    /// <summary>What the sentence names, by stable name.</summary>
    public virtual IReadOnlyDictionary<string, string> Args => Named();

    /// <summary>Arguments in the forms that the API gives them: decimal digits, 0x lower case, EIP-55.</summary>
    protected static IReadOnlyDictionary<string, string> Named(params ReadOnlySpan<(string Name, object Value)> args)
    {
        var named = new Dictionary<string, string>(args.Length, StringComparer.Ordinal);
        foreach (var (name, value) in args)
        {
            named.Add(name, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        }

        return named;
    }
}
