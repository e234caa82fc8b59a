// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Serialization;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Application.Views;

/// <summary>The fields of a <c>UsageLine</c> but its salt: what every view of a line says.</summary>
public abstract record UsageLineFields
{
    [JsonRequired]
    public string Product { get; init; } = "";

    /// <summary>What was done: 0 manufacture, 1 sale, 2 import, 3 export, 4 use, 5 stream.</summary>
    [JsonRequired]
    public byte Act { get; init; }

    [JsonRequired]
    public string MadeIn { get; init; } = "";

    [JsonRequired]
    public string SoldIn { get; init; } = "";

    [JsonRequired]
    public UInt256 Quantity { get; init; }

    /// <summary>In minor units of the currency.</summary>
    [JsonRequired]
    public UInt256 NetValue { get; init; }

    [JsonRequired]
    public string Currency { get; init; } = "";

    [JsonRequired]
    public string Serials { get; init; } = "";

    [JsonRequired]
    public string Batch { get; init; } = "";

    /// <summary>When, UTC seconds; zero for some time in the period.</summary>
    [JsonRequired]
    public ulong Time { get; init; }
}

internal static class UsageLineFieldsExtensions
{
    /// <summary>The view with what the line says.</summary>
    public static TView With<TView>(this TView view, UsageLine line)
        where TView : UsageLineFields => view with
        {
            Product = line.Product,
            Act = (byte)line.Act,
            MadeIn = line.MadeIn,
            SoldIn = line.SoldIn,
            Quantity = line.Quantity,
            NetValue = line.NetValue,
            Currency = line.Currency,
            Serials = line.Serials,
            Batch = line.Batch,
            Time = line.Time,
        };
}
