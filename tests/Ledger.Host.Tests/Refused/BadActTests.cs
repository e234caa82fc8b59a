// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Domain.Parties;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Host.Tests.Support;
using Xunit.Abstractions;

namespace Ledger.Host.Tests.Refused;

/// <summary>Acts that bind nobody: each is refused with its own word, and leaves nothing behind.</summary>
[Collection(HostCollection.Name)]
public sealed class BadActTests(HostFixture host, ITestOutputHelper output)
{
    private readonly Walk _walk = new(host);
    private readonly Refusing _refusing = new(host, output);

    [Fact]
    public async Task A_signature_that_is_none_is_refused()
    {
        var (proposal, party) = await OpenAsync();
        var good = BadSignatures.By(_walk.KeyOf(party).Signer, DigestOf(proposal));

        foreach (var (name, signature) in BadSignatures.Malformed(good))
        {
            await SignatureRefusedAsync($"signature: {name}", 422, "signature-invalid", proposal, party, _walk.KeyOf(party).Signer.Address, signature);
        }

        Assert.Equal(21, _refusing.Count);
        _refusing.Print();
        await StillSignsAsync(proposal, party);
    }

    [Fact]
    public async Task A_signature_over_something_else_is_refused()
    {
        var (proposal, party) = await OpenAsync();
        var key = _walk.KeyOf(party).Signer;

        foreach (var (name, digest) in BadSignatures.OverSomethingElse(JsonNode.Parse(proposal.GetProperty("typedData").GetRawText())!))
        {
            await SignatureRefusedAsync($"signed: {name}", 422, "signature-mismatch", proposal, party, key.Address, BadSignatures.By(key, digest));
        }

        Assert.Equal(7, _refusing.Count);
        _refusing.Print();
        await StillSignsAsync(proposal, party);
    }

    [Fact]
    public async Task Another_s_key_signs_for_nobody_but_its_own()
    {
        var (proposal, party) = await OpenAsync();
        var digest = DigestOf(proposal);
        var needed = proposal.GetProperty("required").EnumerateArray().Select(one => one.GetProperty("party").GetString()).ToList();
        var stranger = host.DemoKeys.First(key => key.Party is { } id && !needed.Contains(id.Value.ToString()));
        var own = _walk.KeyOf(party).Signer;

        await SignatureRefusedAsync("key: another party's, under its own name", 422, "signer-not-required",
            proposal, stranger.Party!.Value.Value.ToString(), stranger.Signer.Address, BadSignatures.By(stranger.Signer, digest));
        await SignatureRefusedAsync("key: another party's, under this party's name", 422, "key-not-held",
            proposal, party, stranger.Signer.Address, BadSignatures.By(stranger.Signer, digest));
        await SignatureRefusedAsync("key: another party's signature, under this party's key", 422, "signature-mismatch",
            proposal, party, own.Address, BadSignatures.By(stranger.Signer, digest));
        await SignatureRefusedAsync("key: the other signer's", 422, "key-not-held",
            proposal, party, _walk.KeyOf(needed[1]!).Signer.Address, BadSignatures.By(_walk.KeyOf(needed[1]!).Signer, digest));

        Assert.Equal(4, _refusing.Count);
        _refusing.Print();
        await StillSignsAsync(proposal, party);
    }

    [Fact]
    public async Task A_key_with_another_scope_does_not_sign_an_act()
    {
        var (proposal, party) = await OpenAsync();
        var fresh = await _walk.AdmitAsync(party, KeyScopes.Report);

        await SignatureRefusedAsync("key: of this party, with another scope", 422, "key-not-held",
            proposal, party, fresh.Address, BadSignatures.By(fresh, DigestOf(proposal)));

        Assert.Equal(1, _refusing.Count);
        await StillSignsAsync(proposal, party);
    }

    [Fact]
    public async Task An_act_out_of_order_expired_or_about_nothing_is_refused()
    {
        var license = await _walk.LicenseAsync();
        var grant = JsonNode.Parse($$"""
            {"pool":{{Raw(license, "pool")}},"licensee":{{Raw(license, "licensee")}},"schedule":{{Raw(license, "schedule")}},"startsAt":1700000000,"endsAt":4000000000}
            """)!.AsObject();
        var nothing = "0x" + new string('7', 64);
        (string Class, string Code, string Kind, JsonObject Message)[] cases =
        [
            ("act: out of order", "head-moved", "LicenseGrant", With(grant, "previous", nothing)),
            ("act: as if nothing had come before", "head-moved", "LicenseGrant", With(grant, "previous", "0x" + new string('0', 64))),
            ("act: expired", "act-expired", "LicenseGrant", With(grant, "expiresAt", 1_700_000_000)),
            ("act: of an unknown pool", "pool-unknown", "LicenseGrant", With(grant, "pool", nothing)),
            ("act: for an unknown party", "party-unknown", "LicenseGrant", With(grant, "licensee", nothing)),
            ("act: on an unknown schedule", "schedule-unknown", "LicenseGrant", With(grant, "schedule", nothing)),
            ("act: with an end before its beginning", "empty-term", "LicenseGrant", With(grant, "endsAt", 1_600_000_000)),
            ("act: on an unknown license", "license-unknown", "Termination", new JsonObject { ["license"] = nothing, ["effectiveAt"] = 4_000_000_000 }),
            ("act: undoing what never was", "act-unknown", "Void", new JsonObject { ["actId"] = nothing, ["party"] = JsonNode.Parse(Raw(license, "licensee")) }),
        ];
        foreach (var (ofClass, code, kind, message) in cases)
        {
            var status = code is "pool-unknown" or "party-unknown" or "license-unknown" or "schedule-unknown" ? 404 : code is "head-moved" ? 409 : 422;
            await _refusing.RefusedAsync(ofClass, status, code, language => host.PostAsync("/api/v1/proposals", new { kind, message }, language: language));
        }

        _refusing.Print();
        Assert.Equal(cases.Length, _refusing.Count);
    }

    [Fact]
    public async Task An_act_undone_before_it_was_recorded_takes_no_signature_and_is_refused_by_the_contract()
    {
        var (proposal, party) = await OpenAsync();
        var needed = proposal.GetProperty("required").EnumerateArray().Select(one => one.GetProperty("party").GetString()!).ToList();
        var undo = await _walk.ProposeAsync("Void", new { actId = proposal.GetProperty("id"), party });
        await _walk.FinalAsync(await _walk.SignForAsync(undo, _walk.KeyOf(party).Signer));

        await SignatureRefusedAsync("act: undone by its signer", 422, "act-is-void",
            proposal, party, _walk.KeyOf(party).Signer.Address, BadSignatures.By(_walk.KeyOf(party).Signer, DigestOf(proposal)));
        Assert.Equal(2, needed.Count);
        _refusing.Print();
    }

    [Fact]
    public async Task A_grant_is_not_taken_again_after_it_was_ended()
    {
        var proposal = await _walk.ProposeAsync();
        await _walk.FinalAsync(await _walk.SignAllAsync(proposal));
        Assert.True(TypedData.TryParse(proposal.GetProperty("typedData"), out var data, out var error), error);
        var license = data.StructHash.ToString();
        var termination = await _walk.ProposeAsync("Termination", new { license, effectiveAt = await _walk.ChainTimeAsync() + 1000 });
        await _walk.FinalAsync(await _walk.SignAllAsync(termination));
        var transaction = (await host.GetAsync($"/api/v1/licenses/{license}")).Json.GetProperty("recorded").GetProperty("txHash").GetString()!;

        // The very act, whole, to the host; and its very transaction to the contract, as any stranger could send it.
        var message = JsonElement.Parse(proposal.GetProperty("typedData").GetProperty("message").GetRawText());
        var again = await host.PostAsync("/api/v1/proposals", new { kind = "LicenseGrant", message });
        Assert.Equal((201, "recorded"), (again.Status, again.Json.GetProperty("state").GetString()));
        var party = proposal.GetProperty("required")[0].GetProperty("party").GetString()!;
        await SignatureRefusedAsync("act: recorded, signed again by another key", 422, "signer-not-required",
            proposal, "0x" + new string('7', 64), _walk.KeyOf(party).Signer.Address, BadSignatures.By(_walk.KeyOf(party).Signer, data.Digest));
        var sent = (await _walk.RpcAsync("eth_getTransactionByHash", transaction)).GetProperty("result");
        var replayed = await _walk.RpcAsync("eth_call", new { from = sent.GetProperty("from"), to = sent.GetProperty("to"), data = sent.GetProperty("input") }, "latest");
        Assert.True(replayed.TryGetProperty("error", out var refused), replayed.ToString());
        output.WriteLine(refused.ToString());
        var standing = (await host.GetAsync($"/api/v1/licenses/{license}")).Json.GetProperty("standing").GetString();
        Assert.Equal("InForce", standing); // until the end that was named
    }

    [Fact]
    public async Task A_report_is_refused_for_every_reason_that_its_signature_and_its_place_can_give()
    {
        var stream = SomeRecords.Salt();
        var first = await _walk.ReportAsync(stream, lines: 1);
        var taken = await host.PostAsync("/api/v1/usage-reports", first);
        Assert.True(taken.Status == 201, taken.Text);
        var next = await _walk.ReportAsync(stream, Walk.ReportOf(first), lines: 1);

        foreach (var (name, signature) in BadSignatures.Malformed(next.Signature))
        {
            await ReportRefusedAsync($"report: signature, {name}", "signature-invalid", next with { Signature = signature });
        }

        var key = host.DemoKeys.Single(one => one.Signer.Address == next.Key).Signer;
        var (report, domain) = (Walk.ReportOf(next), await _walk.UsageDomainAsync());
        Eip712Domain[] elsewhere =
        [
            new(domain.Name!, domain.Version!, 1, domain.VerifyingContract),
            new(domain.Name!, domain.Version!, domain.ChainId, Address.Zero),
            new("Elsewhere", domain.Version!, domain.ChainId, domain.VerifyingContract),
            new(domain.Name!, "2", domain.ChainId, domain.VerifyingContract),
        ];
        foreach (var other in elsewhere)
        {
            await ReportRefusedAsync("report: from another deployment", "signature-mismatch", next with { Signature = BadSignatures.By(key, report.Digest(other)) });
        }

        await ReportRefusedAsync("report: of another type", "signature-mismatch", next with { Signature = BadSignatures.By(key, Keccak256.Hash([])) });
        var stranger = host.DemoKeys.First(one => one.Signer.Address != next.Key);
        await ReportRefusedAsync("report: another's key", "key-not-held",
            next with { Key = stranger.Signer.Address, Signature = BadSignatures.By(stranger.Signer, report.Digest(domain)) });
        await ReportRefusedAsync("report: a sequence skipped", "sequence-skipped", await _walk.ReportAsync(stream, Walk.ReportOf(first), 1, one => one with { Sequence = 3 }));
        await ReportRefusedAsync("report: a sequence taken", "sequence-taken", await _walk.ReportAsync(stream, lines: 1));
        await ReportRefusedAsync("report: another one before it", "previous-mismatch",
            await _walk.ReportAsync(stream, Walk.ReportOf(first), 1, one => one with { Previous = new Domain.RecordId(SomeRecords.Salt()) }));
        await ReportRefusedAsync("report: of an unknown license", "license-unknown",
            await _walk.ReportAsync(stream, Walk.ReportOf(first), 1, one => one with { License = new Domain.LicenseId(SomeRecords.Salt()) }));
        await ReportRefusedAsync("report: of a block that nobody knows", "recent-block-unknown",
            await _walk.ReportAsync(stream, Walk.ReportOf(first), 1, one => one with { RecentBlock = SomeRecords.Salt() }));
        await ReportRefusedAsync("report: other lines", "lines-root-mismatch", await _walk.ReportAsync(stream, Walk.ReportOf(first), 1, one => one with { LinesRoot = SomeRecords.Salt() }));
        await ReportRefusedAsync("report: a period without length", "period-empty",
            await _walk.ReportAsync(stream, Walk.ReportOf(first), 1, one => one with { PeriodEnd = one.PeriodStart }));

        _refusing.Print();
        Assert.Equal(21 + 4 + 9, _refusing.Count);
        Assert.Equal(201, (await host.PostAsync("/api/v1/usage-reports", next)).Status);
    }

    private async Task<(JsonElement Proposal, string Party)> OpenAsync()
    {
        var proposal = await _walk.ProposeAsync();
        return (proposal, proposal.GetProperty("required")[0].GetProperty("party").GetString()!);
    }

    private async Task StillSignsAsync(JsonElement proposal, string party) => Assert.Equal(200, (await _walk.SignAsync(proposal, party)).Status);

    private Task SignatureRefusedAsync(string ofClass, int status, string code, JsonElement proposal, string party, Address key, string signature) =>
        _refusing.RefusedAsync(ofClass, status, code, language => host.PostAsync(
            $"/api/v1/proposals/{proposal.GetProperty("id").GetString()}/signatures", new { party, key, signature }, language: language));

    private Task ReportRefusedAsync(string ofClass, string code, Application.Views.UsageReportRequest report) => _refusing.RefusedAsync(
        ofClass,
        code is "license-unknown" ? 404 : code is "sequence-taken" ? 409 : 422,
        code,
        language => host.PostAsync("/api/v1/usage-reports", report, language: language));

    private static Hash32 DigestOf(JsonElement proposal) => Hash32.Parse(proposal.GetProperty("digest").GetString()!);

    private static JsonObject With(JsonObject message, string field, JsonNode value)
    {
        var changed = message.DeepClone().AsObject();
        changed[field] = value;
        return changed;
    }

    private static string Raw(JsonElement json, string name) => json.GetProperty(name).GetRawText();
}
