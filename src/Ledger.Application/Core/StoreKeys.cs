// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Ethereum;

namespace Ledger.Application.Core;

/// <summary>The keys under which the store files what concerns a subject.</summary>
internal static class StoreKeys
{
    /// <summary>keccak-256 of the subject's stable text: subjects of different kinds never share a key.</summary>
    public static Hash32 Of(Subject subject)
    {
        Span<byte> text = stackalloc byte[Subject.MaxKeySize];
        return Keccak256.Hash(text[..subject.WriteKey(text)]);
    }

    /// <summary>The keys under which an event is found: its subjects' in their order, and its act's id where an act made it.</summary>
    public static Hash32[] Of(ChainEvent found) => Of(found, found.Subjects);

    /// <inheritdoc cref="Of(ChainEvent)" />
    /// <param name="subjects">The event's subjects.</param>
    public static Hash32[] Of(ChainEvent found, SubjectList subjects)
    {
        var act = (found as Fact)?.Recorded;
        var keys = new Hash32[subjects.Count + (act is null ? 0 : 1)];
        for (var i = 0; i < subjects.Count; i++)
        {
            keys[i] = Of(subjects[i]);
        }

        if (act is not null)
        {
            keys[^1] = act.ActId;
        }

        return keys;
    }

    /// <summary>A key made of a word and hashes.</summary>
    public static Hash32 Of(string word, params ReadOnlySpan<Hash32> hashes)
    {
        var prefix = Encoding.UTF8.GetBytes(word);
        var bytes = new byte[prefix.Length + (hashes.Length * Hash32.Size)];
        prefix.CopyTo(bytes, 0);
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i].CopyTo(bytes.AsSpan(prefix.Length + (i * Hash32.Size)));
        }

        return Keccak256.Hash(bytes);
    }
}
