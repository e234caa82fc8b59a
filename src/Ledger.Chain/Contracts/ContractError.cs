// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Typed;

namespace Ledger.Chain.Contracts;

/// <summary>A typed error that one of the contracts reverted with: its name, and its arguments as the API writes values.</summary>
public sealed partial record ContractError(string Name, IReadOnlyDictionary<string, string> Args)
{
    private const int SelectorSize = 4;

    /// <summary>Every name that the contracts know.</summary>
    public static IEnumerable<string> Names => Shapes.Values.Select(shape => shape.Name);

    /// <summary>Reads the data of a revert; false when it is none of the contracts' typed errors.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> revert, [NotNullWhen(true)] out ContractError? error)
    {
        error = null;
        if (revert.Length < SelectorSize || !Shapes.TryGetValue(BinaryPrimitives.ReadUInt32BigEndian(revert), out var shape))
        {
            return false;
        }

        try
        {
            var from = new AbiReader(revert[SelectorSize..]);
            var args = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, type) in shape.Fields)
            {
                args.Add(name, Read(ref from, name, type));
            }

            from.End();
            error = new(shape.Name, args);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string Read(ref AbiReader from, string name, string type) => type switch
    {
        "bytes32" => from.Bytes32(name).ToString(),
        "address" => from.Address(name).ToString(),
        "bool" => from.Bool(name) ? "true" : "false",
        "uint8" => from.Uint8(name).ToString(CultureInfo.InvariantCulture),
        "uint16" => from.Uint16(name).ToString(CultureInfo.InvariantCulture),
        "uint32" => from.Uint32(name).ToString(CultureInfo.InvariantCulture),
        "uint64" => from.Uint64(name).ToString(CultureInfo.InvariantCulture),
        "uint256" => from.Uint256(name).ToString(),
        _ => throw new FormatException($"{name}: {type} does not stand in an error."),
    };

    private sealed record Shape(string Name, TypedField[] Fields);
}
