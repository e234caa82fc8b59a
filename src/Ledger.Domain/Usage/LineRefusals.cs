// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Domain.Usage;

/// <summary>A line has a net value and no currency.</summary>
public sealed record CurrencyMissing(int Line) : UsageRefusal
{
    public override string Code => "currency-missing";

    public override IReadOnlyDictionary<string, string> Args => Named(("line", Line));
}

/// <summary>No currency of ISO 4217 has this code.</summary>
public sealed record CurrencyUnknown(string Currency) : UsageRefusal
{
    public override string Code => "currency-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("currency", Currency));
}

/// <summary>A report is in one currency: that of its lines.</summary>
public sealed record CurrencyMixed(string Currency, string Found) : UsageRefusal
{
    public override string Code => "currency-mixed";

    public override IReadOnlyDictionary<string, string> Args => Named(("currency", Currency), ("found", Found));
}

/// <summary>The lines' net values do not add up to the report's total.</summary>
public sealed record ValueTotalMismatch(UInt256 TotalNetValue, string Computed) : UsageRefusal
{
    public override string Code => "value-total-mismatch";

    public override IReadOnlyDictionary<string, string> Args => Named(("totalNetValue", TotalNetValue), ("computed", Computed));
}

/// <summary>The license's royalty is a part of the price, and a line says no net value.</summary>
public sealed record NetValueMissing(int Line) : UsageRefusal
{
    public override string Code => "net-value-missing";

    public override IReadOnlyDictionary<string, string> Args => Named(("line", Line));
}

/// <summary>Serial numbers are listed as A0001..A0500,B7, each once.</summary>
public sealed record SerialsInvalid(int Line) : UsageRefusal
{
    public override string Code => "serials-invalid";

    public override IReadOnlyDictionary<string, string> Args => Named(("line", Line));
}

/// <summary>A line names as many serial numbers as pieces, or none.</summary>
public sealed record SerialsMiscounted(int Line, UInt256 Quantity, string Count) : UsageRefusal
{
    public override string Code => "serials-miscounted";

    public override IReadOnlyDictionary<string, string> Args => Named(("line", Line), ("quantity", Quantity), ("count", Count));
}

/// <summary>A line's time lies in the report's period.</summary>
public sealed record LineTimeOutside(int Line, ulong Time) : UsageRefusal
{
    public override string Code => "line-time-outside";

    public override IReadOnlyDictionary<string, string> Args => Named(("line", Line), ("time", Time));
}
