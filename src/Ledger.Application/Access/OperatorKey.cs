// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.Application.Core;
using Ledger.Application.Setup;
using Ledger.Application.Views;

namespace Ledger.Application.Access;

/// <summary>The operator's key file, so that somebody can make all the other keys: written where no key of the operator's counts.</summary>
internal static class OperatorKey
{
    /// <summary>What the operator's first key is called.</summary>
    public const string Label = "operator.key";

    /// <summary>Makes the key and its file, mode 0600; nothing where one of the operator's keys counts already.</summary>
    public static async Task EnsureAsync(ApiKeys keys, LedgerContext context, CancellationToken cancellation)
    {
        var now = checked((long)context.Now);
        if (await context.Store.ReadAsync(reader => reader.ApiKeys.OperatorKeys(now), cancellation) > 0)
        {
            return;
        }

        await KeepAsync(keys, context, context.Directory.OperatorKey, new ApiKeyRequest(Label, Operator: true), demo: false, cancellation);
    }

    /// <summary>Keeps a key whose token lies in a file: the file first, so that a kill between the two leaves no key that nobody has.</summary>
    public static async Task KeepAsync(
        ApiKeys keys, LedgerContext context, string path, ApiKeyRequest request, bool demo, CancellationToken cancellation)
    {
        var token = await LyingAsync(context, path, cancellation);
        if (token is null)
        {
            token = ApiToken.Create(demo);
            DataDirectory.WriteWhole(path, Encoding.ASCII.GetBytes(token.Text + "\n"));
        }

        var kept = await keys.KeepAsync(request, token, cancellation);
        if (!kept.IsDone)
        {
            throw new InvalidOperationException($"The key at {path} is refused: {kept.Refusal.Code}.");
        }
    }

    /// <summary>The token that a torn start left in the file and the store never saw.</summary>
    private static async Task<ApiToken?> LyingAsync(LedgerContext context, string path, CancellationToken cancellation) =>
        File.Exists(path) && ApiToken.TryParse((await File.ReadAllTextAsync(path, cancellation)).Trim(), out var token)
        && await context.Store.ReadAsync(reader => reader.ApiKeys.WithDigest(token.Digest), cancellation) is null
            ? token
            : null;
}
