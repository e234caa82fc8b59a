// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text.Json;
using Ledger.Domain.Acts;
using Ledger.Ethereum.Typed;

namespace Ledger.Application.Core;

/// <summary>Typed structs as the JSON of <c>eth_signTypedData_v4</c>, and back.</summary>
internal static class ActJson
{
    /// <summary><c>{domain, types, primaryType, message}</c>.</summary>
    public static JsonElement TypedData<T>(Eip712Domain domain, T value)
        where T : ITypedStruct<T>
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            TypedDataJson.Write(writer, domain, value);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    public static JsonElement TypedData(Eip712Domain domain, IAct act) => act.Accept(new TypedDataWriter(domain));

    /// <summary>The fields alone, as bytes: what the store keeps of an act or record.</summary>
    public static byte[] Message<T>(T value)
        where T : ITypedStruct<T>
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            TypedDataJson.WriteMessage(writer, value);
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] Message(IAct act) => act.Accept(new MessageWriter());

    /// <summary>Reads an act of a kind.</summary>
    /// <exception cref="FormatException">The message is not of that kind; the text names the place.</exception>
    public static IAct ReadAct(ActKind kind, JsonElement message) => kind.Accept(new ActReader(message));

    public static T Read<T>(ReadOnlySpan<byte> message)
        where T : ITypedStruct<T> => TypedDataJson.ReadMessage<T>(message);

    /// <summary>The fields of a kind of act, by name and Solidity type.</summary>
    public static IReadOnlyList<TypedField> Fields(ActKind kind) => kind.Accept(new FieldLister());

    private sealed class TypedDataWriter(Eip712Domain domain) : IActVisitor<JsonElement>
    {
        public JsonElement Visit<TAct>(TAct act)
            where TAct : IAct, ITypedStruct<TAct> => TypedData(domain, act);
    }

    private sealed class MessageWriter : IActVisitor<byte[]>
    {
        public byte[] Visit<TAct>(TAct act)
            where TAct : IAct, ITypedStruct<TAct> => Message(act);
    }

    private sealed class ActReader(JsonElement message) : IActTypeVisitor<IAct>
    {
        public IAct Visit<TAct>()
            where TAct : IAct, ITypedStruct<TAct> => TypedDataJson.ReadMessage<TAct>(message);
    }

    private sealed class FieldLister : IActTypeVisitor<IReadOnlyList<TypedField>>
    {
        public IReadOnlyList<TypedField> Visit<TAct>()
            where TAct : IAct, ITypedStruct<TAct> => Eip712.Fields<TAct>();
    }
}
