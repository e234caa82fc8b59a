// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Promises;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Endpoints;

/// <summary>What became of a promise, handed out by the host that gave it, and judged as a stranger judges it.</summary>
[Collection(HostCollection.Name)]
public sealed class PromiseFileTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Fact]
    public async Task The_file_says_open_until_the_record_is_anchored_and_kept_from_then_on()
    {
        var license = await _walk.LicenseAsync();
        var party = license.GetProperty("licensee").GetString()!;
        var receipt = await _walk.RecordAsync(SomeRecords.Opening(license, await _walk.RecentBlockAsync()), party);
        var path = $"/api/v1/records/{receipt.GetProperty("recordId").GetString()}/promise";

        Answered answer = null!;
        await Eventually.IsTrueAsync(
            async () =>
            {
                answer = await host.GetAsync(path, token: host.TokenOf(party));
                Assert.True(answer.Status == 200, answer.Text);
                Assert.Equal("application/json", answer.MediaType);
                return Standing(answer) is not PromiseState.Open;
            },
            "The record is anchored.");
        Assert.Equal(PromiseState.Kept, Standing(answer));
        Assert.Equal(404, (await host.GetAsync($"/api/v1/records/0x{new string('7', 64)}/promise")).Status);
        Assert.Equal(401, (await host.GetAsync(path, token: "")).Status);
    }

    /// <summary>What the file shows to whoever trusts its blocks; each step of it holds.</summary>
    private static PromiseState? Standing(Answered answer)
    {
        var blocks = answer.Json.GetProperty("headers").EnumerateArray().Select(header => Keccak256.Hash(Hex.Decode(header.GetString()!)));
        var found = PromiseVerifier.Verify(answer.Bytes, new PromiseTrust([.. blocks]));
        Assert.All(found.Steps, step => Assert.True(step.Ok, step.ToString()));
        return found.Standing?.State;
    }
}
