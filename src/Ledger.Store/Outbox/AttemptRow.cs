// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Store.Outbox;

/// <summary>One signed transaction for a nonce: the first, or a dearer replacement. Kept before it is sent.</summary>
/// <param name="Hash">The transaction's hash.</param>
/// <param name="Intent">The intent that it carries; null for a no-op that fills a gap.</param>
/// <param name="Raw">The signed bytes.</param>
/// <param name="SignedAt">UTC seconds.</param>
/// <param name="SentAt">When the node was last seen to take it, UTC seconds; null: never.</param>
/// <param name="Abandoned">Whether its nonce was given up (a stranger's transaction took it).</param>
public sealed record AttemptRow(
    Hash32 Hash, Hash32? Intent, Address Signer, ulong Nonce, byte[] Raw, long SignedAt, long? SentAt = null, bool Abandoned = false);
