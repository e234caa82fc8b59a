// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Acts;
using Ledger.Ethereum;

namespace Ledger.Domain.Tests.Acts;

/// <summary>The id is hashed once; nothing of that may show.</summary>
public sealed class ActIdTests
{
    [Fact]
    public void A_copy_with_another_field_has_another_id_though_the_first_was_asked_for()
    {
        var act = Some.AdministratorOpening with { Salt = Hash32.Zero };
        var id = act.ActId;

        var other = act with { Salt = Keccak256.Hash("another"u8) };

        Assert.NotEqual(id, other.ActId);
        Assert.Equal(id, (other with { Salt = Hash32.Zero }).ActId);
        Assert.Equal(id, act.ActId);
    }

    [Fact]
    public void Acts_are_equal_by_their_fields_whether_their_ids_were_asked_for_or_not()
    {
        var asked = Some.AdministratorOpening with { Salt = Hash32.Zero };
        _ = asked.ActId;
        var unasked = asked with { Salt = asked.Salt };

        Assert.Equal(asked, unasked);
        Assert.Equal(asked.GetHashCode(), unasked.GetHashCode());
        Assert.NotEqual(asked, unasked with { Salt = Keccak256.Hash("another"u8) });
    }

    [Fact]
    public void A_subject_has_the_key_that_stores_have_filed_it_under()
    {
        var (first, second) = (Keccak256.Hash("first"u8), Keccak256.Hash("second"u8));

        foreach (var kind in Enum.GetValues<SubjectKind>())
        {
            Assert.Equal($"{kind}:{first}", new Subject(kind, first, default).Key);
            Assert.Equal($"{kind}:{first}:{second}", new Subject(kind, first, second).Key);
        }
    }
}
