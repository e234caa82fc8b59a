// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Access;
using Ledger.Application.Custody;
using Ledger.Application.Proofs;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Domain.Usage;
using Ledger.Host.Access;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

/// <summary>Signed records other than usage reports, all of one form; observations and payments also under names of their own.</summary>
internal static class RecordEndpoints
{
    private const string Readers =
        "the party's own, those of pools where the key is administrator or auditor (observations: also licensor or dispute), and payments and certificates under its licenses";

    private static readonly RecordKind[] Payments = [RecordKind.PaymentClaimed, RecordKind.PaymentReceived, RecordKind.PaymentDisputed];

    private static readonly string[] _reasons = [.. SuspectWords.All];

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/records", async (HttpContext http, Body<RecordRequest> body, RecordIntake records, CancellationToken cancel) =>
                Answer.Of(http, await records.SubmitAsync(body.Value, http.Caller(), cancel), StatusCodes.Status201Created))
            .Gives<RecordReceipt>("submitRecord", "Takes in a signed record other than a usage report.", StatusCodes.Status201Created)
            .For(Callers.Party, AccessScopes.Report, "the party's own, in a pool where it has the role for it; a LicenseRequest needs none")
            .Once();

        api.MapGet(
                "/records",
                async (HttpContext http, RecordBook book, string? kind, string? pool, string? concerns, string? author, string? cursor, string? limit, CancellationToken cancel) =>
                    Answer.Json(await book.ListAsync(
                        http.Caller(),
                        Read.Word(kind, "kind", Enum.GetNames<RecordKind>()),
                        Read.OptionalId(pool, "pool"),
                        Read.OptionalId(concerns, "concerns"),
                        Read.OptionalId(author, "author"),
                        Read.Cursor(cursor),
                        Read.Limit(limit),
                        cancel)))
            .Gives<Page<RecordView>>("listRecords", "Records of every kind, by what they concern and who signed them.")
            .For(Callers.Party, AccessScopes.Read, Readers);

        api.MapGet("/records/{id}", async (HttpContext http, string id, RecordBook book, CancellationToken cancel) =>
                Answer.Of(http, await book.GetAsync(Read.Id(id), cancel)))
            .Gives<RecordView>("getRecord", "A record with the host's promise and, once anchored, its checkpoint.")
            .For(Callers.Party, AccessScopes.Read, Readers)
            .Guard((gate, caller, id, cancel) => gate.RecordAsync(caller, Read.Id(id), cancel));

        api.MapGet("/records/{id}/proof", async (HttpContext http, string id, UsageProofs proofs, CancellationToken cancel) =>
                Answer.Of(http, await proofs.ProveAsync(Read.Id(id), cancel)))
            .Gives<UsageProofView>("proveRecord", "The record's place in a checkpoint on chain.")
            .For(Callers.Party, AccessScopes.Read, Readers)
            .Guard((gate, caller, id, cancel) => gate.RecordAsync(caller, Read.Id(id), cancel));

        api.MapGet("/records/{id}/signed", async (HttpContext http, string id, SignedRecords signed, CancellationToken cancel) =>
                Bundles.JsonFile(http, await signed.MakeAsync(http.Caller(), Read.Id(id), cancel)))
            .Gives<JsonElement>("getSignedRecord", "Exactly what was signed, with key, signature and what came with it (a report's lines and their salts): a file that anybody checks, and that can be sent again.")
            .For(Callers.Party, AccessScopes.Read, Readers)
            .Guard((gate, caller, id, cancel) => gate.RecordAsync(caller, Read.Id(id), cancel));

        api.MapGet("/records/{id}/promise", async (HttpContext http, string id, PromiseProofs proofs, CancellationToken cancel) =>
                Bundles.JsonFile(http, await proofs.MakeAsync(Read.Id(id), cancel)))
            .Gives<JsonElement>("provePromise", "What became of the host's promise for the record: a file that `ledger evidence verify` judges with the network off.")
            .For(Callers.Party, AccessScopes.Read, Readers)
            .Guard((gate, caller, id, cancel) => gate.RecordAsync(caller, Read.Id(id), cancel));

        MapErasure(api);
        MapStreams(api);
        MapNamed(api);
        MapOfLicense(api);
    }

    private static void MapErasure(RouteGroupBuilder api)
    {
        const string Held = "those of pools where it is the dispute team";

        api.MapPost(
                "/records/{id}/hold",
                async (HttpContext http, string id, Body<HoldRequest> body, RecordErasureDesk desk, CancellationToken cancel) =>
                    Answer.Of(http, await desk.HoldAsync(http.Caller(), Read.Id(id), body.Value, cancel)))
            .Gives<RecordView>("holdRecord", "Sets a legal hold on what came with a record: it wins over erasure.")
            .For(Callers.Party, AccessScopes.Resolve, Held, PoolRole.Dispute)
            .Once();

        api.MapPost(
                "/records/{id}/release",
                async (HttpContext http, string id, Body<HoldRequest> body, RecordErasureDesk desk, CancellationToken cancel) =>
                    Answer.Of(http, await desk.ReleaseAsync(http.Caller(), Read.Id(id), body.Value, cancel)))
            .Gives<RecordView>("releaseRecord", "Lifts the hold of a matter.")
            .For(Callers.Party, AccessScopes.Resolve, Held, PoolRole.Dispute)
            .Once();

        api.MapPost(
                "/records/{id}/erasure",
                async (HttpContext http, string id, Body<ErasureRequest> body, RecordErasureDesk desk, CancellationToken cancel) =>
                    Answer.Of(http, await desk.EraseAsync(http.Caller(), Read.Id(id), body.Value, cancel)))
            .Gives<RecordView>("eraseRecord", "Destroys what came with a record (a report's lines, an observation's evidence) at signed demand, which stays as tombstone.")
            .For(Callers.Party, AccessScopes.Propose, "those of a pool that it administrates, and its own observations")
            .Once();
    }

    private static void MapStreams(RouteGroupBuilder api)
    {
        api.MapGet(
                "/streams",
                async (HttpContext http, RecordBook book, string? pool, string? reporter, string? cursor, string? limit, CancellationToken cancel) =>
                    Answer.Json(await book.StreamsAsync(
                        http.Caller(), Read.OptionalId(pool, "pool"), Read.OptionalId(reporter, "reporter"), Read.Cursor(cursor), Read.Limit(limit), cancel)))
            .Gives<Page<StreamView>>("listStreams", "The streams of reports, each with its last one.")
            .For(Callers.Party, AccessScopes.Read, Readers);

        api.MapGet(
                "/suspect-reports",
                async (HttpContext http, RecordBook book, string? pool, string? reporter, string? reason, string? cursor, string? limit, CancellationToken cancel) =>
                    Answer.Json(await book.SuspectsAsync(
                        http.Caller(), Read.OptionalId(pool, "pool"), Read.OptionalId(reporter, "reporter"), Reason(reason), Read.Cursor(cursor), Read.Limit(limit), cancel)))
            .Gives<Page<SuspectView>>("listSuspectReports", "Reports that were refused and are kept, each with its reason and whether it was taken back since.")
            .For(Callers.Party, AccessScopes.Read, "the party's own, and those of pools where the key is administrator or auditor");

        api.MapGet("/streams/{id}", async (HttpContext http, string id, RecordBook book, CancellationToken cancel) =>
                Answer.Of(http, await book.StreamAsync(Read.Id(id), cancel)))
            .Gives<StreamView>("getStream", "A stream of reports with its last one.")
            .For(Callers.Party, AccessScopes.Read, Readers)
            .Guard((gate, caller, id, cancel) => gate.RecordAsync(caller, Read.Id(id), cancel));
    }

    private static SuspectReason? Reason(string? text) =>
        Read.Word(text, "reason", _reasons) is { } word ? Enum.Parse<SuspectReason>(word, ignoreCase: true) : null;

    private static void MapNamed(RouteGroupBuilder api)
    {
        api.MapPost("/observations", async (HttpContext http, Body<ObservationRequest> body, RecordIntake records, CancellationToken cancel) =>
                Answer.Of(http, await records.ObserveAsync(body.Value, http.Caller(), cancel), StatusCodes.Status201Created))
            .Gives<ObservationReceipt>("submitObservation", "Takes in a signed observation of the market.", StatusCodes.Status201Created)
            .For(Callers.Party, AccessScopes.Report, "the party's own, in a pool where it has a role", Enum.GetValues<PoolRole>())
            .Once();

        api.MapPost("/payments", async (HttpContext http, Body<RecordRequest> body, RecordIntake records, CancellationToken cancel) =>
                Answer.Of(http, await records.SubmitAsync(body.Value, http.Caller(), Payments, cancel), StatusCodes.Status201Created))
            .Gives<RecordReceipt>("submitPayment", "Takes in a claimed payment, its confirmation or its dispute.", StatusCodes.Status201Created)
            .For(Callers.Party, AccessScopes.Report, "a licensee's claim; the administrator's confirmation or dispute", PoolRole.Licensee, PoolRole.Administrator)
            .Once();
    }

    private static void MapOfLicense(RouteGroupBuilder api)
    {
        const string readers = "the license's licensees, each its own part, and the administrator and auditors of its pool";

        api.MapGet("/licenses/{id}/payments", async (HttpContext http, string id, RecordBook book, CancellationToken cancel) =>
                Answer.Of(http, await book.PaymentsAsync(http.Caller(), Read.Id(id), cancel)))
            .Gives<IReadOnlyList<PaymentView>>("listPayments", "The payments claimed under a license, and where each stands.")
            .For(Callers.Party, AccessScopes.Read, readers)
            .Guard((gate, caller, id, cancel) => gate.UsageOfAsync(caller, Read.Id(id), cancel));

        api.MapGet(
                "/licenses/{id}/period",
                async (HttpContext http, string id, RecordBook book, string? reporter, string? start, string? end, CancellationToken cancel) =>
                    Answer.Of(http, await book.PeriodAsync(
                        http.Caller(),
                        Read.Id(id),
                        Read.OptionalId(reporter, "reporter"),
                        Read.Number(start, "start") ?? throw Read.Invalid("start"),
                        Read.Number(end, "end") ?? throw Read.Invalid("end"),
                        cancel)))
            .Gives<PeriodView>("getPeriod", "What the reports of a period add up to, as its closing statement says it.")
            .For(Callers.Party, AccessScopes.Read, readers)
            .Guard((gate, caller, id, cancel) => gate.UsageOfAsync(caller, Read.Id(id), cancel));
    }
}
