// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Ledger.Ethereum.Typed;

/// <summary>A field as EIP-712 and the ABI name it.</summary>
/// <param name="Name">The Solidity name.</param>
/// <param name="Type">The Solidity type: <c>bytes32</c>, <c>uint64</c>, <c>bytes32[]</c> and so on.</param>
public readonly record struct TypedField(string Name, string Type)
{
    /// <summary>Whether the ABI puts the value behind an offset.</summary>
    internal bool IsDynamic => Type is "string" or "bytes32[]";
}

/// <summary>What follows from the declaration of <typeparamref name="T"/> alone, found once.</summary>
internal static class TypedShape<T>
    where T : ITypedStruct<T>
{
    public static readonly IReadOnlyList<TypedField> Fields = Record();

    public static readonly string TypeString = $"{T.TypeName}({string.Join(',', Fields.Select(field => $"{field.Type} {field.Name}"))})";

    public static readonly Hash32 TypeHash = Keccak256.Hash(Encoding.UTF8.GetBytes(TypeString));

    public static readonly bool IsDynamic = Fields.Any(field => field.IsDynamic);

    private static List<TypedField> Record()
    {
        var recorder = new FieldRecorder([]);
        _ = T.Read(ref recorder);
        return recorder.Fields;
    }

    /// <summary>Answers every question with nothing and remembers what was asked.</summary>
    private readonly struct FieldRecorder(List<TypedField> fields) : IFieldReader
    {
        public List<TypedField> Fields => fields;

        public Hash32 Bytes32(string name) => Note<Hash32>(name, "bytes32");

        public Address Address(string name) => Note<Address>(name, "address");

        public bool Bool(string name) => Note<bool>(name, "bool");

        public byte Uint8(string name) => Note<byte>(name, "uint8");

        public ushort Uint16(string name) => Note<ushort>(name, "uint16");

        public uint Uint32(string name) => Note<uint>(name, "uint32");

        public ulong Uint64(string name) => Note<ulong>(name, "uint64");

        public UInt256 Uint256(string name) => Note<UInt256>(name, "uint256");

        public string Text(string name) => Note<string>(name, "string") ?? "";

        public Hash32[] Bytes32Array(string name) => Note<Hash32[]>(name, "bytes32[]") ?? [];

        private TValue? Note<TValue>(string name, string type)
        {
            fields.Add(new TypedField(name, type));
            return default;
        }
    }
}
