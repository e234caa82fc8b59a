// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Application.Views;

/// <summary><c>event: fact</c>: an act that the chain recorded.</summary>
/// <param name="Kind">The event's name, such as <c>LicenseGranted</c>.</param>
/// <param name="ActId">The act's id.</param>
/// <param name="Subject">What it is about, as kind and ids; null where an act has no subject.</param>
public sealed record FeedFactView(string Kind, Hash32? ActId, string? Subject, ulong Block, Hash32 BlockHash, Hash32 TxHash, uint EventIndex, ulong Time);

/// <summary><c>event: retract</c>: the block is no longer on the chain, nor is any fact that came with it.</summary>
public sealed record FeedRetractView(ulong Block, Hash32 BlockHash);

/// <summary><c>event: alert</c> and <c>alert-retract</c>: an alert as it stands from then on.</summary>
/// <param name="State">provisional | raised | final | retracted.</param>
/// <param name="Block">The number of the deciding block; null while provisional or retracted.</param>
public sealed record FeedAlertView(Hash32 Id, string Rule, string State, Hash32? Pool, ulong? Block, Hash32? BlockHash);

/// <summary><c>event: operation</c>.</summary>
/// <param name="State">accepted | submitted | included | final | refused | failed | retracted.</param>
public sealed record FeedOperationView(Hash32 Id, string Kind, string State);
