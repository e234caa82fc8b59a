// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Tests;

public sealed partial class NoteTests
{
    [Fact]
    public void Every_code_is_kebab_case_and_every_sentence_ends() => Assert.All(NoteTexts.English, text =>
    {
        Assert.Matches(Kebab(), text.Key);
        Assert.EndsWith(".", text.Value, StringComparison.Ordinal);
    });

    [Fact]
    public void A_note_is_a_sentence_with_what_it_names() =>
        Assert.Equal("The header of block 7 is missing.", Note.Of("header-missing", ("block", 7)).ToString());

    [Fact]
    public void A_note_without_a_sentence_is_a_bug() => Assert.Throws<KeyNotFoundException>(() => Note.Of("no-such-code"));

    [Fact]
    public void No_sentence_is_left_with_a_gap()
    {
        var world = new EvidenceWorld();
        var steps = LicenseVerifier.Verify(world.Evidence, null).Steps
            .Concat(LicenseVerifier.Verify(world.Evidence with { Events = [] }, world.Trust).Steps)
            .Concat(LicenseVerifier.Verify(world.Evidence with { Headers = [] }, world.Trust).Steps);
        Assert.All(steps, step => Assert.DoesNotContain("{", step.Detail, StringComparison.Ordinal));
    }

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Kebab();
}
