// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Application.Proposing;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

/// <summary>The answer to many reports, sent line by line as they become durable, and kept in small for a replay.</summary>
/// <remarks>
/// Many clients read no answer before their body is sent. So an answer that nobody reads is not waited for: what follows is
/// held as ids alone, and sent out of the journal once the body is at its end.
/// </remarks>
internal sealed class BatchAnswer(HttpContext http, UsageIntake intake) : IDisposable
{
    private const int Page = 256;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    private KeptLines? _kept;
    private readonly ArrayBufferWriter<byte> _line = new();
    private Utf8JsonWriter? _json;
    private Task _flushed = Task.CompletedTask;
    private int _sent;
    private bool _isUnread;

    /// <summary>How many lines it has.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a line of it is the ledger's own trouble, which may be over when the same is sent again.</summary>
    public bool IsFaulty { get; private set; }

    /// <summary>Adds a line, and sends it.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isKept">Whether it is kept already, with all of the answer.</param>
    public void Add(BatchLine line, bool isKept = false)
    {
        IsFaulty |= line.IsFaulty;
        Count++;
        var json = Json(line);
        if (!isKept)
        {
            Keep(line, json, _kept ??= new KeptLines());
        }

        Send(json);
    }

    /// <summary>All of an answer that has these lines alone, as it is kept.</summary>
    public StoredAnswer Keep(IEnumerable<BatchLine> lines)
    {
        using var kept = new KeptLines();
        foreach (var line in lines)
        {
            Keep(line, line.IsPlain ? [] : Json(line), kept);
        }

        return kept.End();
    }

    /// <summary>Lets what was added go out; waits for the reader a moment at most.</summary>
    public async Task FlushAsync(CancellationToken cancel)
    {
        if (_isUnread || _sent == 0)
        {
            return;
        }

        _flushed = http.Response.BodyWriter.FlushAsync(cancel).AsTask();
        try
        {
            await _flushed.WaitAsync(_patience, cancel);
        }
        catch (TimeoutException)
        {
            _isUnread = true;
        }
    }

    /// <summary>What a replay needs; nothing can be added any more.</summary>
    public StoredAnswer Keep() => (_kept ??= new KeptLines()).End();

    /// <summary>Sends what is left of a kept answer.</summary>
    public async Task EndAsync(ReadOnlyMemory<byte> kept, CancellationToken cancel)
    {
#pragma warning disable VSTHRD003 // it was begun here, and waits for the client alone
        await _flushed;
#pragma warning restore VSTHRD003
        _isUnread = false;
        if (_sent > 0 && _sent == Count)
        {
            return;
        }

        foreach (var page in KeptLines.Read(kept).Skip(_sent).Chunk(Page))
        {
            var found = await intake.FindAsync([.. page.Where(line => line.Taken is not null).Select(line => line.Taken!.Value)], cancel);
            var next = 0;
            foreach (var line in page)
            {
                if (line.Taken is not null)
                {
                    Write(found[next++]);
                }

                Send(line.Json ?? _line.WrittenSpan);
            }

            await http.Response.BodyWriter.FlushAsync(cancel);
        }
    }

    public void Dispose()
    {
        _kept?.Dispose();
        _json?.Dispose();
    }

    private static void Keep(BatchLine line, ReadOnlySpan<byte> json, KeptLines kept)
    {
        if (line.IsPlain)
        {
            kept.Add(line.Taken!.Id);
        }
        else
        {
            kept.Add(json, line.Taken?.Id);
        }
    }

    /// <summary>The line's bytes, until the next one's.</summary>
    private ReadOnlySpan<byte> Json(BatchLine line)
    {
        if (line.Taken is not { } taken)
        {
            return JsonSerializer.SerializeToUtf8Bytes(line.Problem, LedgerJson.Options);
        }

        Write(taken);
        return _line.WrittenSpan;
    }

    private void Write(TakenReport taken)
    {
        _line.ResetWrittenCount();
        _json ??= new Utf8JsonWriter(_line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _json.Reset(_line);
        intake.Write(_json, taken);
        _json.Flush();
    }

    private void Send(ReadOnlySpan<byte> line)
    {
        if (_isUnread)
        {
            return;
        }

        if (!http.Response.HasStarted && _sent == 0)
        {
            Answer.Head(http, StatusCodes.Status200OK, Answer.Ndjson);
        }

        var to = http.Response.BodyWriter;
        to.Write(line);
        to.Write("\n"u8);
        _sent++;
    }
}
