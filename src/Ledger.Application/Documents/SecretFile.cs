// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Ethereum;

namespace Ledger.Application.Documents;

/// <summary>
/// The secrets of the documents, apart from the database: one JSON line each, <c>{"document","secret"}</c>, appended and
/// synced before the document's row is written. A torn last line belongs to no document and is cut off.
/// </summary>
internal sealed class SecretFile : IDisposable
{
    private readonly ConcurrentDictionary<Hash32, Hash32> _secrets = new();
    private readonly FileStream _file;
    private readonly Lock _gate = new();

    private SecretFile(FileStream file) => _file = file;

    /// <summary>Opens the file, or makes it where <paramref name="create"/> says so.</summary>
    public static SecretFile Open(string path, bool create)
    {
        var options = new FileStreamOptions
        {
            Mode = create ? FileMode.OpenOrCreate : FileMode.Open,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read,
        };
        if (create && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var secrets = new SecretFile(new FileStream(path, options));
        secrets.Load();
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

            _file.Seek(0, SeekOrigin.End);
            _file.Write([.. JsonSerializer.SerializeToUtf8Bytes(new Line(document, secret), LedgerJson.Options), (byte)'\n']);
            _file.Flush(flushToDisk: true);
        }
    }

    public void Dispose() => _file.Dispose();

    private void Load()
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        var whole = 0;
        for (var end = Array.IndexOf(bytes, (byte)'\n'); end >= 0; end = Array.IndexOf(bytes, (byte)'\n', whole))
        {
            var line = JsonSerializer.Deserialize<Line>(bytes.AsSpan(whole, end - whole), LedgerJson.Options)!;
            _secrets[line.Document] = line.Secret;
            whole = end + 1;
        }

        _file.SetLength(whole);
    }

    private sealed record Line(Hash32 Document, Hash32 Secret);
}
