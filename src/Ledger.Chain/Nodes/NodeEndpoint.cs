// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Rpc;

namespace Ledger.Chain.Nodes;

/// <summary>One endpoint and what is known of it. All but the road is read and changed under the pool's gate.</summary>
internal sealed class NodeEndpoint(string name, int order, INodeTransport road, DateTimeOffset now)
{
    // Wrong answers count together within this time: a load balancer's nodes are a block apart now and then.
    private static readonly TimeSpan WrongWithin = TimeSpan.FromMinutes(1);

    private DateTimeOffset _firstWrong;
    private int _wrong;
    private int _timesAside;
    private DateTimeOffset _soundSince = now;

    internal string Name => name;

    internal int Order => order;

    internal INodeTransport Road => road;

    internal NodeTrouble? Trouble { get; private set; }

    internal DateTimeOffset Since { get; private set; } = now;

    /// <summary>When it failed last: of several that did, the one that failed longest ago comes next.</summary>
    internal DateTimeOffset LastFault { get; private set; } = now;

    internal DateTimeOffset NextProbe { get; private set; } = now;

    internal ulong? Head { get; set; }

    /// <summary>Whether it was looked at in full since it was last set aside.</summary>
    internal bool IsChecked { get; private set; }

    /// <summary>Failures of the road without a success between.</summary>
    internal int Faults { get; set; }

    /// <summary>How many looks in a row showed another block where ours is final.</summary>
    internal int Differed { get; set; }

    /// <summary>The lower, the rather it is asked: sound ones, then those behind, those that failed, of another history, of another chain.</summary>
    internal int Rank => Trouble switch
    {
        null => 0,
        NodeTrouble.Lagging or NodeTrouble.Pruned => 1,
        NodeTrouble.Diverged => 3,
        NodeTrouble.WrongChain => 4,
        _ => 2,
    };

    /// <summary>One more answer that contradicts itself; how many within a while.</summary>
    internal int NoteWrong(DateTimeOffset at)
    {
        (_firstWrong, _wrong) = at - _firstWrong > WrongWithin ? (at, 1) : (_firstWrong, _wrong + 1);
        return _wrong;
    }

    /// <summary>Sets it aside, for longer each time; one that only lags is looked at as often as before.</summary>
    internal void SetAside(NodeTrouble trouble, DateTimeOffset at, NodePoolOptions options)
    {
        _timesAside = trouble is NodeTrouble.Lagging ? 0
            : Trouble is null && (at - _soundSince).TotalMilliseconds > options.LongestAwayMs ? 1
            : _timesAside + 1;
        Since = Trouble == trouble ? Since : at;
        (Trouble, LastFault, Faults, _wrong, IsChecked) = (trouble, at, 0, 0, false);
        NextProbe = at.AddMilliseconds(Math.Min(options.LongestAwayMs, (long)options.ProbeIntervalMs << Math.Clamp(_timesAside - 1, 0, 16)));
    }

    /// <summary>It failed again while it was asked for want of a better one.</summary>
    internal void FailedAgain(DateTimeOffset at) => (LastFault, Faults, _wrong) = (at, 0, 0);

    /// <summary>A look found nothing wrong.</summary>
    internal void FoundSound(DateTimeOffset at, NodePoolOptions options)
    {
        if (Trouble is not null)
        {
            (Trouble, Since, _soundSince) = (null, at, at);
        }

        (Differed, Faults, IsChecked) = (0, 0, true);
        LookAgain(at, options);
    }

    internal void LookAgain(DateTimeOffset at, NodePoolOptions options) => NextProbe = at.AddMilliseconds(options.ProbeIntervalMs);
}
