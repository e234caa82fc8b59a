// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Ledger.Application.Keys;
using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Domain;
using Ledger.Domain.Documents;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Cli.Signing;

/// <summary>Signs the demand that a document, or what came with a record, be erased; it stays as the tombstone.</summary>
internal static class ErasureSigning
{
    public static Task<ErasureRequest> OfDocumentAsync(Session session, Hash32 document, string reason, CallerKey key, CancellationToken cancel) =>
        SignAsync(session, key, (party, at, salt) => new Erasure(document, party, reason, at, salt), cancel);

    public static Task<ErasureRequest> OfRecordAsync(Session session, Hash32 record, string reason, CallerKey key, CancellationToken cancel) =>
        SignAsync(session, key, (party, at, salt) => new RecordErasure(new RecordId(record), party, reason, at, salt), cancel);

    private static async Task<ErasureRequest> SignAsync<T>(Session session, CallerKey key, Func<PartyId, ulong, Hash32, T> demand, CancellationToken cancel)
        where T : IErasureDemand, ITypedStruct<T>
    {
        var deployment = (await session.Api.GetAsync<DeploymentView>("/deployment", cancel)).Value;
        var erasure = demand(
            key.Party ?? throw new CliFailure(ExitCode.Usage, "usage.noParty"),
            (ulong)session.Around.Clock.GetUtcNow().ToUnixTimeSeconds(),
            new Hash32(RandomNumberGenerator.GetBytes(Hash32.Size)));
        var digest = erasure.Digest(await RecordSigning.UsageLogDomainAsync(deployment, session, cancel));
        return new ErasureRequest(RecordSigning.MessageOf(erasure), key.Address, key.Sign(digest).ToString());
    }
}
