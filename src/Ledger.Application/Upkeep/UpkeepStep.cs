// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Application.Upkeep;

/// <summary>How far a long work has come.</summary>
/// <param name="Stage">What it is at; a door has words for it.</param>
/// <param name="Done">Of that stage, in its own units.</param>
/// <param name="Total">Zero where nobody can tell.</param>
public readonly record struct UpkeepStep(string Stage, ulong Done = 0, ulong Total = 0)
{
    public const string Copy = "copy";
    public const string History = "history";
    public const string Replay = "replay";
    public const string Compare = "compare";
    public const string Journal = "journal";
    public const string Chain = "chain";
    public const string Documents = "documents";
    public const string Pack = "pack";
    public const string Unpack = "unpack";
    public const string Rebuild = "rebuild";
}
