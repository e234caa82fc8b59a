// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Ethereum.Transactions;

namespace Ledger.Ethereum.Tests.Transactions;

/// <summary>The fields of transactions as the vectors write them.</summary>
internal static class TransactionVectors
{
    /// <summary>A number too large for JSON, in decimal digits.</summary>
    public static UInt256 Decimal(this JsonElement vector, string name) =>
        UInt256.TryParse(vector.Text(name), out var value) ? value : throw new FormatException(name);

    public static Address? To(this JsonElement vector) => vector.GetProperty("to").GetString() is { } to ? Address.Parse(to) : null;

    public static AccessListEntry[] AccessList(this JsonElement vector) =>
    [
        .. vector.GetProperty("accessList").EnumerateArray().Select(entry => new AccessListEntry(
            Address.Parse(entry.Text("address")),
            [.. entry.GetProperty("storageKeys").EnumerateArray().Select(key => Hash32.Parse(key.GetString()!))])),
    ];
}
