// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Application.Texts;

/// <summary>The status of a problem: who calls, what is not his, what is not there, what is in the way, what is malformed; every other refusal is a rule's.</summary>
public static class ProblemStatus
{
    private const int Malformed = 400;
    private const int WhoAreYou = 401;
    private const int NotYours = 403;
    private const int NotThere = 404;
    private const int InTheWay = 409;
    private const int Gone = 410;
    private const int Rule = 422;
    private const int TooMany = 429;
    private const int Unavailable = 503;

    public static int Of(string code) => code switch
    {
        "message-invalid" or "record-invalid" or "record-kind-unknown" or "kind-unknown" or "document-invalid" => Malformed,
        "api-key-missing" or "api-key-unknown" or "api-key-expired" or "api-key-revoked" => WhoAreYou,
        "scope-missing" or "role-missing" or "party-only" or "operator-only" or "party-mismatch" or "not-proposer" => NotYours,
        "api-key-not-found" or "proposal-unknown" or "operation-unknown" or "alert-unknown" or "record-unknown" or "matter-unknown" or "export-unknown"
            or "feed-position-unknown" or "party-unknown" or "pool-unknown" or "license-unknown" or "terms-not-held" or "version-unknown" or "known-at-unknown"
            or "document-unknown" or "document-lost" or "field-unknown" or "hold-unknown"
            or "checkpoint-unknown" or "schedule-unknown" or "revision-unknown" or "list-not-held" or "line-unknown" or "graph-unknown" => NotThere,
        "idempotency-mismatch" or "document-held" or "record-held" or "record-not-final" or "head-moved" or "head-contended" or "proposal-not-open" or "already-signed" or "not-replaceable"
            or "sequence-taken" or "superseded-already" or "statement-superseded" or "report-void-already" or "claim-settled" or "not-anchored-yet" or "checkpoint-not-final" or "export-unfinished" or "last-operator-key" => InTheWay,
        "document-erased" or "record-erased" => Gone,
        "too-many-requests" or "feed-full" or "intake-busy" => TooMany,
        "ledger-halted" or "writer-lost" or "store-failed" => Unavailable,
        _ when code.StartsWith("publication-", StringComparison.Ordinal) => Malformed,
        _ => Rule,
    };
}
