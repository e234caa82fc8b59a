// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Ledger.Host.Tests.Access;

/// <summary>What a caller must be told at a route: by what the OpenAPI document says of it, and by whose the object is.</summary>
internal static class Expectations
{
    private static readonly string[] _parties =
        ["administrator", "licensor", "licensee", "other licensee", "auditor", "dispute", "elsewhere", "no role", "reader only"];

    /// <summary>Routes whose objects have owners: who is let near the world's one, and what everybody else is told who came so far.</summary>
    private static readonly Dictionary<string, (string[] Allowed, string Code)> _owned = new(StringComparer.Ordinal)
    {
        ["getProposal"] = (["administrator", "licensee", "reader only"], "proposal-unknown"),
        ["signProposal"] = (["administrator", "licensee"], "proposal-unknown"),
        ["withdrawProposal"] = ([], "proposal-unknown"),
        ["getOperation"] = (["dispute", "operator"], "operation-unknown"),
        ["getUsageReport"] = (["administrator", "auditor", "licensee", "reader only"], "record-unknown"),
        ["listUsageLines"] = (["administrator", "auditor", "licensee", "reader only"], "record-unknown"),
        ["proveUsageReport"] = (["administrator", "auditor", "licensee", "reader only"], "record-unknown"),
        ["traceUsageReport"] = (["administrator", "auditor", "licensee", "reader only"], "record-unknown"),
        ["traceUsage"] = (_parties, ""),
        ["streamUsageLog"] = (_parties, ""),
        ["getPoolUsage"] = (_parties, ""),
        ["listClaimedPayments"] = (_parties, ""),
        ["listLodgings"] = (_parties, ""),
        ["getGraph"] = (["administrator", "auditor", "licensee", "reader only"], "graph-unknown"),
        ["drawGraph"] = (["administrator", "auditor", "licensee", "reader only"], "graph-unknown"),
        ["getRecord"] = (["administrator", "auditor", "licensee", "reader only"], "record-unknown"),
        ["proveRecord"] = (["administrator", "auditor", "licensee", "reader only"], "record-unknown"),
        ["getSignedRecord"] = (["administrator", "auditor", "licensee", "reader only"], "record-unknown"),
        ["provePromise"] = (["administrator", "auditor", "licensee", "reader only"], "record-unknown"),
        ["getStream"] = (["administrator", "auditor", "licensee", "reader only"], "record-unknown"),
        ["listPayments"] = (["administrator", "auditor", "licensee", "reader only"], "role-missing"),
        ["getPeriod"] = (["administrator", "auditor", "licensee", "reader only"], "role-missing"),
        ["listRecords"] = (_parties, ""),
        ["listStreams"] = (_parties, ""),
        ["listSuspectReports"] = (_parties, ""),
        ["submitRecord"] = ([.. _parties, "writer only"], ""),
        ["submitPayment"] = (["administrator", "licensee", "other licensee", "elsewhere", "writer only"], ""),
        ["listAlerts"] = (["administrator", "licensor", "licensee", "other licensee", "auditor", "dispute", "elsewhere", "reader only"], ""),
        ["getAlert"] = (["administrator", "licensor", "auditor", "dispute", "reader only"], "alert-unknown"),
        ["acknowledgeAlert"] = (["administrator", "licensor", "auditor", "dispute"], "alert-unknown"),
        ["openMatter"] = (["administrator", "auditor", "dispute", "licensee"], "role-missing"),
        ["getMatter"] = (["dispute"], "matter-unknown"),
        ["exportMatter"] = (["dispute"], "matter-unknown"),
        ["getBundle"] = (["dispute"], "export-unknown"),
        ["getLicenseBundle"] = (["operator", "administrator", "licensor", "auditor", "dispute", "licensee", "reader only"], "role-missing"),
        ["getLicenseTerms"] = (["administrator", "licensee", "reader only"], "role-missing"),
        ["discloseLicenseTerms"] = (["administrator", "licensee", "reader only"], "role-missing"),
        ["getDocument"] = (["administrator", "licensee", "reader only"], "document-unknown"),
        ["discloseDocument"] = (["administrator", "licensee", "reader only"], "document-unknown"),
        ["listCustody"] = (["administrator", "licensee", "reader only", "dispute"], "document-unknown"),
        ["holdDocument"] = (["dispute"], "document-unknown"),
        ["releaseDocument"] = (["dispute"], "document-unknown"),
        ["eraseDocument"] = (["administrator"], "document-unknown"),
        ["holdRecord"] = (["dispute"], "record-unknown"),
        ["releaseRecord"] = (["dispute"], "record-unknown"),
        ["eraseRecord"] = (["administrator"], "record-unknown"),
        ["submitWitness"] = (["licensor", "licensee", "other licensee"], ""),
        ["submitUsageReport"] = (["licensee", "other licensee"], ""),
        ["submitObservation"] = (["administrator", "licensor", "licensee", "other licensee", "auditor", "dispute", "elsewhere", "writer only"], ""),
        ["readFeed"] = (["operator", "administrator", "licensor", "licensee", "other licensee", "auditor", "dispute", "elsewhere", "no role", "reader only"], ""),
    };

    private static readonly string[] _all = ["administrator", "licensor", "licensee", "auditor", "dispute"];

    /// <summary>The code of the refusal; null where the caller is let through.</summary>
    public static string? CodeFor(string operation, JsonElement access, string caller)
    {
        if (access.GetProperty("public").GetBoolean())
        {
            return null;
        }

        return caller switch
        {
            "nobody" => "api-key-missing",
            "somebody else" => "api-key-unknown",
            "revoked" => "api-key-revoked",
            "operator" when !Has(access, "callers", "operator") => "party-only",
            not "operator" when !Has(access, "callers", "party") => "operator-only",
            _ when !ScopesOf(caller).Contains(access.GetProperty("scope").GetString()!, StringComparer.Ordinal) => "scope-missing",
            not "operator" when access.GetProperty("roles").GetArrayLength() > 0 && !RolesOf(caller).Any(role => Has(access, "roles", role)) => "role-missing",
            _ => OfObject(operation, access, caller),
        };
    }

    private static string? OfObject(string operation, JsonElement access, string caller)
    {
        if (!_owned.TryGetValue(operation, out var rule))
        {
            Assert.False(access.TryGetProperty("objects", out _), $"{operation} has objects with owners: say here who is let near the world's one.");
            return null;
        }

        // The demand is the administrator's: whoever else may read what it is about is told that it is not his to bring.
        if ((operation, caller) is ("eraseDocument", "licensee") or ("eraseRecord", "licensee" or "auditor"))
        {
            return "party-mismatch";
        }

        // Withdrawing is the proposer's alone; whoever may read the proposal is told so.
        return operation is "withdrawProposal" && caller is "licensee" ? "not-proposer"
            : operation is "withdrawProposal" && caller is "administrator" || rule.Allowed.Contains(caller, StringComparer.Ordinal) ? null
            : rule.Code;
    }

    private static string[] ScopesOf(string caller) => caller switch
    {
        "operator" => ["read", "operate"],
        "writer only" => ["report"],
        "reader only" => ["read"],
        _ => ["read", "propose", "report", "resolve"],
    };

    private static string[] RolesOf(string caller) => caller switch
    {
        "other licensee" => ["licensee"],
        "elsewhere" or "writer only" or "reader only" => ["administrator"],
        _ => [.. _all.Where(role => string.Equals(role, caller, StringComparison.Ordinal))],
    };

    private static bool Has(JsonElement access, string list, string word) =>
        access.GetProperty(list).EnumerateArray().Any(item => string.Equals(item.GetString(), word, StringComparison.Ordinal));
}
