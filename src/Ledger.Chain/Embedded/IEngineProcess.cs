// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Rpc;

namespace Ledger.Chain.Embedded;

/// <summary>One life of an engine: what it holds ends with it. Disposing of it kills it.</summary>
internal interface IEngineProcess : IAsyncDisposable
{
    /// <summary>The road to it.</summary>
    INodeTransport Transport { get; }

    int ProcessId { get; }

    bool HasExited { get; }

    /// <summary>Whether it is dead, once its connection broke: the kernel may tell a moment later than the socket.</summary>
    Task<bool> IsDeadAsync();
}
