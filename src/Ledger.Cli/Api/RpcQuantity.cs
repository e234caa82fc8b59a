// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;

namespace Ledger.Cli.Api;

/// <summary>Numbers as JSON-RPC writes them: 0x and hexadecimal digits without leading zeros (QUANTITY, execution-apis).</summary>
internal static class RpcQuantity
{
    public static string Write(ulong number) => string.Create(CultureInfo.InvariantCulture, $"0x{number:x}");

    public static ulong Read(JsonElement quantity) => ulong.Parse(quantity.GetString().AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
