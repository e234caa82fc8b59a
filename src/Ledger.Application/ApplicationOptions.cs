// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Notifying;
using Ledger.Chain.Nodes;
using Ledger.Chain.Rpc;
using Ledger.Store.Sqlite;

namespace Ledger.Application;

/// <summary>How the application's loops and intake behave. Every default is a constant; units stand in the names.</summary>
public sealed record ApplicationOptions
{
    public const int DefaultAnchorIntervalSeconds = 60;
    public const int DefaultAnchorSize = 1_000;
    public const int DefaultAnchorGraceSeconds = 86_400;
    public const int DefaultHeartbeatSeconds = 600;
    public const int DefaultMaxRecordAgeSeconds = 604_800;
    public const int DefaultPaymentDisputeDays = 30;
    public const int DefaultLodgeGraceSeconds = 604_800;
    public const int DefaultProposalLifetimeSeconds = 2_592_000;
    public const int DefaultPollIntervalMs = 250;
    public const int DefaultMaxFeeGwei = Chain.Submit.SubmitterOptions.DefaultMaxFeeGwei;
    public const int DefaultStuckAfterSeconds = 90;
    public const int DefaultNodeTimeoutMs = 30_000;
    public const int DefaultNodeProbeIntervalMs = NodePoolOptions.DefaultProbeIntervalMs;
    public const int DefaultNodeLagBlocks = NodePoolOptions.DefaultLagBlocks;
    public const int DefaultMaxReportLines = 10_000;
    public const int DefaultSignerTimeoutMs = 10_000;
    public const int DefaultWriterLeaseSeconds = 15;
    public const int DefaultApiKeyLifetimeSeconds = 31_536_000;

    /// <summary>What to do with the address of a WebSocket where one of JSON-RPC is asked for.</summary>
    public const string HintsOnly =
        "it tells of new blocks and answers no question. Name the node's address that begins with http:// or https:// there, and this one as NodeWs (--node-ws) beside it.";

    /// <summary>A new checkpoint is anchored this long after the first record that it covers.</summary>
    public int AnchorIntervalSeconds { get; init; } = DefaultAnchorIntervalSeconds;

    /// <summary>Or as soon as this many records wait for one.</summary>
    public int AnchorSize { get; init; } = DefaultAnchorSize;

    /// <summary>How far in the future a promise's <c>anchorBy</c> lies.</summary>
    public int AnchorGraceSeconds { get; init; } = DefaultAnchorGraceSeconds;

    /// <summary>The embedded chain mines an empty block after this long without one, so that chain time moves.</summary>
    public int HeartbeatSeconds { get; init; } = DefaultHeartbeatSeconds;

    /// <summary>How old the block may be that a record names as recent, in chain time.</summary>
    public int MaxRecordAgeSeconds { get; init; } = DefaultMaxRecordAgeSeconds;

    /// <summary>How many days after the block that anchors it a claimed payment can be disputed; then it counts as paid.</summary>
    public int PaymentDisputeDays { get; init; } = DefaultPaymentDisputeDays;

    /// <summary>How long after the block that lodged its digest a record's body may come in and still be in time, in chain time.</summary>
    public int LodgeGraceSeconds { get; init; } = DefaultLodgeGraceSeconds;

    /// <summary>The life of a proposal whose message leaves <c>expiresAt</c> out.</summary>
    public int ProposalLifetimeSeconds { get; init; } = DefaultProposalLifetimeSeconds;

    /// <summary>How long a loop that found nothing to do waits before it looks again.</summary>
    public int PollIntervalMs { get; init; } = DefaultPollIntervalMs;

    /// <summary>The most that a unit of gas may cost, in gwei; while the network asks for more, the outbox waits.</summary>
    public int MaxFeeGwei { get; init; } = DefaultMaxFeeGwei;

    /// <summary>A transaction that was sent so long ago and is in no block is sent again for a higher fee.</summary>
    public int StuckAfterSeconds { get; init; } = DefaultStuckAfterSeconds;

    /// <summary>The network's nodes, in the order in which they take over, in place of those that <c>init</c> was given. Never shown.</summary>
    public IReadOnlyList<string> Nodes { get; init; } = [];

    /// <summary>Where a node of the network tells of new blocks, ws:// or wss://; the loops then need not wait for their next look. Never shown.</summary>
    public string NodeWs { get; init; } = "";

    /// <summary>How long a node may take for one batch of calls.</summary>
    public int NodeTimeoutMs { get; init; } = DefaultNodeTimeoutMs;

    /// <summary>Of several nodes each is looked at so often.</summary>
    public int NodeProbeIntervalMs { get; init; } = DefaultNodeProbeIntervalMs;

    /// <summary>Of several nodes one that is more blocks behind the best is set aside.</summary>
    public int NodeLagBlocks { get; init; } = DefaultNodeLagBlocks;

    /// <summary>On a network: the JSON-RPC address of whoever has the relayer's key and signs by <c>eth_signTransaction</c>; empty: a key file of ours.</summary>
    public string SignerUrl { get; init; } = "";

    /// <summary>The account that it signs for.</summary>
    public string SignerAddress { get; init; } = "";

    /// <summary>How long it may take to sign one transaction.</summary>
    public int SignerTimeoutMs { get; init; } = DefaultSignerTimeoutMs;

    /// <summary>The most lines that one usage report may have.</summary>
    public int MaxReportLines { get; init; } = DefaultMaxReportLines;

    /// <summary>The life of a party's API key whose request leaves <c>expiresAt</c> out.</summary>
    public int ApiKeyLifetimeSeconds { get; init; } = DefaultApiKeyLifetimeSeconds;

    /// <summary>The greatest size of <c>ledger.db</c>, MiB; zero: what the disk holds. At its end every write waits or is refused, and nothing is lost.</summary>
    public int MaxStoreMiB { get; init; }

    /// <summary>A host that gives no sign of life for so long loses its place as the writer to one that waits for it.</summary>
    public int WriterLeaseSeconds { get; init; } = DefaultWriterLeaseSeconds;

    /// <summary>Who is told of alerts.</summary>
    public NotifyOptions Notify { get; init; } = new();

    /// <summary>Names every option that is out of range; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> wrong = [];
        Require(AnchorIntervalSeconds, 1, 86_400, nameof(AnchorIntervalSeconds), wrong);
        Require(AnchorSize, 1, 1_000_000, nameof(AnchorSize), wrong);
        Require(AnchorGraceSeconds, AnchorIntervalSeconds, 31_536_000, nameof(AnchorGraceSeconds), wrong);
        Require(HeartbeatSeconds, 1, 86_400, nameof(HeartbeatSeconds), wrong);
        Require(MaxRecordAgeSeconds, 60, 31_536_000, nameof(MaxRecordAgeSeconds), wrong);
        Require(PaymentDisputeDays, 1, 366, nameof(PaymentDisputeDays), wrong);
        Require(LodgeGraceSeconds, 60, 31_536_000, nameof(LodgeGraceSeconds), wrong);
        Require(ProposalLifetimeSeconds, 60, 31_536_000, nameof(ProposalLifetimeSeconds), wrong);
        Require(PollIntervalMs, 1, 60_000, nameof(PollIntervalMs), wrong);
        Require(MaxFeeGwei, 1, 1_000_000, nameof(MaxFeeGwei), wrong);
        Require(StuckAfterSeconds, 5, 86_400, nameof(StuckAfterSeconds), wrong);
        Require(NodeTimeoutMs, 100, 600_000, nameof(NodeTimeoutMs), wrong);
        Require(NodeProbeIntervalMs, 10, 3_600_000, nameof(NodeProbeIntervalMs), wrong);
        Require(NodeLagBlocks, 0, 10_000, nameof(NodeLagBlocks), wrong);
        Require(MaxReportLines, 1, 1_000_000, nameof(MaxReportLines), wrong);
        Require(ApiKeyLifetimeSeconds, 60, 315_360_000, nameof(ApiKeyLifetimeSeconds), wrong);
        Require(MaxStoreMiB, 0, 16_777_216, nameof(MaxStoreMiB), wrong);
        Require(WriterLeaseSeconds, 2, 3_600, nameof(WriterLeaseSeconds), wrong);
        Require(SignerTimeoutMs, 100, 600_000, nameof(SignerTimeoutMs), wrong);
        if (RemoteSigner.Flaw(this) is { } flaw)
        {
            wrong.Add(flaw);
        }

        return [.. wrong, .. Nodes.SelectMany((node, at) => Address(node, $"{nameof(Nodes)}[{at}]", "http")), .. NodeWs is "" ? [] : Address(NodeWs, nameof(NodeWs), "ws"), .. Notify.Validate()];
    }

    /// <summary>What of it concerns the store.</summary>
    internal SqliteOptions Store() => new() { MaxPageCount = MaxStoreMiB * SqliteOptions.PagesPerMiB };

    /// <summary>How the nodes are watched.</summary>
    internal NodePoolOptions Pool() => new()
    {
        Road = new HttpNodeOptions { TimeoutMs = NodeTimeoutMs },
        ProbeIntervalMs = NodeProbeIntervalMs,
        LagBlocks = NodeLagBlocks,
    };

    /// <summary>What is wrong with a node's address, which is not shown: it may carry a key.</summary>
    private static IEnumerable<string> Address(string node, string name, string scheme) =>
        !Uri.TryCreate(node, UriKind.Absolute, out var uri) || !(uri.Scheme is "ws" or "wss" || uri.Scheme == scheme || uri.Scheme == scheme + "s")
            ? [$"{name} is no address that begins with {scheme}:// or {scheme}s://."]
        : scheme is "http" && uri.Scheme is "ws" or "wss"
            ? [$"{name} is the address of a WebSocket, which carries hints only: {HintsOnly}"]
        : [];

    private static void Require(int value, int least, int most, string name, List<string> wrong)
    {
        if (value < least || value > most)
        {
            wrong.Add($"{name} is {value}; it must be from {least} to {most}.");
        }
    }
}
