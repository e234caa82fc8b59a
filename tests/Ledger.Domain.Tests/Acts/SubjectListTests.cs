// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;

namespace Ledger.Domain.Tests.Acts;

public sealed class SubjectListTests
{
    private static readonly Subject[] _subjects = [.. "abc".Select(letter => Subject.Party(new PartyId(Some.Hash(letter.ToString()))))];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_holds_what_it_was_given_in_that_order(int count)
    {
        var list = SubjectList.Create(_subjects.AsSpan(..count));
        Assert.Equal(_subjects[..count], list.ToArray());
        Assert.Equal(count, list.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => list[count]);
        Assert.Throws<ArgumentOutOfRangeException>(() => list[-1]);
    }

    [Fact]
    public void It_is_equal_by_content_and_order()
    {
        SubjectList one = [_subjects[0]];
        SubjectList two = [_subjects[0], _subjects[1]];
        Assert.True(one == [_subjects[0]] && two == [_subjects[0], _subjects[1]]);
        Assert.True(one != two && one != [_subjects[1]] && two != [_subjects[1], _subjects[0]]);
        Assert.True(default(SubjectList) == [] && one != default);
    }
}
