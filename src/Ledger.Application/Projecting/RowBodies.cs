// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text.Json;
using Ledger.Application.Views;

namespace Ledger.Application.Projecting;

/// <summary>The bytes of the rows that one block folds to, on loan from the pool until the block is in the store: while catching up they would be a third of all that is allocated.</summary>
internal sealed class RowBodies : IDisposable
{
    private const int Usual = 512; // bytes of a row
    private const int Largest = 1 << 18;

    private readonly List<byte[]> _chunks = [];
    private readonly int _chunk;
    private readonly ArrayBufferWriter<byte> _row = new(Usual);
    private readonly Utf8JsonWriter _json;
    private int _used;

    /// <param name="rows">How many rows to make room for at first.</param>
    public RowBodies(int rows)
    {
        _chunk = Math.Clamp(rows, 1, Largest / Usual) * Usual;
        _json = new Utf8JsonWriter(_row, new JsonWriterOptions { Encoder = LedgerJson.Options.Encoder });
    }

    /// <summary>Writes a row; its bytes hold until the loan ends.</summary>
    public ReadOnlyMemory<byte> Write(object folded)
    {
        _row.ResetWrittenCount();
        _json.Reset();
        JsonSerializer.Serialize(_json, folded, folded.GetType(), LedgerJson.Options);
        var bytes = Room(_row.WrittenCount);
        _row.WrittenSpan.CopyTo(bytes.Span);
        return bytes;
    }

    /// <summary>Ends the loan.</summary>
    public void Dispose()
    {
        _json.Dispose();
        foreach (var chunk in _chunks)
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        _chunks.Clear();
    }

    private Memory<byte> Room(int size)
    {
        if (_chunks.Count == 0 || _chunks[^1].Length - _used < size)
        {
            _chunks.Add(ArrayPool<byte>.Shared.Rent(Math.Max(_chunk, size)));
            _used = 0;
        }

        _used += size;
        return _chunks[^1].AsMemory(_used - size, size);
    }
}
