// SPDX-License-Identifier: Apache-2.0

using Ledger.Evidence.Storage;

namespace Ledger.Evidence.Verification;

/// <summary>Where the license stands, by the acts shown, which the chain's own record of the license must repeat.</summary>
internal static class StandingStep
{
    private const StepName Name = StepName.Standing;

    public static VerificationStep Judge(LicenseCase license, ulong? at)
    {
        if (license is not { Granted: { } granted, Licenses: { } state, StateHeader: { } header } || at is not { } time)
        {
            return Step.NotReached(Name, license.Headers.Flaw is null ? StepName.Receipt : StepName.Header);
        }

        if (state.Read("record", StorageSlots.Record(license.Evidence.License), license.Evidence.State.RecordNodes, out var slot) is { } flaw)
        {
            return Step.Fail(Name, flaw);
        }

        var record = LicenseRecord.Read(slot);
        var shown = new LicenseRecord(
            granted.Act.StartsAt, granted.Act.EndsAt, license.History.Terminated?.Act.EffectiveAt ?? 0, record.Pool, record.Licensee);
        return record == shown && record.Pool != 0
            ? Step.Ok(Name, Note.Of("standing-ok", ("standing", license.History.StandingAt(time)), ("time", time), ("block", header.Number)))
            : Step.Fail(Name, Note.Of("standing-mismatch"));
    }
}
