// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Chain.Rpc;

/// <summary>The road to a node: JSON-RPC calls out, their answers back. HTTP, the embedded chain, a simulator or a script.</summary>
public interface INodeTransport
{
    /// <summary>Sends the calls as one batch.</summary>
    /// <param name="calls">At least one call.</param>
    /// <param name="cancellation">Ends the wait; a transaction that is on its way may still arrive.</param>
    /// <returns>One answer per call, in the order of the calls; an error of the node is an answer.</returns>
    /// <exception cref="ChainFault">The batch as a whole failed: for each call it is unknown whether it was carried out.</exception>
    Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation);
}
