// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Rpc;

namespace Ledger.Chain.Nodes;

/// <summary>How several endpoints of one network are watched.</summary>
public sealed record NodePoolOptions
{
    public const int DefaultProbeIntervalMs = 5_000;
    public const int DefaultLagBlocks = 8;

    /// <summary>Limits of the road to each.</summary>
    public HttpNodeOptions Road { get; init; } = new();

    /// <summary>How often each is looked at; also the first wait of one that was set aside.</summary>
    public int ProbeIntervalMs { get; init; } = DefaultProbeIntervalMs;

    /// <summary>How long one look may take.</summary>
    public int ProbeTimeoutMs { get; init; } = 5_000;

    /// <summary>One whose head is more blocks behind the best is set aside.</summary>
    public int LagBlocks { get; init; } = DefaultLagBlocks;

    /// <summary>The longest wait of one that is set aside again and again; who was sound for so long begins anew.</summary>
    public int LongestAwayMs { get; init; } = 300_000;
}
