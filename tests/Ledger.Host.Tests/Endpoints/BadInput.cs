// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Ledger.Host.Tests.Endpoints;

/// <summary>A request that must be refused, and how.</summary>
public sealed record BadRequestCase(
    string Name, string Method, string Path, int Status, string Code, string? Body = null, string ContentType = "application/json", string? Key = null)
{
    public byte[]? Bytes => Body switch
    {
        null => null,
        "BOM" => [0xEF, 0xBB, 0xBF, .. "{}"u8],
        "LATIN1" => [(byte)'"', 0xE9, (byte)'"'],
        "LARGE" => Encoding.UTF8.GetBytes("\"" + new string('x', 1 << 20) + "\""),
        "DEEP" => Encoding.UTF8.GetBytes(new string('[', 10_000)),
        _ => Encoding.UTF8.GetBytes(Body),
    };

    public override string ToString() => Name;
}

/// <summary>Bad input at every route of the API, with the answer that each must get.</summary>
internal static class BadInput
{
    private const string NoId = "0x0000000000000000000000000000000000000000000000000000000000000001";

    public static IReadOnlyList<BadRequestCase> Cases { get; } =
    [
        Post("empty body", "/proposals", 400, "json-empty", ""),
        Post("byte order mark", "/proposals", 400, "json-byte-order-mark", "BOM"),
        Post("not UTF-8", "/proposals", 400, "json-not-utf8", "LATIN1"),
        Post("not JSON", "/proposals", 400, "json-malformed", "{kind}"),
        Post("NaN", "/proposals", 400, "json-malformed", "{\"kind\":NaN}"),
        Post("duplicate key", "/proposals", 400, "json-duplicate-key", "{\"kind\":\"Void\",\"kind\":\"Void\"}"),
        Post("duplicate key within", "/proposals", 400, "json-duplicate-key", "{\"kind\":\"Void\",\"message\":{\"a\":1,\"a\":1}}"),
        Post("lone surrogate", "/proposals", 400, "json-lone-surrogate", "{\"kind\":\"\\ud800\"}"),
        Post("NUL", "/proposals", 400, "json-nul", "{\"kind\":\"a\\u0000\"}"),
        Post("2^53 + 1", "/proposals", 400, "json-number-inexact", "{\"kind\":\"Void\",\"message\":{\"startsAt\":9007199254740993}}"),
        Post("1e400", "/proposals", 400, "json-number-inexact", "{\"message\":1e400}"),
        Post("depth 10,000", "/proposals", 400, "json-too-deep", "DEEP"),
        Post("a megabyte and more", "/matters", 413, "body-too-large", "LARGE"),
        Post("an array", "/proposals", 400, "json-shape", "[]"),
        Post("null", "/proposals", 400, "json-shape", "null"),
        Post("a field missing", "/matters", 400, "json-shape", "{\"title\":\"t\"}"),
        Post("a field that the route does not know", "/matters", 400, "json-shape", "{\"title\":\"t\",\"license\":\"" + NoId + "\",\"extra\":1}"),
        Post("a report without lines", "/usage-reports", 400, "json-shape", "{\"report\":{},\"key\":\"0x0000000000000000000000000000000000000001\",\"signature\":\"0x\"}"),
        Post("null where something must be", "/matters", 400, "json-shape", "{\"title\":null,\"license\":\"" + NoId + "\"}"),
        Post("terms without a rate", "/proposals", 400, "message-invalid",
            "{\"kind\":\"LicenseGrant\",\"message\":{},\"documents\":{\"terms\":{\"currency\":\"CNY\"}}}"),
        Post("an id that is none", "/proposals", 400, "json-shape", "{\"kind\":\"Void\",\"message\":{},\"replaces\":\"0x12\"}"),
        Post("a form", "/proposals", 415, "media-type-unsupported", "kind=Void") with { ContentType = "application/x-www-form-urlencoded" },
        Post("plain text", "/observations", 415, "media-type-unsupported", "{}") with { ContentType = "text/plain" },
        Post("no idempotency key", "/matters", 400, "idempotency-key-missing", "{\"title\":\"t\",\"license\":\"" + NoId + "\"}") with { Key = "" },
        Post("idempotency key with a space", "/matters", 400, "idempotency-key-invalid", "{\"title\":\"t\",\"license\":\"" + NoId + "\"}") with { Key = "a b" },
        Post("idempotency key too long", "/matters", 400, "idempotency-key-invalid", "{\"title\":\"t\",\"license\":\"" + NoId + "\"}") with { Key = new string('k', 256) },
        Post("an act that is none", "/proposals", 400, "kind-unknown", "{\"kind\":\"Nothing\",\"message\":{}}"),
        Post("signature on nothing", $"/proposals/{NoId}/signatures", 404, "proposal-unknown",
            "{\"party\":\"" + NoId + "\",\"key\":\"0x0000000000000000000000000000000000000001\",\"signature\":\"0x\"}"),
        Post("matter about nothing", "/matters", 404, "license-unknown", "{\"title\":\"t\",\"license\":\"" + NoId + "\"}"),
        Post("export of no matter", $"/matters/{NoId}/exports", 404, "matter-unknown", "{}"),
        Post("observation without fields", "/observations", 400, "record-invalid",
            "{\"observation\":{},\"key\":\"0x0000000000000000000000000000000000000001\",\"signature\":\"0x\"}"),
        Post("report without fields", "/usage-reports", 400, "record-invalid",
            "{\"report\":{},\"key\":\"0x0000000000000000000000000000000000000001\",\"signature\":\"0x\",\"lines\":[]}"),
        Post("acknowledging nothing", $"/alerts/{NoId}/acknowledgement", 404, "alert-unknown", "{}"),
        Get("pool id that is none", "/pools/0x12", 400, "parameter-invalid"),
        Get("unknown pool", $"/pools/{NoId}", 404, "pool-unknown"),
        Get("members of no pool", $"/pools/{NoId}/members", 404, "pool-unknown"),
        Get("schedules of no pool", $"/pools/{NoId}/schedules", 404, "pool-unknown"),
        Get("patents of no pool", $"/pools/{NoId}/patents", 404, "pool-unknown"),
        Get("lodgings of no pool", $"/pools/{NoId}/lodgings", 404, "pool-unknown"),
        Get("a state of lodgings that is none", $"/pools/{NoId}/lodgings?state=lost", 400, "parameter-invalid"),
        Get("a digest that is none", $"/pools/{NoId}/lodgings?digest=0x12", 400, "parameter-invalid"),
        Get("a time before 1970", $"/pools/{NoId}/members?asOf=-1", 400, "parameter-invalid"),
        Get("members of a moment and of a time", $"/pools/{NoId}/members?asOf=1&since=1", 400, "parameter-invalid"),
        Get("members since no time", $"/pools/{NoId}/members?since=never", 400, "parameter-invalid"),
        Get("memberships of no pool", $"/pools/{NoId}/members?since=0", 404, "pool-unknown"),
        Get("a country of three letters", $"/pools/{NoId}/patents?country=CHN", 400, "parameter-invalid"),
        Get("unknown party", $"/parties/{NoId}", 404, "party-unknown"),
        Get("unknown license", $"/licenses/{NoId}", 404, "license-unknown"),
        Get("history of no license", $"/licenses/{NoId}/history", 404, "license-unknown"),
        Get("verification of no license", $"/licenses/{NoId}/verification", 404, "license-unknown"),
        Get("bundle of no license", $"/licenses/{NoId}/bundle", 404, "license-unknown"),
        Get("a standing that is none", "/licenses?standing=Odd", 400, "parameter-invalid"),
        Get("a limit of zero", "/licenses?limit=0", 400, "parameter-invalid"),
        Get("a limit too high", "/pools?limit=501", 400, "parameter-invalid"),
        Get("a cursor that is none", "/alerts?cursor=abc", 400, "parameter-invalid"),
        Get("a reason of refused reports that is none", "/suspect-reports?reason=Fork", 400, "parameter-invalid"),
        Get("unknown proposal", $"/proposals/{NoId}", 404, "proposal-unknown"),
        Get("unknown operation", $"/operations/{NoId}", 404, "operation-unknown"),
        Get("unknown report", $"/usage-reports/{NoId}", 404, "record-unknown"),
        Get("lines of no report", $"/usage-reports/{NoId}/lines", 404, "record-unknown"),
        Get("proof of no report", $"/usage-reports/{NoId}/proof", 404, "record-unknown"),
        Get("unknown alert", $"/alerts/{NoId}", 404, "alert-unknown"),
        Get("unknown matter", $"/matters/{NoId}", 404, "matter-unknown"),
        Get("bundle of no export", $"/exports/{NoId}/bundle", 404, "export-unknown"),
        Get("a path out of the house", "/exports/..%2F..%2Fsecrets/bundle", 400, "parameter-invalid"),
        Get("no such route", "/nothing", 404, "route-unknown"),
        new("withdrawing nothing", "DELETE", $"/api/v1/proposals/{NoId}", 404, "proposal-unknown"),
        new("a method that is none", "PUT", "/api/v1/pools", 405, "method-not-allowed", "{}"),
    ];

    private static BadRequestCase Post(string name, string path, int status, string code, string body) =>
        new(name, "POST", "/api/v1" + path, status, code, body);

    private static BadRequestCase Get(string name, string path, int status, string code) => new(name, "GET", "/api/v1" + path, status, code);
}
