// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Reading;
using Ledger.Application.Views;
using Ledger.Host.Access;
using Ledger.Host.Http;

namespace Ledger.Host.Endpoints;

internal static class ScheduleEndpoints
{
    private const string Revision = "/pools/{id}/schedules/{schedule}/revisions/{revision}";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet(
                "/pools/{id}/schedules",
                async (HttpContext http, string id, Registry registry, string? cursor, string? limit, CancellationToken cancel) =>
                    Answer.Of(http, await registry.SchedulesAsync(Read.Id(id), Read.Cursor(cursor), Read.Limit(limit), cancel)))
            .Gives<Page<ScheduleView>>("listSchedules", "The pool's patent schedules, each with all its revisions.")
            .Open();

        api.MapGet(
                "/pools/{id}/patents",
                async (HttpContext http, string id, ScheduleBook book, string? asOf, string? country, string? cursor, string? limit, CancellationToken cancel) =>
                    Answer.Of(http, await book.PatentsAsync(
                        Read.Id(id), Read.Number(asOf, "asOf"), Read.Text(country, "country", 2), Read.Cursor(cursor), Read.Limit(limit), cancel)))
            .Gives<PoolPatentsView>("listPatents", "The patents on the pool's schedules at a chain time (UTC seconds), and the revisions whose lists are not held here.")
            .Open();

        api.MapGet(
                "/pools/{id}/patent-lists/{root}",
                async (HttpContext http, string id, string root, ScheduleBook book, string? cursor, string? limit, CancellationToken cancel) =>
                    Answer.Of(http, await book.ListAsync(Read.Id(id), Read.Id(root, "root"), Read.Cursor(cursor), Read.Limit(limit), cancel)))
            .Gives<Page<PatentView>>("getPatentList", "The list behind the root of a recorded revision or contribution.")
            .Open();

        api.MapGet(
                Revision,
                async (HttpContext http, string id, string schedule, string revision, ScheduleBook book, CancellationToken cancel) =>
                    Answer.Of(http, await book.RevisionAsync(Read.Id(id), Read.Id(schedule, "schedule"), Number(revision), cancel)))
            .Gives<RevisionView>("getRevision", "A revision with its contributions, and whether it adds exactly these.")
            .Open();

        api.MapGet(
                Revision + "/patents",
                async (HttpContext http, string id, string schedule, string revision, ScheduleBook book, string? country, string? cursor, string? limit, CancellationToken cancel) =>
                    Answer.Of(http, await book.PatentsAsync(
                        Read.Id(id), Read.Id(schedule, "schedule"), Number(revision), Read.Text(country, "country", 2), Read.Cursor(cursor), Read.Limit(limit), cancel)))
            .Gives<Page<PatentView>>("listRevisionPatents", "The patents of a revision, in the order of its leaves.")
            .Open();

        api.MapGet(
                Revision + "/changes",
                async (HttpContext http, string id, string schedule, string revision, ScheduleBook book, string? since, string? cursor, string? limit, CancellationToken cancel) =>
                    Answer.Of(http, await book.ChangesAsync(
                        Read.Id(id), Read.Id(schedule, "schedule"), Number(revision), Read.Count(since, "since"), Read.Cursor(cursor), Read.Limit(limit), cancel)))
            .Gives<Page<PatentChangeView>>("listRevisionChanges", "What a revision added, delisted and altered since another; since the one before where nothing is said.")
            .Open();

        api.MapGet(
                Revision + "/patents/{number}/proof",
                async (HttpContext http, string id, string schedule, string revision, string number, ScheduleBook book, CancellationToken cancel) =>
                    Answer.Of(http, await book.ProofAsync(Read.Id(id), Read.Id(schedule, "schedule"), Number(revision), number, cancel)))
            .Gives<ListingView>("proveListing", "Proof that a publication number is listed in a revision, or that it is not.")
            .Open();
    }

    private static uint Number(string revision) => Read.Count(revision, "revision") ?? 0;
}
