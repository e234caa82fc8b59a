// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Store.Meta;

/// <summary>The stored answer to a POST. The same key and body replay it; another body is refused by the use case.</summary>
/// <param name="Scope">Whose key it is: caller and route.</param>
/// <param name="Key">The Idempotency-Key.</param>
/// <param name="BodyHash">The hash of the request's body.</param>
/// <param name="Status">The HTTP status answered.</param>
/// <param name="Answer">The body answered.</param>
/// <param name="CreatedAt">UTC seconds.</param>
public sealed record IdempotencyRow(string Scope, string Key, Hash32 BodyHash, int Status, byte[] Answer, long CreatedAt);

public interface IIdempotencyReader
{
    IdempotencyRow? Find(string scope, string key);
}

public interface IIdempotencyWriter : IIdempotencyReader
{
    /// <summary>Keeps an answer, in the transaction of what it answers; false if the key is taken.</summary>
    bool TryAdd(IdempotencyRow row);

    /// <summary>Destroys the answers that hold a text: who asks again with their keys is answered anew.</summary>
    void Forget(string text);
}
