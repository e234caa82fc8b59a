// SPDX-License-Identifier: Apache-2.0

using System.Collections.Frozen;

namespace Ledger.Domain.Licenses.Terms;

/// <summary>A currency by its code of ISO 4217; unknown ones can be held, and are refused.</summary>
public readonly record struct Currency(string Code)
{
    /// <summary>The active codes with the digits of their minor unit; funds, metals and test codes are no currencies.</summary>
    private static readonly FrozenDictionary<string, int> _digits = Table(
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"),
        (2, "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK "
            + "DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP "
            + "LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD "
            + "RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD "
            + "XCG YER ZAR ZMW ZWG"),
        (3, "BHD IQD JOD KWD LYD OMR TND"));

    public bool IsKnown => _digits.ContainsKey(Code);

    /// <summary>The digits of its minor unit: 2 for the fen of CNY. Zero for an unknown one.</summary>
    public int MinorDigits => _digits.GetValueOrDefault(Code);

    public override string ToString() => Code;

    private static FrozenDictionary<string, int> Table(params ReadOnlySpan<(int Digits, string Codes)> rows)
    {
        var table = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (digits, codes) in rows)
        {
            foreach (var code in codes.Split(' '))
            {
                table.Add(code, digits);
            }
        }

        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

/// <summary>An amount of money.</summary>
public readonly record struct Money(decimal Amount, Currency Currency)
{
    /// <summary>Whether it can be paid: no fraction of the minor unit.</summary>
    public bool IsPayable => decimal.Round(Amount, Currency.MinorDigits) == Amount;

    public override string ToString() => $"{Currency} {Amount.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}
