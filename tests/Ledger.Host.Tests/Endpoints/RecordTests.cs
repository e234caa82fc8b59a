// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Merkle;
using Ledger.Evidence.Usage;
using Ledger.Host.Tests.Support;

namespace Ledger.Host.Tests.Endpoints;

/// <summary>Records other than reports: handed in, anchored, listed by kind, and proven.</summary>
[Collection(HostCollection.Name)]
public sealed class RecordTests(HostFixture host)
{
    private readonly Walk _walk = new(host);

    [Fact]
    public async Task An_applicant_without_a_role_in_the_pool_asks_for_a_license_and_can_prove_when()
    {
        var (party, signer, token) = await _walk.OpenPartyAsync();
        var pool = await PoolAsync();
        var request = new LicenseRequest(pool, party, "set-top boxes", "CN VN", 1_800_000_000, "Please", await _walk.RecentBlockAsync(), SomeRecords.Salt());
        var sent = SomeRecords.Sign(request, signer, await _walk.UsageDomainAsync());

        await AssertKeptAsync(request.Kind, request.Id, sent, token, host.TokenOf((await _walk.LicenseAsync()).GetProperty("licensee").GetString()!));

        var opening = new StreamOpening(pool, party, "Main site", await _walk.RecentBlockAsync(), SomeRecords.Salt());
        var refused = await host.PostAsync("/api/v1/records", SomeRecords.Sign(opening, signer, await _walk.UsageDomainAsync()), token: token);
        Assert.Equal((403, "role-missing"), (refused.Status, refused.Code)); // a request is all that needs none
    }

    [Fact]
    public async Task A_licensee_declares_an_affiliate_and_can_prove_when()
    {
        var licensee = (await _walk.LicenseAsync()).GetProperty("licensee").GetString()!;
        var declaration = new AffiliateDeclaration(
            await PoolAsync(), new PartyId(Hash32.Parse(licensee)), default, "Harbor Assembly Ltd.", "VN", 7_500, 1_700_000_000, 0, await _walk.RecentBlockAsync(), SomeRecords.Salt());
        var sent = SomeRecords.Sign(declaration, _walk.KeyOf(licensee).Signer, await _walk.UsageDomainAsync());

        await AssertKeptAsync(declaration.Kind, declaration.Id, sent, host.TokenOf(licensee), (await File.ReadAllTextAsync(host.ApiKeyFile("licensee-willow"))).Trim());
    }

    /// <summary>It is taken, comes into a checkpoint, and is shown to its author and the administrator alone.</summary>
    private async Task AssertKeptAsync(RecordKind kind, RecordId id, RecordRequest sent, string token, string stranger)
    {
        var taken = await host.PostAsync("/api/v1/records", sent, token: token);
        Assert.True(taken.Status == 201, taken.Text);
        Assert.Equal(id.ToString(), taken.Json.GetProperty("recordId").GetString());
        var path = $"/api/v1/records/{id}";
        await Eventually.IsTrueAsync(async () => (await host.GetAsync(path + "/proof", token: token)).Status == 200, "The record is anchored.");

        foreach (var reader in new[] { token, (await File.ReadAllTextAsync(host.ApiKeyFile("administrator"))).Trim() })
        {
            var listed = Assert.Single(await ListAsync(reader), item => item.Id == id.Value);
            Assert.Equal((kind.ToString(), (Hash32?)null), (listed.Kind, listed.License));
            Assert.True(JsonElement.DeepEquals(sent.Record, listed.TypedData.GetProperty("message")), listed.TypedData.ToString());
            Assert.Equal((sent.Key, sent.Signature), (listed.Signature.Key, listed.Signature.Signature));

            var proof = (await host.GetAsync(path + "/proof", token: reader)).Json.Deserialize<UsageProofView>(LedgerJson.Options)!;
            Assert.True(Signature.TryParse(sent.Signature, out var signature));
            Assert.Equal((UsageLeaf.Hash(kind, id, signature), proof.Checkpoint.Root, listed.LeafIndex), (proof.Leaf, proof.Root, proof.LeafIndex));
            Assert.True(InclusionProof.Verify(proof.Checkpoint.Root, proof.Checkpoint.Size, proof.LeafIndex, proof.Leaf, proof.Path.ToArray()));
        }

        Assert.DoesNotContain(await ListAsync(stranger), item => item.Id == id.Value);
        var hidden = await host.GetAsync(path + "/proof", token: stranger);
        Assert.Equal((404, "record-unknown"), (hidden.Status, hidden.Code));

        async Task<IReadOnlyList<RecordView>> ListAsync(string by) =>
            (await host.GetAsync($"/api/v1/records?kind={kind}&limit=500", token: by)).Json.Deserialize<Page<RecordView>>(LedgerJson.Options)!.Items;
    }

    private async Task<PoolId> PoolAsync() => new(Hash32.Parse((await _walk.PoolAsync()).GetProperty("id").GetString()!));
}
