// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Text.Json;
using Ledger.Application.Setup;
using Ledger.Application.Views;
using Ledger.Ethereum;
using Ledger.Store;

namespace Ledger.Application.Documents;

/// <summary>
/// The secrets of the documents, apart from the database: one JSON line each, <c>{"document","secret"}</c>, appended and
/// synced before the document's row is written. A torn last line belongs to no document and is cut off.
/// </summary>
internal sealed class SecretFile : IDisposable
{
    private readonly ConcurrentDictionary<Hash32, Hash32> _secrets = new();
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly WriterLease? _lease;
    private FileStream? _file;

    private SecretFile(string path, WriterLease? lease = null) => (_path, _lease) = (path, lease);

    /// <summary>The numbers of whole lines that are no secret, from 1.</summary>
    public IReadOnlyList<int> DamagedLines { get; private set; } = [];

    /// <summary>Opens the file, or makes it where <paramref name="create"/> says so.</summary>
    /// <param name="lease">The right to write here: who lost it writes no file anew.</param>
    /// <exception cref="InvalidDataException">A line that is not the last is damaged.</exception>
    public static SecretFile Open(string path, bool create, WriterLease? lease = null)
    {
        var secrets = new SecretFile(path, lease) { _file = new FileStream(path, Options(create ? FileMode.OpenOrCreate : FileMode.Open)) };
        var bytes = new byte[secrets._file.Length];
        secrets._file.ReadExactly(bytes);
        secrets._file.SetLength(secrets.Load(bytes));
        if (secrets.DamagedLines is [var line, ..])
        {
            secrets.Dispose();
            throw new InvalidDataException($"Line {line} of {path} is damaged: restore the file from your copy of the secrets.");
        }

        return secrets;
    }

    /// <summary>Reads the file as it is now and changes nothing, while a host may be using it; empty where there is none.</summary>
    public static SecretFile Read(string path)
    {
        var secrets = new SecretFile(path);
        if (File.Exists(path))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            secrets.Load(bytes);
        }

        return secrets;
    }

    public Hash32? Find(Hash32 document) => _secrets.TryGetValue(document, out var secret) ? secret : null;

    /// <summary>Keeps a document's secret durably.</summary>
    public void Keep(Hash32 document, Hash32 secret)
    {
        lock (_gate)
        {
            if (!_secrets.TryAdd(document, secret))
            {
                return;
            }

            var file = Writable();
            file.Seek(0, SeekOrigin.End);
            file.Write(Encode(document, secret));
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>Destroys a secret: the file is written anew without it, and the old one is overwritten before it is let go.</summary>
    /// <remarks>A file system or disk that keeps old versions of its own is beyond what a program can reach.</remarks>
    public void Destroy(Hash32 document)
    {
        lock (_gate)
        {
            if (!_secrets.TryRemove(document, out _))
            {
                return;
            }

            var beside = _path + ".new";
            File.Delete(beside);
            var fresh = new FileStream(beside, Options(FileMode.CreateNew));
            foreach (var (kept, secret) in _secrets.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal))
            {
                fresh.Write(Encode(kept, secret));
            }

            fresh.Flush(flushToDisk: true);
            if (_lease is { IsHeld: false })
            {
                fresh.Dispose();
                throw new StoreFault(StoreFaultKind.Fenced, $"Another host has become the writer of {_path}: nothing more is written here.");
            }

            File.Move(beside, _path, overwrite: true);
            var old = Writable();
            _file = fresh;
            old.Position = 0;
            old.Write(new byte[old.Length]);
            old.Flush(flushToDisk: true);
            old.Dispose();
        }
    }

    public void Dispose() => _file?.Dispose();

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.Read | FileShare.Delete };
        if (mode is not FileMode.Open && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private static byte[] Encode(Hash32 document, Hash32 secret) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(new Line(document, secret), LedgerJson.Options), (byte)'\n'];

    private FileStream Writable() => _file ?? throw new InvalidOperationException("The secrets were opened for reading only.");

    /// <summary>Takes the whole lines in; where they end.</summary>
    private int Load(byte[] bytes)
    {
        List<int> damaged = [];
        var whole = 0;
        var number = 1;
        for (var end = Array.IndexOf(bytes, (byte)'\n'); end >= 0; end = Array.IndexOf(bytes, (byte)'\n', whole), number++)
        {
            if (Parse(bytes.AsSpan(whole, end - whole)) is { } line)
            {
                _secrets[line.Document] = line.Secret;
            }
            else
            {
                damaged.Add(number);
            }

            whole = end + 1;
        }

        DamagedLines = damaged;
        return whole;
    }

    private static Line? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(line, LedgerJson.Options);
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException)
        {
            return null;
        }
    }

    private sealed record Line(Hash32 Document, Hash32 Secret);
}
