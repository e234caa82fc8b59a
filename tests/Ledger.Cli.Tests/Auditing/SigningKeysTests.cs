// SPDX-License-Identifier: Apache-2.0

using Ledger.Cli.Auditing;
using Ledger.Domain;
using Ledger.Domain.Parties;

namespace Ledger.Cli.Tests.Auditing;

public sealed class SigningKeysTests
{
    [Theory]
    [InlineData(KeyScopes.Report, 100UL, 5UL, true)]
    [InlineData(KeyScopes.Contract, 100UL, 5UL, false)]
    [InlineData(KeyScopes.Report, 199UL, 5UL, true)]
    [InlineData(KeyScopes.Report, 200UL, 5UL, false)]
    [InlineData(KeyScopes.Report, null, 5UL, false)]
    [InlineData(KeyScopes.Report, 100UL, 4UL, false)]
    public void A_key_signs_a_record_if_it_held_between_the_block_that_the_record_names_and_its_checkpoint(KeyScopes scopes, ulong? since, ulong anchored, bool held)
    {
        var admitted = new KeyAdmitted(new FactPosition(new BlockRef(5, default), 50, default, 0), null!, default!);
        Assert.Equal(held, SigningKeys.Held(new KeyHold(default, scopes, 50, 200, admitted), since, anchored));
    }
}
