// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Application.Texts;
using Ledger.Domain.Licenses.Terms;
using Ledger.Ethereum;

namespace Ledger.Application.Graphs;

/// <summary>The words of a graph, in one language.</summary>
internal sealed class GraphWords(RefusalTexts texts, string language)
{
    /// <summary>What a kind of thing is called.</summary>
    public string Kind(string kind) => Say("graph/kind." + kind);

    /// <summary>What ties two things.</summary>
    public string Relation(string relation) => Say("graph/tie." + relation);

    /// <summary>A sentence about what is left out.</summary>
    public string Rest(GraphRest rest) => Say(rest.IsClosed ? "graph/closed" : "graph/more", ("count", rest.Count.ToString(CultureInfo.InvariantCulture)), ("kind", Kind(rest.Kind)));

    /// <summary>A sentence with its places filled.</summary>
    public string Say(string code, params ReadOnlySpan<(string Name, string Value)> args)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in args)
        {
            named.Add(name, value);
        }

        return texts.Describe(code, named, language).Detail;
    }

    /// <summary>A name in the language, in English, or any; else the id's ends.</summary>
    public string Name(IReadOnlyDictionary<string, string> names, Hash32 id) =>
        names.GetValueOrDefault(language) ?? names.GetValueOrDefault(RefusalTexts.English) ?? names.Values.FirstOrDefault() ?? Ends(id);

    /// <summary>An amount in minor units as people write it: 12500 of CNY is CNY 125.00.</summary>
    public static string Money(UInt256 minor, string code)
    {
        var digits = new Currency(code).MinorDigits;
        var text = minor.ToString().PadLeft(digits + 1, '0');
        return digits == 0 ? $"{code} {text}" : $"{code} {text[..^digits]}.{text[^digits..]}";
    }

    public static string Ends(Hash32 id) => id.ToString() is var text ? $"{text[..8]}…{text[^6..]}" : "";

    /// <summary>The day of a time at which the chain recorded something, or a license begins: in UTC, which it says.</summary>
    public static string Day(ulong seconds) => Domain.LocalDays.Day(seconds, null);
}
