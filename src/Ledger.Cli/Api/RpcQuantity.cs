// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;

namespace Ledger.Cli.Api;

/// <summary>Numbers as JSON-RPC writes them: 0x and hexadecimal digits without leading zeros (QUANTITY, execution-apis).</summary>
internal static class RpcQuantity
{
    public static string Write(ulong number) => string.Create(CultureInfo.InvariantCulture, $"0x{number:x}");

    /// <exception cref="CliFailure">Fault: the node answers with something else.</exception>
    public static ulong Read(JsonElement quantity) =>
        quantity.ValueKind is JsonValueKind.String && quantity.GetString() is ['0', 'x', .. var digits]
        && ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new CliFailure(ExitCode.Fault, "fault.node", ("answer", quantity.ToString()));
}
