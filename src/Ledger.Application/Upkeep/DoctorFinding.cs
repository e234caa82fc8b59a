// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;

namespace Ledger.Application.Upkeep;

/// <summary>One line of <c>doctor</c>: what was looked at, how it stands, and by its text what to do. The kinds below are all there are.</summary>
public sealed record DoctorFinding : Statement
{
    public const string Ok = "ok";
    public const string Warning = "warning";
    public const string Failed = "failed";

    private readonly IReadOnlyDictionary<string, string> _args;

    private DoctorFinding(string check, string state, string code, IReadOnlyDictionary<string, string> args) =>
        (Check, State, Code, _args) = (check, state, code, args);

    /// <summary>What was looked at: library, engine, directory, schema, access, room, clock, lock, port, node, evidence.</summary>
    public string Check { get; }

    /// <summary>ok, warning or failed.</summary>
    public string State { get; }

    public override string Code { get; }

    public override IReadOnlyDictionary<string, string> Args => _args;

    /// <summary>All is well.</summary>
    /// <param name="what">What was found.</param>
    public static DoctorFinding Good(string check, string what) => Make(check, Ok, "doctor-good", ("what", what));

    public static DoctorFinding LibraryMissing(string reason) => Make("library", Failed, "doctor-library-missing", ("reason", reason));

    public static DoctorFinding EngineMissing(string reason) => Make("engine", Failed, "doctor-engine-missing", ("reason", reason));

    public static DoctorFinding DirectoryMissing(string path) => Make("directory", Warning, "doctor-directory-missing", ("path", path));

    public static DoctorFinding DirectoryForeign(string path) => Make("directory", Failed, "doctor-directory-foreign", ("path", path));

    public static DoctorFinding DirectoryUnfinished(string path) => Make("directory", Failed, "doctor-directory-unfinished", ("path", path));

    public static DoctorFinding FileMissing(string path) => Make("directory", Failed, "doctor-file-missing", ("path", path));

    public static DoctorFinding SchemaUnknown(long found, long known) => Make("schema", Failed, "doctor-schema-unknown", ("found", found), ("known", known));

    public static DoctorFinding StoreUnreadable(string reason) => Make("schema", Failed, "doctor-store-unreadable", ("reason", reason));

    public static DoctorFinding OpenToOthers(string path) => Make("access", Failed, "doctor-open-to-others", ("path", path));

    public static DoctorFinding RoomShort(string free) => Make("room", Warning, "doctor-room-short", ("free", free));

    public static DoctorFinding RoomGone(string free) => Make("room", Failed, "doctor-room-gone", ("free", free));

    public static DoctorFinding ClockBehind(long seconds) => Make("clock", Failed, "doctor-clock-behind", ("seconds", seconds));

    public static DoctorFinding Free() => Make("lock", Ok, "doctor-free");

    public static DoctorFinding Held() => Make("lock", Ok, "doctor-held");

    public static DoctorFinding PortTaken(int port) => Make("port", Warning, "doctor-port-taken", ("port", port));

    public static DoctorFinding NodeSilent(string reason) => Make("node", Failed, "doctor-node-silent", ("reason", reason));

    public static DoctorFinding NodeOther(ulong pinned, ulong found) => Make("node", Failed, "doctor-node-other", ("pinned", pinned), ("found", found));

    /// <param name="name">An endpoint's name; its address may carry a key.</param>
    /// <param name="trouble">The word for what was found wrong with it.</param>
    public static DoctorFinding NodeAside(string name, string trouble) => Make("node", Warning, "doctor-node-aside", ("name", name), ("trouble", trouble));

    public static DoctorFinding Diverged(string path) => Make("evidence", Failed, "doctor-diverged", ("path", path));

    private static DoctorFinding Make(string check, string state, string code, params ReadOnlySpan<(string Name, object Value)> args) =>
        new(check, state, code, Named(args));
}
