// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Ledger.Ethereum.Typed;

/// <summary>Typed data of any types, as <c>eth_signTypedData_v4</c> takes it: for a signer who was handed it by another.</summary>
/// <remarks>
/// Strict, for what is shown must be what is signed: a field that is missing, given twice or not of its type, or one that no
/// type names, is refused. Structs within structs and arrays of every kind are taken.
/// </remarks>
public sealed class TypedData
{
    private const string DomainType = "EIP712Domain";

    private TypedData(string primaryType, Eip712Domain? domain, Hash32 separator, Hash32 structHash)
    {
        PrimaryType = primaryType;
        Domain = domain;
        StructHash = structHash;
        Digest = Eip712.Digest(separator, structHash);
    }

    /// <summary>The type of the message.</summary>
    public string PrimaryType { get; }

    /// <summary>The domain, where it is one of name, version, chainId and verifyingContract; else null.</summary>
    public Eip712Domain? Domain { get; }

    /// <summary>hashStruct of the message: an act's id.</summary>
    public Hash32 StructHash { get; }

    /// <summary>What a key signs.</summary>
    public Hash32 Digest { get; }

    /// <summary>Reads <c>{domain, types, primaryType, message}</c>.</summary>
    /// <param name="json">The object.</param>
    /// <param name="typedData">The typed data, if it is sound.</param>
    /// <param name="error">Otherwise a sentence that begins with the JSON pointer of what is wrong.</param>
    public static bool TryParse(JsonElement json, [NotNullWhen(true)] out TypedData? typedData, out string error)
    {
        try
        {
            (typedData, error) = (Parse(json), "");
            return true;
        }
        catch (FormatException wrong)
        {
            (typedData, error) = (null, wrong.Message);
            return false;
        }
    }

    private static TypedData Parse(JsonElement json)
    {
        var parts = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        StrictJson.ReadObject(json, "", parts);
        var domain = Take(parts, "domain");
        var message = Take(parts, "message");
        var primaryType = StrictJson.Text(Take(parts, "primaryType"), "/primaryType");
        var types = TypedDataTypes.Parse(Take(parts, "types"), "/types");
        foreach (var name in parts.Keys)
        {
            throw StrictJson.Wrong(StrictJson.Pointer("", name), "is no part of typed data");
        }

        if (!types.IsStruct(primaryType))
        {
            throw StrictJson.Wrong("/primaryType", "names none of the types");
        }

        if (!types.IsStruct(DomainType))
        {
            types.Add(DomainType, DomainFields(domain));
        }

        var encoder = new TypedDataEncoder(types);
        return new TypedData(
            primaryType,
            ToDomain(domain),
            encoder.HashStruct(DomainType, domain, "/domain", 0),
            encoder.HashStruct(primaryType, message, "/message", 0));
    }

    private static JsonElement Take(Dictionary<string, JsonElement> parts, string name) =>
        parts.Remove(name, out var value) ? value : throw StrictJson.Wrong($"/{name}", "is missing");

    /// <summary>The domain's type where only its values are given, as ethers writes it: the fields there are, in EIP-712's order.</summary>
    private static List<TypedField> DomainFields(JsonElement domain)
    {
        var given = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        StrictJson.ReadObject(domain, "/domain", given);
        List<TypedField> known =
        [
            new("name", "string"), new("version", "string"), new("chainId", "uint256"), new("verifyingContract", "address"), new("salt", "bytes32"),
        ];
        return known.FindAll(field => given.ContainsKey(field.Name));
    }

    private static Eip712Domain? ToDomain(JsonElement domain)
    {
        try
        {
            var fields = TypedDataJson.ReadMessage<Eip712Domain.Fields>(domain, "/domain");
            return new Eip712Domain(fields.Name, fields.Version, fields.ChainId, fields.VerifyingContract);
        }
        catch (FormatException)
        {
            return null; // a domain of another shape; the encoder judges it
        }
    }
}
