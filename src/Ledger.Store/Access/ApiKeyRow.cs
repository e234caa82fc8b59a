// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Store.Access;

/// <summary>An API key as kept: never the token, only its hash.</summary>
/// <param name="Seq">Its number in the store; zero on the way in.</param>
/// <param name="Id">By which it is listed and revoked; tells nothing of the token.</param>
/// <param name="Digest">SHA-256 of the token.</param>
/// <param name="Party">Whose it is; null for the operator's.</param>
/// <param name="CreatedAt">UTC seconds.</param>
/// <param name="ExpiresAt">The first second at which it counts no more, UTC; null for no end.</param>
/// <param name="RevokedAt">UTC seconds; null while it stands.</param>
/// <param name="Body">Label, scopes and roles, JSON.</param>
public sealed record ApiKeyRow(
    long Seq, string Id, Hash32 Digest, Hash32? Party, long CreatedAt, long? ExpiresAt, long? RevokedAt, byte[] Body);

public interface IApiKeyReader
{
    ApiKeyRow? Find(string id);

    /// <summary>The key whose token has that hash, also an expired or revoked one.</summary>
    ApiKeyRow? WithDigest(Hash32 digest);

    /// <summary>Keys after a number, oldest first, also expired and revoked ones.</summary>
    IReadOnlyList<ApiKeyRow> List(long afterSeq, int limit);

    /// <summary>How many of the operator's keys count at a time (UTC seconds).</summary>
    long OperatorKeys(long at);
}

public interface IApiKeyWriter : IApiKeyReader
{
    /// <summary>Keeps a key; false if its id or hash is here already.</summary>
    bool TryAdd(ApiKeyRow key);

    /// <summary>Revokes it for good; false if it is not here or revoked before.</summary>
    bool Revoke(string id, long at);
}
