// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Proofs;
using Ledger.Application.Reading;
using Ledger.Application.Views;
using Ledger.Host.Access;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

internal static class LicenseEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet(
                "/licenses",
                async (HttpContext http, Registry registry, string? pool, string? licensee, string? standing, string? cursor, string? limit, CancellationToken cancel) =>
                    Answer.Of(http, await registry.LicensesAsync(
                        Read.OptionalId(pool, "pool"),
                        Read.OptionalId(licensee, "licensee"),
                        Read.Word(standing, "standing", "None", "NotYet", "InForce", "Suspended", "Terminated", "Expired"),
                        Read.Cursor(cursor),
                        Read.Limit(limit),
                        cancel)))
            .Gives<Page<LicenseView>>("listLicenses", "Licenses as the chain has them, oldest first.")
            .Open();

        api.MapGet("/licenses/{id}", async (HttpContext http, string id, Registry registry, CancellationToken cancel) =>
                Answer.Of(http, await registry.LicenseAsync(Read.Id(id), cancel)))
            .Gives<LicenseView>("getLicense", "A license as it was signed and as it stands.")
            .Open();

        api.MapGet(
                "/licenses/{id}/history",
                async (HttpContext http, string id, Registry registry, string? at, string? knownAt, CancellationToken cancel) =>
                    Answer.Of(http, await registry.HistoryAsync(Read.Id(id), Read.Number(at, "at"), Read.Number(knownAt, "knownAt"), cancel)))
            .Gives<LicenseHistoryView>("getLicenseHistory", "Every act on the license; its standing at a time, as known at a block.")
            .For(Callers.Party | Callers.Operator, AccessScopes.Read);

        api.MapGet("/licenses/{id}/verification", async (HttpContext http, string id, LicenseVerification verification, CancellationToken cancel) =>
                Answer.Of(http, await verification.VerifyAsync(Read.Id(id), RequestLanguage.Of(http.Request), cancel)))
            .Gives<VerificationView>("verifyLicense", "What an outsider's verifier says of the license, step by step.")
            .Open();

        api.MapGet("/licenses/{id}/bundle", async (HttpContext http, string id, Exports exports, CancellationToken cancel) =>
                Bundles.Answer(http, await exports.GatherAsync(Read.Id(id), cancel)))
            .GivesBundle("getLicenseBundle", "The license's evidence, for a reader who judges it himself.")
            .For(Callers.Party | Callers.Operator, AccessScopes.Read, "for a party: its own license, or one of a pool where it has a role")
            .Guard((gate, caller, id, cancel) => gate.BundleAsync(caller, Read.Id(id), cancel));
    }
}
