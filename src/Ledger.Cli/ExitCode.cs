// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Cli;

/// <summary>What the process says to a script. Stable.</summary>
public static class ExitCode
{
    public const int Ok = 0;

    /// <summary>A rule refused, or a verdict went against what was asked.</summary>
    public const int Refused = 1;

    /// <summary>The command line, or a file it names, is not what the command takes.</summary>
    public const int Usage = 2;

    /// <summary>The world failed: no host, no disk, an answer that is none.</summary>
    public const int Fault = 3;

    /// <summary>Nothing is wrong, but something is missing, or its trust was not confirmed.</summary>
    public const int Unconfirmed = 4;
}
