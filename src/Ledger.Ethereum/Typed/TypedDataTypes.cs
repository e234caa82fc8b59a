// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;

namespace Ledger.Ethereum.Typed;

/// <summary>The <c>types</c> of typed data: each struct's fields, its type string and type hash.</summary>
internal sealed class TypedDataTypes
{
    // Typed data comes from strangers; no honest one comes near these.
    private const int MaxStructs = 64;
    private const int MaxTypeLength = 128;

    private readonly Dictionary<string, List<TypedField>> _structs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Hash32> _hashes = new(StringComparer.Ordinal);

    public static TypedDataTypes Parse(JsonElement json, string pointer)
    {
        var given = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        StrictJson.ReadObject(json, pointer, given);
        if (given.Count > MaxStructs)
        {
            throw StrictJson.Wrong(pointer, $"has more than {MaxStructs} types");
        }

        var types = new TypedDataTypes();
        foreach (var (name, fields) in given)
        {
            var at = StrictJson.Pointer(pointer, name);
            if (!SolidityType.IsIdentifier(name) || SolidityType.IsAtomic(name))
            {
                throw StrictJson.Wrong(at, "cannot name a struct");
            }

            types._structs.Add(name, ReadFields(fields, at));
        }

        types.RequireKnown(pointer);
        return types;
    }

    public bool IsStruct(string name) => _structs.ContainsKey(name);

    public void Add(string name, List<TypedField> fields) => _structs.Add(name, fields);

    public IReadOnlyList<TypedField> Fields(string name) => _structs[name];

    /// <summary>EIP-712's encodeType: the struct, then those that it reaches, by name.</summary>
    public string TypeString(string name)
    {
        var reached = new SortedSet<string>(StringComparer.Ordinal);
        Reach(name, reached);
        _ = reached.Remove(name);
        var text = new StringBuilder();
        foreach (var part in reached.Prepend(name))
        {
            text.Append(part).Append('(').AppendJoin(',', Fields(part).Select(field => $"{field.Type} {field.Name}")).Append(')');
        }

        return text.ToString();
    }

    public Hash32 TypeHash(string name)
    {
        if (!_hashes.TryGetValue(name, out var hash))
        {
            hash = Keccak256.Hash(Encoding.UTF8.GetBytes(TypeString(name)));
            _hashes.Add(name, hash);
        }

        return hash;
    }

    private static List<TypedField> ReadFields(JsonElement fields, string pointer)
    {
        if (fields.ValueKind != JsonValueKind.Array)
        {
            throw StrictJson.Wrong(pointer, "is not an array");
        }

        var read = new List<TypedField>();
        foreach (var field in fields.EnumerateArray())
        {
            var at = $"{pointer}/{read.Count}";
            var parts = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
            StrictJson.ReadObject(field, at, parts);
            if (parts.Count != 2 || !parts.TryGetValue("name", out var name) || !parts.TryGetValue("type", out var type))
            {
                throw StrictJson.Wrong(at, "is not {name, type}");
            }

            var said = new TypedField(StrictJson.Text(name, $"{at}/name"), StrictJson.Text(type, $"{at}/type"));
            if (!SolidityType.IsIdentifier(said.Name) || read.Exists(other => string.Equals(other.Name, said.Name, StringComparison.Ordinal)))
            {
                throw StrictJson.Wrong($"{at}/name", "is no identifier, or stands twice");
            }

            read.Add(said);
        }

        return read;
    }

    private void RequireKnown(string pointer)
    {
        foreach (var (name, fields) in _structs)
        {
            for (var i = 0; i < fields.Count; i++)
            {
                var element = fields[i].Type.Length <= MaxTypeLength ? SolidityType.InnermostElement(fields[i].Type) : null;
                if (element is null || (!SolidityType.IsAtomic(element) && !IsStruct(element)))
                {
                    throw StrictJson.Wrong($"{StrictJson.Pointer(pointer, name)}/{i}/type", "is not a type");
                }
            }
        }
    }

    private void Reach(string name, SortedSet<string> reached)
    {
        if (!reached.Add(name))
        {
            return;
        }

        foreach (var field in Fields(name))
        {
            var element = SolidityType.InnermostElement(field.Type)!;
            if (IsStruct(element))
            {
                Reach(element, reached);
            }
        }
    }
}
