// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Core;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Pools;
using Ledger.Ethereum;
using Ledger.Evidence.Disclosure;

namespace Ledger.Application.Documents;

/// <summary>What the pools' charters say, text by text: an event is judged by the charter that stood when it was recorded.</summary>
/// <remarks>Where a charter is silent, or its document is not held here, the host's option stands, and the views say that it does.</remarks>
internal sealed class CharterBook(DocumentVault vault, ApplicationOptions options)
{
    private const ulong SecondsOfDay = 24 * 3600;

    /// <summary>By when a claim is disputed.</summary>
    /// <param name="at">Where the claim's checkpoint was recorded; null: by the present charter.</param>
    public PoolRule PaymentDispute(Known known, PoolHistory pool, FactPosition? at = null) =>
        Rule(known, pool, at, terms => terms.PaymentDispute, (ulong)options.PaymentDisputeDays * SecondsOfDay);

    /// <summary>By when the body of what was lodged follows.</summary>
    /// <param name="at">Where it was lodged; null: by the present charter.</param>
    public PoolRule LodgeGrace(Known known, PoolHistory pool, FactPosition? at = null) =>
        Rule(known, pool, at, terms => terms.LodgeGrace, (ulong)options.LodgeGraceSeconds);

    /// <summary>The document of one text of a charter; null where it is not held, or has no rules.</summary>
    public CharterDocument? Open(Known known, CharterVersion version) => DocumentRoots.OpenCharter(vault, known.Store, version.Root);

    /// <summary>Fields of one text of a charter, as its root commits to them; null where the document is not held, or has no rules.</summary>
    public Disclosed? Disclose(Known known, CharterVersion version, params ReadOnlySpan<string> fields) =>
        Open(known, version) is { } document && vault.SecretOf(version.Root) is { } secret
            ? new DisclosureTree(CharterTerms.Schema, DocumentSchemas.Fields(document), Hash32.Bytes(in secret)).Disclose(CharterTerms.Schema.Places(fields))
            : null;

    /// <summary>What a pool says of itself: by the latest charter that is held, or by its profile.</summary>
    public ProfileDocument? Words(Known known, PoolHistory pool) => pool.Charters.Reverse()
        .Select(version => vault.Open<ProfileDocument>(known.Store, version.Root)).FirstOrDefault(words => words is not null);

    private PoolRule Rule(Known known, PoolHistory pool, FactPosition? at, Func<CharterTerms, PoolDeadline?> of, ulong hostSeconds)
    {
        var version = pool.CharterAt(at);
        return new PoolRule(version is null ? null : Open(known, version) is { } document ? of(document.Terms()) : null, hostSeconds, version);
    }
}
