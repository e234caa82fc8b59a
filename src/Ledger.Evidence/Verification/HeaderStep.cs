// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Evidence.Verification;

/// <summary>Every block used has its header, and the headers lead to trusted blocks; where they do not, the verdict is unconfirmed.</summary>
internal static class HeaderStep
{
    private const StepName Name = StepName.Header;

    public static VerificationStep Judge(LicenseCase license)
    {
        if (license.Headers.Flaw is { } flaw)
        {
            return Step.Fail(Name, flaw);
        }

        var headers = license.Headers.Count;
        return license.Used.Count(block => !license.Headers.IsConfirmed(block)) switch
        {
            0 => Step.Ok(Name, Note.Of("header-ok", ("headers", headers))),
            var unconfirmed when license.Evidence.Deployment.Embedded =>
                Step.Ok(Name, Note.Of("header-unconfirmed-embedded", ("headers", headers), ("unconfirmed", unconfirmed))),
            var unconfirmed => Step.Ok(Name, Note.Of("header-unconfirmed", ("headers", headers), ("unconfirmed", unconfirmed))),
        };
    }
}
