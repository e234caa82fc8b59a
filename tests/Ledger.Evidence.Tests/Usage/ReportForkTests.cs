// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Domain.Usage;
using Ledger.Evidence.Usage;

namespace Ledger.Evidence.Tests.Usage;

/// <summary>Two signed reports for one place, as a file that whoever gets it judges without asking anybody.</summary>
public sealed class ReportForkTests
{
    [Fact]
    public void A_file_gives_back_what_was_signed_and_holds()
    {
        var fork = SomeSigned.Fork();
        var bytes = fork.Write();

        Assert.True(ReportFork.LooksLikeOne(bytes));
        Assert.False(SignedRecord.LooksLikeOne(bytes));
        Assert.Equal((fork, ReportForkVerdict.Holds), (ReportFork.TryRead(JsonElement.Parse(bytes)), fork.Judge()));
    }

    public static TheoryData<ReportForkVerdict, Func<UsageReport, UsageReport>> Seconds => new()
    {
        { ReportForkVerdict.Holds, report => report with { TotalQuantity = 1 } },
        { ReportForkVerdict.Holds, report => report with { License = new(EvidenceWorld.Salt("license")) } },
        { ReportForkVerdict.PlacesDiffer, report => report },
        { ReportForkVerdict.PlacesDiffer, report => report with { Sequence = 8 } },
        { ReportForkVerdict.PlacesDiffer, report => report with { Stream = new(EvidenceWorld.Salt("other")) } },
        { ReportForkVerdict.PlacesDiffer, report => report with { Reporter = new(EvidenceWorld.Salt("other")) } },
    };

    [Theory]
    [MemberData(nameof(Seconds))]
    public void Two_reports_prove_something_where_they_are_two_and_for_one_place(ReportForkVerdict verdict, Func<UsageReport, UsageReport> change) =>
        Assert.Equal(verdict, SomeSigned.Fork(change).Judge());

    [Theory]
    [InlineData("first", "sequence", "8", ReportForkVerdict.SignatureWrong)]
    [InlineData("second", "sequence", "8", ReportForkVerdict.SignatureWrong)]
    [InlineData("second", "salt", "\"0x0000000000000000000000000000000000000000000000000000000000000000\"", ReportForkVerdict.SignatureWrong)]
    [InlineData("first", "salt", null, null)]
    [InlineData("second", "sequence", "\"seven\"", null)]
    public void Whatever_is_changed_of_a_report_is_found(string which, string field, string? value, ReportForkVerdict? verdict) =>
        Assert.Equal(verdict, Changed(file => Set(file[which]!["report"]!.AsObject(), field, value)));

    [Theory]
    [InlineData("key", "\"0x0000000000000000000000000000000000000000\"", ReportForkVerdict.SignatureWrong)]
    [InlineData("key", "7", null)]
    [InlineData("signature", "\"0x00\"", null)]
    [InlineData("signature", null, null)]
    public void Whatever_is_changed_of_a_signature_is_found(string field, string? value, ReportForkVerdict? verdict)
    {
        Assert.Equal(verdict, Changed(file => Set(file["first"]!.AsObject(), field, value)));
        Assert.Equal(verdict, Changed(file => Set(file["second"]!.AsObject(), field, value)));
    }

    [Fact]
    public void Signatures_count_under_the_domain_that_the_file_names()
    {
        Assert.Equal(ReportForkVerdict.SignatureWrong, Changed(file => file["eip712"]!["domain"]!["chainId"] = 2));
        Assert.Null(Changed(file => file["eip712"] = null));
        Assert.Null(Changed(file => file["version"] = 2));
        Assert.Null(Changed(file => file["format"] = "ledger-signed-record"));
        Assert.Null(ReportFork.TryRead(JsonElement.Parse("[]")));
    }

    private static ReportForkVerdict? Changed(Action<JsonNode> change)
    {
        var file = JsonNode.Parse(SomeSigned.Fork().Write())!;
        change(file);
        return ReportFork.TryRead(JsonElement.Parse(file.ToJsonString()))?.Judge();
    }

    private static void Set(JsonObject on, string field, string? value)
    {
        if (value is null)
        {
            on.Remove(field);
        }
        else
        {
            on[field] = JsonNode.Parse(value);
        }
    }
}
