// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Chain;

/// <summary>Why the node could not help; also the label of the metric that counts faults.</summary>
public enum ChainFaultKind
{
    /// <summary>No connection, or it broke: whether the node acted on the request is not known.</summary>
    Unreachable,

    /// <summary>No answer in time: whether the node acted on the request is not known.</summary>
    TimedOut,

    /// <summary>The node or a proxy before it asks to come back later (HTTP 408, 5xx).</summary>
    Busy,

    /// <summary>We ask too often (HTTP 429, or a vendor's words for it): asking for less at a time would only make it worse.</summary>
    Throttled,

    /// <summary>The node answered with a JSON-RPC error; <see cref="ChainFault.RpcCode"/> has its code.</summary>
    Refused,

    /// <summary>What came back is no JSON-RPC, or not what the method promises.</summary>
    Malformed,

    /// <summary>Two answers of the node contradict each other (a hash, a bloom, a parent): it lags, or it lies.</summary>
    Inconsistent,

    /// <summary>The chain is of a kind that this ledger cannot read, or not the one it was set up with.</summary>
    Unsupported,

    /// <summary>The embedded chain's process or its files failed.</summary>
    Embedded,

    /// <summary>Another host has taken the embedded chain over: this one neither mines nor reads it any more.</summary>
    Fenced,
}

/// <summary>The world failed on the way to the chain. The message never holds the node's URL: it may carry a key.</summary>
public sealed class ChainFault : Exception
{
    public ChainFault(ChainFaultKind kind, string message, bool isTransient, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
        IsTransient = isTransient;
    }

    public ChainFaultKind Kind { get; }

    /// <summary>Whether the same request may succeed later without anybody doing anything.</summary>
    public bool IsTransient { get; }

    /// <summary>How long the node asks us to stay away (HTTP <c>Retry-After</c>); null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What the trouble with the signer is, where it is the signer's and no node's.</summary>
    public Submit.SignerTrouble? Signer { get; init; }

    /// <summary>The JSON-RPC error code, where the node gave one.</summary>
    public int? RpcCode { get; init; }

    /// <summary>The revert data of a refused call, where the node gave it.</summary>
    public ReadOnlyMemory<byte> RevertData { get; init; }
}
