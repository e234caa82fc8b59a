// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Endpoints;

[Collection(HostCollection.Name)]
public sealed class ProposalTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Fact]
    public async Task A_license_is_proposed_signed_by_two_granted_on_chain_and_verified()
    {
        var proposal = await _walk.ProposeAsync();
        Assert.Equal("collecting", proposal.GetProperty("state").GetString());
        Assert.Equal(["administrator", "licensee"], proposal.GetProperty("required").EnumerateArray().Select(one => one.GetProperty("role").GetString()));
        Assert.True(TypedData.TryParse(proposal.GetProperty("typedData"), out var data, out _));
        Assert.Equal(data.Digest.ToString(), proposal.GetProperty("digest").GetString());

        var signed = await _walk.SignAllAsync(proposal);
        var operation = signed.GetProperty("operation").GetString();
        await Eventually.IsTrueAsync(
            async () => (await host.GetAsync($"/api/v1/operations/{operation}")).Json.GetProperty("state").GetString() is "final", "The grant becomes final.");

        var shown = (await host.GetAsync("/api/v1/operations?state=final&limit=1")).Json;
        Assert.NotEqual(JsonValueKind.Null, shown.GetProperty("next").ValueKind);
        var newest = shown.GetProperty("items")[0];
        Assert.Equal((operation, "final"), (newest.GetProperty("id").GetString(), newest.GetProperty("state").GetString()));
        var attempt = newest.GetProperty("attempts").EnumerateArray().Single();
        Assert.Equal(newest.GetProperty("transactions")[0].GetString(), attempt.GetProperty("transaction").GetString());
        Assert.True(newest.GetProperty("acceptedAt").GetInt64() <= attempt.GetProperty("sentAt").GetInt64());
        Assert.Empty((await host.GetAsync("/api/v1/operations?state=failed")).Json.GetProperty("items").EnumerateArray());

        var id = data.StructHash.ToString();
        var license = (await host.GetAsync($"/api/v1/licenses/{id}")).Json;
        Assert.Equal(id, license.GetProperty("id").GetString());
        Assert.Equal("InForce", license.GetProperty("standing").GetString());
        Assert.Equal(2, license.GetProperty("signatures").GetArrayLength());
        Assert.False(license.GetProperty("attestedImport").GetBoolean());
        var history = (await host.GetAsync($"/api/v1/licenses/{id}/history")).Json;
        Assert.Equal("LicenseGrant", history.GetProperty("entries")[0].GetProperty("act").GetProperty("kind").GetString());
        var verification = (await host.GetAsync($"/api/v1/licenses/{id}/verification")).Json;
        Assert.True(string.Equals("valid", verification.GetProperty("verdict").GetString(), StringComparison.Ordinal), verification.ToString());
        Assert.Equal(
            ["id", "signature", "key", "receipt", "header", "completeness", "standing", "schedule"],
            verification.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("name").GetString()));
        Assert.Equal("recorded", (await host.GetAsync($"/api/v1/proposals/{proposal.GetProperty("id").GetString()}")).Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_withdrawn_proposal_takes_no_signature()
    {
        var proposal = await _walk.ProposeAsync();
        var id = proposal.GetProperty("id").GetString();

        var withdrawn = await host.SendAsync(HttpMethod.Delete, $"/api/v1/proposals/{id}", null);
        Assert.Equal("withdrawn", withdrawn.Json.GetProperty("state").GetString());
        var party = proposal.GetProperty("required")[0].GetProperty("party").GetString()!;
        var signing = await _walk.SignAsync(proposal, party);

        Assert.Equal(409, signing.Status);
        Assert.Equal("proposal-not-open", signing.Code);
    }

    [Fact]
    public async Task A_signature_of_a_stranger_is_refused()
    {
        var proposal = await _walk.ProposeAsync();
        var required = proposal.GetProperty("required")[0];
        var stranger = host.DemoKeys.First(key => key.Party is { } party
            && proposal.GetProperty("required").EnumerateArray().All(one => one.GetProperty("party").GetString() != party.Value.ToString()));
        var digest = Hash32.Parse(proposal.GetProperty("digest").GetString()!);

        var answer = await host.PostAsync(
            $"/api/v1/proposals/{proposal.GetProperty("id").GetString()}/signatures",
            new { party = required.GetProperty("party"), key = stranger.Signer.Address, signature = stranger.Signer.Sign(digest).ToString() });

        Assert.InRange(answer.Status, 400, 499);
        Assert.Equal("application/problem+json", answer.MediaType);
    }

    [Fact]
    public async Task The_same_key_and_body_replay_the_answer_and_another_body_is_refused()
    {
        var body = JsonSerializer.Serialize(new { title = "A matter", license = (await _walk.LicenseAsync()).GetProperty("id") });

        var first = await host.PostAsync("/api/v1/matters", body, key: "one-matter");
        var again = await host.PostAsync("/api/v1/matters", body, key: "one-matter");
        var other = await host.PostAsync("/api/v1/matters", body.Replace("A matter", "Another", StringComparison.Ordinal), key: "one-matter");

        Assert.Equal(201, first.Status);
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(201, again.Status);
        Assert.Equal(409, other.Status);
        Assert.Equal("idempotency-mismatch", other.Code);
    }

    [Fact]
    public async Task Two_sends_at_once_under_one_key_are_taken_once()
    {
        var body = JsonSerializer.Serialize(new { title = "At once", license = (await _walk.LicenseAsync()).GetProperty("id") });

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.PostAsync("/api/v1/matters", body, key: "at-once")));

        Assert.Single(answers.Select(answer => answer.Text).Distinct(StringComparer.Ordinal));
    }
}
