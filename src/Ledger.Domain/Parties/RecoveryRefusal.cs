// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Domain.Parties;

/// <summary>The opening named no guardian, so that nobody can recover the party.</summary>
public sealed record GuardianMissing(PartyId Party) : PartyRefusal
{
    public override string Code => "guardian-missing";

    public override IReadOnlyDictionary<string, string> Args => Named(("party", Party));
}

/// <summary>No recovery of the party waits.</summary>
public sealed record NoRecovery(PartyId Party) : PartyRefusal
{
    public override string Code => "no-recovery";

    public override IReadOnlyDictionary<string, string> Args => Named(("party", Party));
}

/// <summary>The wait is not over.</summary>
public sealed record RecoveryWaits(ulong ReadyAt, ulong Now) : PartyRefusal
{
    public override string Code => "recovery-waits";

    public override IReadOnlyDictionary<string, string> Args => Named(("readyAt", ReadyAt), ("now", Now));
}

/// <summary>Only a key that the party held before the recovery started can cancel it.</summary>
public sealed record KeyNotOlder(Address Key, ulong From, ulong StartedAt) : PartyRefusal
{
    public override string Code => "key-not-older";

    public override IReadOnlyDictionary<string, string> Args => Named(("key", Key), ("from", From), ("startedAt", StartedAt));
}
