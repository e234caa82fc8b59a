// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Ledger.Application.Keys;
using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Domain.Documents;
using Ledger.Ethereum;

namespace Ledger.Cli.Signing;

/// <summary>Signs the demand that a document be erased; it stays as the tombstone.</summary>
internal static class ErasureSigning
{
    public static async Task<ErasureRequest> SignAsync(Session session, Hash32 document, string reason, CallerKey key, CancellationToken cancel)
    {
        var deployment = (await session.Api.GetAsync<DeploymentView>("/deployment", cancel)).Value;
        var erasure = new Erasure(
            document,
            key.Party ?? throw new CliFailure(ExitCode.Usage, "usage.noParty"),
            reason,
            (ulong)session.Around.Clock.GetUtcNow().ToUnixTimeSeconds(),
            new Hash32(RandomNumberGenerator.GetBytes(Hash32.Size)));
        var digest = erasure.Digest(await RecordSigning.UsageLogDomainAsync(deployment, session, cancel));
        return new ErasureRequest(RecordSigning.MessageOf(erasure), key.Address, key.Sign(digest).ToString());
    }
}
