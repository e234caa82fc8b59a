// SPDX-License-Identifier: Apache-2.0

using System.Reflection;
using System.Xml.Linq;

namespace Ledger.SystemTests.Architecture;

/// <summary>The table of arrows of the design: which room may know which.</summary>
internal static class Rooms
{
    private static readonly string[] _pure = ["Ledger.Domain", "Ledger.Ethereum", "Ledger.Evidence"];
    private static readonly string[] _inner = ["Ledger.Domain", "Ledger.Ethereum"];

    public static IReadOnlyDictionary<string, string[]> Arrows { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Ledger.Ethereum"] = [],
        ["Ledger.Domain"] = ["Ledger.Ethereum"],
        ["Ledger.Evidence"] = _inner,
        ["Ledger.Chain"] = _inner,
        ["Ledger.Store"] = _inner,
        ["Ledger.Outbound"] = _inner,
        ["Ledger.Application"] = [.. _pure, "Ledger.Chain", "Ledger.Store", "Ledger.Outbound"],
        ["Ledger.Host"] = [.. _pure, "Ledger.Application"],
        ["Ledger.Cli"] = [.. _pure, "Ledger.Application"],
    };

    public static IEnumerable<string> Names => Arrows.Keys;

    /// <summary>What a project file references, by project name.</summary>
    public static IReadOnlySet<string> ReferencesOf(string project) =>
        XDocument.Parse(Checkout.Read(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>The room as it was built. The command line's assembly is called <c>ledger</c>.</summary>
    public static Assembly Load(string room) => Assembly.Load(string.Equals(room, "Ledger.Cli", StringComparison.Ordinal) ? "ledger" : room);
}
