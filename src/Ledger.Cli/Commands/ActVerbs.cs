// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;

namespace Ledger.Cli.Commands;

/// <summary>The verbs that propose acts on parties, pools and licenses. Each gives a proposal that <c>proposal sign</c> then signs.</summary>
internal static class ActVerbs
{
    private static readonly ActOption Party = new("--party", "party", Required: true);
    private static readonly ActOption Key = new("--key", "key", Required: true);
    private static readonly ActOption Effective = new("--effective", "effectiveAt", ActValue.TimeOrNow);
    private static readonly ActOption Reason = new("--reason", "reason", ActValue.Document);
    private static readonly ActOption Evidence = new("--evidence", "evidence", ActValue.Document);
    private static readonly ActOption Terms = new("--terms", "terms", ActValue.DocumentFile);
    private static readonly ActOption Profile = new("--profile", "profile", ActValue.DocumentFile);
    private static readonly ActOption Charter = new("--charter", "charter", ActValue.DocumentFile);
    private static readonly ActOption Starts = new("--starts", "startsAt", ActValue.TimeOrNow);
    private static readonly ActOption Ends = new("--ends", "endsAt", ActValue.Time);
    private static readonly ActOption Schedule = new("--schedule", "schedule");

    public static IEnumerable<Command> OfParties(CommandKit kit) =>
    [
        ActVerb.Create(kit, "party open", "PartyOpening", null, new("--root-key", "rootKey", Required: true), new("--guardian", "guardian"), Profile),
        ActVerb.Create(
            kit, "party key-admit", "KeyAdmission", "party", Key, new("--scopes", "scopes", ActValue.Number, Required: true), new("--valid-until", "validUntil", ActValue.Time)),
        ActVerb.Create(kit, "party key-retire", "KeyRetirement", "party", Key),
        ActVerb.Create(kit, "party key-compromised", "KeyCompromise", "party", Key, new("--since", "since", ActValue.Time)),
        ActVerb.Create(kit, "party recovery-start", "RecoveryStart", "party", new ActOption("--new-key", "newKey", Required: true)),
        ActVerb.Create(kit, "party recovery-cancel", "RecoveryCancellation", "party"),
        ActVerb.Create(kit, "party recovery-complete", "RecoveryCompletion", "party"),
    ];

    public static IEnumerable<Command> OfPools(CommandKit kit) =>
    [
        ActVerb.Create(
            kit, "pool form", "PoolCharter", null, new("--governance", "governance", ActValue.Number, Required: true),
            new("--administrator", "administrator", Required: true), new("--founders", "founders", ActValue.List),
            new("--quorum", "quorumPerMille", ActValue.Number), Profile, Charter),
        ActVerb.Create(kit, "pool charter", "PolicyChange", "pool", Charter with { Required = true }),
        ActVerb.Create(kit, "pool admit", "Admission", "pool", Party),
        ActVerb.Create(kit, "pool depart", "Departure", "pool", Party),
        ActVerb.Create(kit, "pool remove", "Removal", "pool", Party, Reason),
        ActVerb.Create(kit, "pool succeed", "Succession", "pool", Party, new("--successor", "successor", Required: true), Evidence),
        ActVerb.Create(kit, "pool enrol", "Enrolment", "pool", Party, new("--enrolment", "enrolment", ActValue.DocumentFile, Required: true)),
        ActVerb.Create(kit, "pool administrator", "AdministratorChange", "pool", new ActOption("--administrator", "administrator", Required: true)),
        ActVerb.Create(
            kit, "pool policy", "PolicyChange", "pool", new("--policy", "policy", Required: true), new("--code-hash", "codeHash"), new("--text", "policy", ActValue.Document)),
        ActVerb.Create(kit, "pool log-key", "LogKeyChange", "pool", new ActOption("--lost", "lost", ActValue.Flag)),
    ];

    public static IEnumerable<Command> OfLicenses(CommandKit kit) =>
    [
        ActVerb.Create(kit, "license amend", "Amendment", "license", Effective, Schedule, Ends, Terms),
        ActVerb.Create(kit, "license suspend", "Suspension", "license", Effective, Reason),
        ActVerb.Create(kit, "license reinstate", "Reinstatement", "license", Effective, Reason),
        ActVerb.Create(kit, "license terminate", "Termination", "license", Effective, Reason),
        ActVerb.Create(kit, "license assign", "Assignment", "license", new("--assignee", "assignee", Required: true), Evidence),
        ActVerb.Create(kit, "license sublicense", "Sublicense", "parent", new("--sublicensee", "sublicensee", Required: true), Starts, Ends, Terms),
        ActVerb.Create(
            kit, "license import", "AttestedImport", null, new("--pool", "pool", Required: true), new("--licensee", "licensee", Required: true),
            Schedule with { Required = true }, Starts, Ends, new("--signed", "signedAt", ActValue.Time, Required: true), Terms, new("--paper", "paper", ActValue.Document)),
        ActVerb.Create(kit, "license countersign", "CounterSignature", "license"),
    ];
}
