// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Ethereum;

namespace Ledger.Application.Views;

/// <summary><c>POST /witnesses</c>: an outside signature over a checkpoint.</summary>
/// <param name="Witness">The fields of <c>Witness</c>.</param>
/// <param name="Key">The key that signed, of scope Witness.</param>
public sealed record WitnessRequest(JsonElement Witness, Address Key, string Signature);

/// <param name="Id">The struct hash of what was signed.</param>
/// <param name="ReceivedAt">When it came here, UTC seconds.</param>
public sealed record WitnessView(Hash32 Id, JsonElement TypedData, SignatureView Signature, ulong ReceivedAt);

/// <summary>Who holds the host to a checkpoint.</summary>
/// <param name="Count">How many parties signed it.</param>
/// <param name="Parties">Who they are.</param>
/// <param name="Later">How many parties signed a longer one of its epoch: each holds the host to this one, too.</param>
public sealed record WitnessesView(int Count, IReadOnlyList<Hash32> Parties, int Later);

/// <summary><c>GET /pools/{id}/log/consistency</c>: that a log only grew.</summary>
/// <param name="From">The old size.</param>
/// <param name="To">The new size.</param>
/// <param name="FromRoot">The root at the old size, as the host's log gives it.</param>
/// <param name="ToRoot">The root at the new size.</param>
/// <param name="Path">The RFC 6962 consistency proof (§2.1.2); empty where the old size is 0 or the new one.</param>
public sealed record ConsistencyView(Hash32 Pool, ulong Epoch, ulong From, ulong To, Hash32 FromRoot, Hash32 ToRoot, IReadOnlyList<Hash32> Path);
