// SPDX-License-Identifier: Apache-2.0

using Ledger.Cli.Signing;
using Ledger.Domain.Usage;

namespace Ledger.Cli.Tests.Signing;

public sealed class DraftWordTests
{
    [Theory]
    [InlineData("sale", PatentAct.Sale)]
    [InlineData("Export", PatentAct.Export)]
    [InlineData("STREAM", PatentAct.Stream)]
    [InlineData("2", PatentAct.Import)]
    public void A_word_is_one_name_in_either_case_or_one_number(string text, PatentAct act) => Assert.Equal(act, DraftJson.Word<PatentAct>(text));

    [Theory]
    [InlineData("sale,import")] // of their numbers, 1 and 2, export would be made
    [InlineData("1, 2")]
    [InlineData("sale,")]
    [InlineData("6")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_a_wrong_use(string? text)
    {
        Assert.Equal(ExitCode.Usage, Assert.Throws<CliFailure>(() => DraftJson.Word<PatentAct>(text)).ExitCode);
        Assert.Equal(ExitCode.Usage, Assert.Throws<CliFailure>(() => DraftJson.Word<EvidenceSource>(text is "sale,import" ? "listing,teardown" : text is "6" ? "99" : text)).ExitCode);
    }
}
