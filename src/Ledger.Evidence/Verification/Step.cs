// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Evidence.Verification;

/// <summary>How steps are said.</summary>
internal static class Step
{
    public static VerificationStep Ok(StepName name, Note note, string? of = null) => new(name, true, note, of);

    public static VerificationStep Fail(StepName name, Note note, string? of = null) => new(name, false, note, of);

    /// <summary>An earlier failure, which stands in the list under its own name, keeps this step from being judged.</summary>
    public static VerificationStep NotReached(StepName name, StepName cause, string? of = null) =>
        Fail(name, Note.Of(Note.NotReached, ("step", cause.ToString().ToLowerInvariant())), of);

    /// <summary>What keeps the facts from being known: a wrong header or a wrong event proof.</summary>
    public static StepName CauseOf(LicenseCase license) => license.Events is null ? StepName.Header : StepName.Receipt;
}
