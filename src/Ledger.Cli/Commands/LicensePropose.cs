// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger license propose</c>: begins a grant that administrator and licensee then sign.</summary>
internal static class LicensePropose
{
    public static Command Create(CommandKit kit)
    {
        var licensee = Words.IdOption("--licensee", required: true);
        var grant = new GrantOptions();
        return kit.Verb(
            "license propose",
            async (session, cancel) => await ProposalCommands.CreateAsync(
                session, (await grant.ReadAsync(session, cancel))(session.Get(licensee)!), cancel),
            [licensee, .. grant.Symbols]);
    }
}
