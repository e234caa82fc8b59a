// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Domain.Pools;

/// <summary>Why an act on a pool is refused.</summary>
public abstract record PoolRefusal : Refusal;

/// <summary>The charter was recorded before.</summary>
public sealed record PoolExists(PoolId Pool) : PoolRefusal
{
    public override string Code => "pool-exists";

    public override IReadOnlyDictionary<string, string> Args => Named(("pool", Pool));
}

/// <summary>No charter with this id was recorded.</summary>
public sealed record PoolUnknown(PoolId Pool) : PoolRefusal
{
    public override string Code => "pool-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("pool", Pool));
}

/// <summary>Governance is 0 government-led, 1 member-owned or 2 independent.</summary>
public sealed record GovernanceUnknown(Governance Governance) : PoolRefusal
{
    public override string Code => "governance-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("governance", (byte)Governance));
}

/// <summary>A quorum is a share of the members in per mille, at most 1000.</summary>
public sealed record QuorumOutOfRange(ushort QuorumPerMille) : PoolRefusal
{
    public override string Code => "quorum-out-of-range";

    public override IReadOnlyDictionary<string, string> Args => Named(("quorumPerMille", QuorumPerMille));
}

/// <summary>The charter names another chain.</summary>
public sealed record ChainMismatch(UInt256 ChainId, UInt256 Actual) : PoolRefusal
{
    public override string Code => "chain-mismatch";

    public override IReadOnlyDictionary<string, string> Args => Named(("chainId", ChainId), ("actual", Actual));
}

/// <summary>The charter names another contract than the one that stands here.</summary>
public sealed record ContractMismatch(Address Given, Address Actual) : PoolRefusal
{
    public override string Code => "contract-mismatch";

    public override IReadOnlyDictionary<string, string> Args => Named(("given", Given), ("actual", Actual));
}

/// <summary>The charter names no log key.</summary>
public sealed record LogKeyMissing() : PoolRefusal
{
    public override string Code => "log-key-missing";
}

/// <summary>The charter names a founder twice.</summary>
public sealed record FounderTwice(PartyId Party) : PoolRefusal
{
    public override string Code => "founder-twice";

    public override IReadOnlyDictionary<string, string> Args => Named(("party", Party));
}

/// <summary>The party is a member already.</summary>
public sealed record AlreadyMember(PoolId Pool, PartyId Party) : PoolRefusal
{
    public override string Code => "already-member";

    public override IReadOnlyDictionary<string, string> Args => Named(("pool", Pool), ("party", Party));
}

/// <summary>The party is not a member.</summary>
public sealed record NotMember(PoolId Pool, PartyId Party) : PoolRefusal
{
    public override string Code => "not-member";

    public override IReadOnlyDictionary<string, string> Args => Named(("pool", Pool), ("party", Party));
}

/// <summary>A member-owned pool begins with members; and where founders replace the administrator there must be one.</summary>
public sealed record FoundersMissing() : PoolRefusal
{
    public override string Code => "founders-missing";
}

/// <summary>Epochs are numbered from 0 on, without gaps.</summary>
public sealed record EpochNotNext(ulong Epoch, ulong Expected) : PoolRefusal
{
    public override string Code => "epoch-not-next";

    public override IReadOnlyDictionary<string, string> Args => Named(("epoch", Epoch), ("expected", Expected));
}

/// <summary>The new log key is the old one.</summary>
public sealed record LogKeyUnchanged(Address LogKey) : PoolRefusal
{
    public override string Code => "log-key-unchanged";

    public override IReadOnlyDictionary<string, string> Args => Named(("logKey", LogKey));
}

/// <summary>The party is the pool's administrator already.</summary>
public sealed record AlreadyAdministrator(PoolId Pool, PartyId Party) : PoolRefusal
{
    public override string Code => "already-administrator";

    public override IReadOnlyDictionary<string, string> Args => Named(("pool", Pool), ("party", Party));
}

/// <summary>No time zone of the IANA database has the name that the charter counts its days in.</summary>
public sealed record CharterZoneUnknown(string Zone) : PoolRefusal
{
    public override string Code => "charter-zone-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("zone", Zone));
}

/// <summary>A deadline of the charter has fewer days, or more, than one may have.</summary>
public sealed record CharterDaysOutOfRange(string Rule, int Days, int Least, int Most) : PoolRefusal
{
    public override string Code => "charter-days-out-of-range";

    public override IReadOnlyDictionary<string, string> Args => Named(("rule", Rule), ("days", Days), ("least", Least), ("most", Most));
}
