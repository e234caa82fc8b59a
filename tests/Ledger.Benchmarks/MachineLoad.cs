// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Ledger.Benchmarks;

/// <summary>How busy the machine is beside us.</summary>
internal static class MachineLoad
{
    private const string LoadFile = "/proc/loadavg";

    /// <summary>The load average of the last minute; null where the system does not tell.</summary>
    public static double? OneMinute() =>
        File.Exists(LoadFile) && double.TryParse(File.ReadAllText(LoadFile).Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var load)
            ? load
            : null;
}
