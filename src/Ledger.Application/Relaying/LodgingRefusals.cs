// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Application.Relaying;

/// <summary>Why a digest does not stand on chain, or not yet.</summary>
public abstract record LodgingRefusal : Refusal;

/// <summary>The node speaks for another chain than the deployment's.</summary>
public sealed record LodgingChainOther(ulong Expected, ulong Found) : LodgingRefusal
{
    public override string Code => "lodging-chain-other";

    public override IReadOnlyDictionary<string, string> Args => Named(("expected", Expected), ("found", Found));
}

/// <summary>The account cannot pay for the gas.</summary>
public sealed record LodgingUnpaid(Address Account) : LodgingRefusal
{
    public override string Code => "lodging-unpaid";

    public override IReadOnlyDictionary<string, string> Args => Named(("account", Account));
}

/// <summary>Sent, and in no block yet.</summary>
public sealed record LodgingWaits(Hash32 Transaction) : LodgingRefusal
{
    public override string Code => "lodging-waits";

    public override IReadOnlyDictionary<string, string> Args => Named(("transaction", Transaction));
}

/// <summary>The node did not do what it was asked for.</summary>
public sealed record LodgingNodeFailed(string Reason) : LodgingRefusal
{
    public override string Code => "lodging-node-failed";

    public override IReadOnlyDictionary<string, string> Args => Named(("reason", Reason));
}
