// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Evidence.Storage;

namespace Ledger.Evidence.Verification;

/// <summary>
/// Where the license stands, with those that it stands under, by the acts shown; the chain's own record of each license must
/// repeat them.
/// </summary>
internal static class StandingStep
{
    private const StepName Name = StepName.Standing;

    public static VerificationStep Judge(LicenseCase license, ulong? at)
    {
        if (license is not { Origin: not null, Licenses: { } state, StateHeader: { } header } || at is not { } time)
        {
            return Step.NotReached(Name, license.Headers.Flaw is null ? StepName.Receipt : StepName.Header);
        }

        var flaw = Record(license.History, license.Evidence.License, license.Evidence.State.RecordNodes, state);
        foreach (var (parent, proof) in license.Parents.Zip(license.Evidence.State.Parents))
        {
            flaw ??= Record(parent, proof.License, proof.RecordNodes, state);
        }

        return flaw is null
            ? Step.Ok(Name, Note.Of(
                "standing-ok",
                ("standing", LicenseStanding.At(license.History, time, license.License)), ("time", time), ("block", header.Number)))
            : Step.Fail(Name, flaw);
    }

    private static Note? Record(LicenseHistory license, LicenseId id, ImmutableArray<byte[]> nodes, StateReader state)
    {
        if (state.Read("record", StorageSlots.Record(id), nodes, out var slot) is { } flaw)
        {
            return flaw;
        }

        var record = LicenseRecord.Read(slot);
        return record == LicenseRecord.Of(license, record.Pool, record.Licensee) && record.Pool != 0 ? null : Note.Of("standing-mismatch");
    }
}
