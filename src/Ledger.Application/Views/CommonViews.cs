// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Ethereum;

namespace Ledger.Application.Views;

/// <summary>A page of a list.</summary>
/// <param name="Next">Give it as <c>cursor</c> to read on; null at the end. A persisted sequence number, never a block position.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>A block.</summary>
/// <param name="Time">UTC seconds.</param>
public sealed record BlockView(ulong Number, Hash32 Hash, ulong Time, bool Final);

/// <summary>Where the chain recorded something.</summary>
/// <param name="EventIndex">The event's index within the block.</param>
/// <param name="Time">The block's time, UTC seconds.</param>
public sealed record RecordedView(ulong Block, Hash32 BlockHash, Hash32 TxHash, uint EventIndex, ulong Time, bool Final);

/// <summary>A problem as <c>application/problem+json</c> has it. Title and detail follow the language; all else never does.</summary>
/// <param name="Type">A URI reference that names the code.</param>
/// <param name="Code">Stable, kebab-case.</param>
/// <param name="Args">The values within the detail, by name.</param>
public sealed record ProblemView(
    string Type,
    string Title,
    int Status,
    string Code,
    string Detail,
    IReadOnlyDictionary<string, string> Args,
    IReadOnlyList<ProblemErrorView>? Errors = null);

/// <param name="Pointer">The JSON pointer of what is wrong, or null.</param>
/// <param name="Line">The line of an NDJSON body, from 1, or null.</param>
public sealed record ProblemErrorView(string? Pointer, int? Line, string Code, string Detail);

/// <summary>A signed act as the chain recorded it.</summary>
/// <param name="Kind">The act's struct name.</param>
public sealed record ActView(
    string Kind,
    Hash32 ActId,
    JsonElement TypedData,
    IReadOnlyList<SignatureView> Signatures,
    RecordedView Recorded);

/// <summary>Health of the host: what <c>/health/ready</c> shows.</summary>
/// <param name="HeadAgeSeconds">The age of the newest block by the chain's own clock against the host's.</param>
/// <param name="Problems">What keeps it from its work, each with a stable code before its sentence; none while it is ready.</param>
/// <param name="Warnings">What an operator should look at while it goes on, likewise.</param>
/// <param name="Nodes">The network's endpoints in the order in which they take over; none on an embedded chain.</param>
/// <param name="Spent">What the relayer's transactions have cost; null before the first.</param>
public sealed record HealthView(
    bool Ready,
    [property: WordOf("embedded", "network")] string Engine,
    BlockView? Head,
    ulong HeadAgeSeconds,
    int OutboxOpen,
    IReadOnlyList<string> Problems,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<NodeView> Nodes,
    SpentView? Spent);

/// <summary>What the relayer's transactions in final blocks have cost.</summary>
/// <param name="Transactions">How many they are.</param>
/// <param name="Gas">What they used.</param>
/// <param name="Wei">What was paid for it.</param>
public sealed record SpentView(ulong Transactions, ulong Gas, UInt256 Wei);

/// <summary>An endpoint of the network. Its address is shown nowhere.</summary>
/// <param name="Name">Its place in the order: <c>node-1</c> and so on.</param>
/// <param name="State"><c>active</c>: it is asked; <c>ready</c>: it would take over; <c>aside</c>: only if there were no other.</param>
/// <param name="Trouble">What was found wrong with it; null for nothing.</param>
/// <param name="Since">Since when, UTC seconds.</param>
/// <param name="Head">Its newest block when it was last looked at; null before that, and where it is the only one.</param>
public sealed record NodeView(
    string Name,
    [property: WordOf("active", "ready", "aside")] string State,
    [property: WordOf("unreachable", "timed-out", "busy", "throttled", "refused", "malformed", "inconsistent", "lagging", "pruned", "diverged", "wrong-chain")]
    string? Trouble,
    ulong Since,
    ulong? Head);
