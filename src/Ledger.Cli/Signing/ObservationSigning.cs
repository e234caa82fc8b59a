// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Application.Keys;
using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Cli.Signing;

/// <summary>Makes a signed observation of a draft; a file that is signed already is sent as it is.</summary>
internal static class ObservationSigning
{
    public static async Task<ObservationRequest> PrepareAsync(Session session, string file, string? keyPath, CancellationToken cancel)
    {
        var json = await JsonFiles.ReadAsync(file, cancel);
        return json.TryGetProperty("signature", out _)
            ? json.Deserialize<ObservationRequest>(LedgerJson.Options)!
            : await SignAsync(session, json.Deserialize<ObservationDraft>(DraftJson.Options)!, SigningKey.Open(session, keyPath), cancel);
    }

    private static async Task<ObservationRequest> SignAsync(Session session, ObservationDraft draft, CallerKey key, CancellationToken cancel)
    {
        var deployment = (await session.Api.GetAsync<DeploymentView>("/deployment", cancel)).Value;
        var observation = new Observation(
            new PoolId(draft.Pool),
            draft.Observer is { } observer ? new PartyId(observer) : key.Party ?? throw new CliFailure(ExitCode.Usage, "usage.noParty"),
            new PartyId(draft.Subject ?? Hash32.Zero),
            draft.SubjectName,
            draft.Product,
            RecordSigning.Act(draft.Act),
            draft.MadeIn,
            draft.SoldIn,
            draft.ObservedAt.ToSeconds(),
            draft.Quantity?.ToQuantity() ?? UInt256.Zero,
            Hash32.Zero,
            await RecordSigning.RecentBlockAsync(deployment, session, cancel),
            new Hash32(RandomNumberGenerator.GetBytes(Hash32.Size)));
        var digest = observation.Digest(await RecordSigning.UsageLogDomainAsync(deployment, session, cancel));
        return new ObservationRequest(RecordSigning.MessageOf(observation), key.Address, key.Sign(digest).ToString());
    }
}
