// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Schedules;

namespace Ledger.Cli.Verification;

/// <summary>Judges the host's answer on a number: by the act that commits to root and count, by the leaves, and by what the chain recorded.</summary>
internal sealed class ListingCheck
{
    private readonly ListingView _shown;

    public ListingCheck(ListingView shown, string path, PublicationNumber number)
    {
        _shown = shown;
        Act = ActOf(shown, path);
        Verdict = Act is null ? ListingVerdict.PathWrong : new ListingProof(Act.Root, Act.Count, Leaves(shown)).Verify(number);
    }

    /// <summary>The revision asked about; null where the host shows another, or one that does not hash to its id.</summary>
    public ScheduleRevision? Act { get; }

    public ListingVerdict Verdict { get; }

    /// <summary>Whether the chain behind <c>/rpc</c> has an event of <c>Pools</c> with this act in the transaction named.</summary>
    public async Task<bool> StandsOnChainAsync(Session session, CancellationToken cancel)
    {
        var deployment = (await session.Api.GetAsync<DeploymentView>("/deployment", cancel)).Value;
        var receipt = await session.Api.AskChainAsync("eth_getTransactionReceipt", [_shown.Recorded.Recorded.TxHash.ToString()], cancel);
        return receipt.ValueKind is JsonValueKind.Object && receipt.GetProperty("logs").EnumerateArray().Any(log =>
            Address.TryParse(log.GetProperty("address").GetString(), out var address) && address == Trusting.ContractsOf(deployment).Pools
            && log.GetProperty("topics").EnumerateArray().Any(topic => Hash32.TryParse(topic.GetString(), out var id) && id == Act!.ActId));
    }

    private static ScheduleRevision? ActOf(ListingView shown, string path)
    {
        try
        {
            var act = TypedDataJson.ReadMessage<ScheduleRevision>(shown.Recorded.TypedData.GetProperty("message"));
            return act.ActId == shown.Recorded.ActId && act.Root == shown.Root && act.Count == shown.Patents
                && string.Equals(path, $"/pools/{act.Pool}/schedules/{act.Schedule}/revisions/{act.Revision}", StringComparison.Ordinal)
                    ? act
                    : null;
        }
        catch (Exception unsound) when (unsound is FormatException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static System.Collections.Immutable.ImmutableArray<ListedLeaf> Leaves(ListingView shown) =>
        [.. shown.Leaves.Select(leaf => new ListedLeaf(TypedDataJson.ReadMessage<Patent>(leaf.Patent), leaf.Index, [.. leaf.Path]))];
}
