// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.Application.Setup;
using Ledger.Store;
using Ledger.Store.Access;

namespace Ledger.Application.Access;

/// <summary>Replaces a lost key of the operator's: whoever has the data directory in hand, and has stopped the host, is the operator.</summary>
public static class OperatorKeyReplacement
{
    private const int Batch = 200;

    /// <summary>Writes a fresh <c>operator.key</c> and revokes every key of the operator's made before; refused while a host has the directory.</summary>
    public static async Task<Outcome<OperatorKeyReplaced>> RunAsync(string dataDirectory, TimeProvider time, CancellationToken cancellation)
    {
        var directory = new DataDirectory(dataDirectory);
        if (Opening.Judge(directory, new ApplicationOptions()) is { } refusal)
        {
            return refusal;
        }

        await using var lease = await WriterTurn.TryTakeAsync(directory, new ApplicationOptions(), time, cancellation);
        if (lease is null)
        {
            return new DirectoryLocked(directory.Root);
        }

        // The file first: killed before the store knows the token, the same verb is run once more.
        var token = ApiToken.Create(demo: false);
        DataDirectory.WriteWhole(directory.OperatorKey, Encoding.ASCII.GetBytes(token.Text + "\n"));
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var revoked = await lease.Store.WriteAsync(writer => Replace(writer, token, now), cancellation);
        return new OperatorKeyReplaced(directory.OperatorKey, token.Id, revoked);
    }

    private static List<string> Replace(IStoreWriter writer, ApiToken token, long now)
    {
        var before = Operators(writer).Where(row => row.RevokedAt is null && !(row.ExpiresAt <= now)).Select(row => row.Id).ToList();
        foreach (var id in before)
        {
            writer.ApiKeys.Revoke(id, now);
        }

        var body = new ApiKeyBody(OperatorKey.Label, AccessScopes.Operator, [], Demo: false);
        writer.ApiKeys.TryAdd(new ApiKeyRow(0, token.Id, token.Digest, null, now, null, null, body.Write()));
        return before;
    }

    private static IEnumerable<ApiKeyRow> Operators(IStoreWriter writer)
    {
        for (var page = writer.ApiKeys.List(0, Batch); page.Count > 0; page = writer.ApiKeys.List(page[^1].Seq, Batch))
        {
            foreach (var row in page.Where(row => row.Party is null))
            {
                yield return row;
            }
        }
    }
}

/// <summary>The operator's key was replaced.</summary>
/// <param name="File">Where the new token lies, readable by its owner alone.</param>
/// <param name="Id">The new key's id.</param>
/// <param name="Revoked">The ids of the keys that count no longer.</param>
public sealed record OperatorKeyReplaced(string File, string Id, IReadOnlyList<string> Revoked);
