// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Ethereum;
using Ledger.Store;
using Ledger.Store.Documents;

namespace Ledger.Application.Documents;

/// <summary>Documents at rest: AES-256-GCM under a key made of the document's secret, which lies apart from the database.</summary>
/// <remarks>Ciphertext = nonce (12) ‖ tag (16) ‖ sealed bytes; the document's root is the associated data.</remarks>
internal sealed class DocumentVault(SecretFile secrets) : IDisposable
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly ConcurrentDictionary<Hash32, byte[]> _opened = new();

    /// <summary>32 random bytes: a salt, or a document's secret.</summary>
    public static Hash32 Random()
    {
        Span<byte> bytes = stackalloc byte[Hash32.Size];
        RandomNumberGenerator.Fill(bytes);
        return new Hash32(bytes);
    }

    /// <summary>Keeps the secret durably and gives the row that the caller writes in its own transaction.</summary>
    public DocumentRow Seal(SaltedDocument document, Hash32? pool, Hash32? party, ulong now)
    {
        secrets.Keep(document.Root, document.Secret);
        var secret = secrets.Find(document.Root) ?? document.Secret; // a public list may have been sealed before
        var sealedBytes = new byte[NonceSize + TagSize + document.Content.Length];
        var nonce = sealedBytes.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(KeyOf(secret), TagSize);
        cipher.Encrypt(
            nonce,
            document.Content.Span,
            sealedBytes.AsSpan(NonceSize + TagSize),
            sealedBytes.AsSpan(NonceSize, TagSize),
            Hash32.Bytes(document.Root));
        return new DocumentRow(document.Root, document.Kind, pool, party, sealedBytes, checked((long)now));
    }

    /// <summary>The content of the document with that root; null where it is not held, or its secret is gone.</summary>
    public T? Open<T>(IStoreReader reader, Hash32 root)
        where T : class
    {
        if (root.IsZero)
        {
            return null;
        }

        if (!_opened.TryGetValue(root, out var content))
        {
            content = reader.Documents.Find(root) is { } row ? Content(row) : null;
        }

        return content is null ? null : JsonSerializer.Deserialize<T>(content, LedgerJson.Options);
    }

    /// <summary>The content of a kept document; null where it was erased, or its secret is gone.</summary>
    public byte[]? Content(DocumentRow row)
    {
        if (row.Ciphertext is not { } ciphertext || secrets.Find(row.Id) is not { } secret)
        {
            return null;
        }

        var content = _opened.GetOrAdd(row.Id, _ => Unseal(row.Id, secret, ciphertext));
        if (secrets.Find(row.Id) is null)
        {
            _opened.TryRemove(row.Id, out _); // it was forgotten meanwhile
        }

        return content;
    }

    /// <summary>Destroys a document's secret, and what was opened with it.</summary>
    public void Forget(Hash32 root)
    {
        secrets.Destroy(root);
        _opened.TryRemove(root, out _);
    }

    /// <summary>The secret of a document, for whoever discloses it; null where it is not held.</summary>
    public Hash32? SecretOf(Hash32 root) => secrets.Find(root);

    public void Dispose() => secrets.Dispose();

    /// <summary>Opens what <see cref="Seal"/> sealed.</summary>
    /// <exception cref="CryptographicException">It was changed, or the secret is another document's.</exception>
    internal static byte[] Unseal(Hash32 root, Hash32 secret, ReadOnlySpan<byte> ciphertext)
    {
        var content = new byte[ciphertext.Length - NonceSize - TagSize];
        using var cipher = new AesGcm(KeyOf(secret), TagSize);
        cipher.Decrypt(
            ciphertext[..NonceSize],
            ciphertext[(NonceSize + TagSize)..],
            ciphertext.Slice(NonceSize, TagSize),
            content,
            Hash32.Bytes(in root));
        return content;
    }

    private static byte[] KeyOf(Hash32 secret) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret.ToArray(), 32, info: "ledger document"u8.ToArray());
}

/// <summary>A document with its secret and the salted root that an act or record commits to.</summary>
/// <param name="Kind">Its schema, such as <c>license-terms</c>.</param>
/// <param name="Content">JSON.</param>
internal sealed record SaltedDocument(string Kind, Hash32 Root, Hash32 Secret, ReadOnlyMemory<byte> Content);
