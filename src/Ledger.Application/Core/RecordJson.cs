// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Domain.Usage;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Usage;

namespace Ledger.Application.Core;

/// <summary>Records of any kind as the JSON of <c>eth_signTypedData_v4</c>, and back.</summary>
internal static class RecordJson
{
    /// <summary>Reads a record of a kind.</summary>
    /// <exception cref="FormatException">The message is not of that kind; the text names the place.</exception>
    public static IUsageRecord Read(RecordKind kind, JsonElement message) => RecordMessages.Read(kind, message);

    /// <summary>Reads what the store keeps of a record.</summary>
    public static IUsageRecord Read(RecordKind kind, ReadOnlyMemory<byte> body) => RecordMessages.Read(kind, body);

    public static byte[] Message(IUsageRecord record) => record.Accept(new MessageWriter());

    public static JsonElement TypedData(Eip712Domain domain, IUsageRecord record) => record.Accept(new TypedDataWriter(domain));

    /// <summary>The fields of a kind of record, by name and Solidity type.</summary>
    public static IReadOnlyList<TypedField> Fields(RecordKind kind) => kind.Accept(new FieldLister());

    private sealed class MessageWriter : IRecordVisitor<byte[]>
    {
        public byte[] Visit<TRecord>(TRecord record)
            where TRecord : IUsageRecord, ITypedStruct<TRecord> => ActJson.Message(record);
    }

    private sealed class TypedDataWriter(Eip712Domain domain) : IRecordVisitor<JsonElement>
    {
        public JsonElement Visit<TRecord>(TRecord record)
            where TRecord : IUsageRecord, ITypedStruct<TRecord> => ActJson.TypedData(domain, record);
    }

    private sealed class FieldLister : IRecordTypeVisitor<IReadOnlyList<TypedField>>
    {
        public IReadOnlyList<TypedField> Visit<TRecord>()
            where TRecord : IUsageRecord, ITypedStruct<TRecord> => Eip712.Fields<TRecord>();
    }
}
