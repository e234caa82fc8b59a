// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Domain.Usage;
using Ledger.Ethereum.Typed;

namespace Ledger.Evidence.Usage;

/// <summary>Records of any kind as EIP-712 messages.</summary>
public static class RecordMessages
{
    /// <summary>Reads a record of a kind.</summary>
    /// <param name="pointer">Where the message stands, for what is said of a wrong one.</param>
    /// <exception cref="FormatException">The message is not of that kind; the text names the place.</exception>
    public static IUsageRecord Read(RecordKind kind, JsonElement message, string pointer = "") => kind.Accept(new Reader(message, pointer));

    /// <summary>Reads the text of a message of a kind.</summary>
    /// <exception cref="FormatException">The message is not of that kind; the text names the place.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static IUsageRecord Read(RecordKind kind, ReadOnlyMemory<byte> utf8) => kind.Accept(new TextReader(utf8));

    /// <summary>Writes the record's message.</summary>
    public static void Write(Utf8JsonWriter json, IUsageRecord record) => record.Accept(new Writer(json));

    private sealed class Reader(JsonElement message, string pointer) : IRecordTypeVisitor<IUsageRecord>
    {
        public IUsageRecord Visit<TRecord>()
            where TRecord : IUsageRecord, ITypedStruct<TRecord> => TypedDataJson.ReadMessage<TRecord>(message, pointer);
    }

    private sealed class TextReader(ReadOnlyMemory<byte> utf8) : IRecordTypeVisitor<IUsageRecord>
    {
        public IUsageRecord Visit<TRecord>()
            where TRecord : IUsageRecord, ITypedStruct<TRecord> => TypedDataJson.ReadMessage<TRecord>(utf8.Span);
    }

    private sealed class Writer(Utf8JsonWriter json) : IRecordVisitor<bool>
    {
        public bool Visit<TRecord>(TRecord record)
            where TRecord : IUsageRecord, ITypedStruct<TRecord>
        {
            TypedDataJson.WriteMessage(json, record);
            return true;
        }
    }
}
