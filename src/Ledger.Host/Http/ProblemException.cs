// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;

namespace Ledger.Host.Http;

/// <summary>A request that the door itself refuses, before any use case hears of it.</summary>
/// <param name="status">The HTTP status, 4xx.</param>
/// <param name="code">Stable, kebab-case; its sentences stand in the application's texts.</param>
/// <param name="args">The values within the sentence.</param>
public sealed class ProblemException(int status, string code, params (string Name, string Value)[] args) : Exception($"The request is refused: {code}.")
{
    public int Status => status;

    public string Code => code;

    public IReadOnlyDictionary<string, string> Args { get; } =
        args.ToDictionary(arg => arg.Name, arg => arg.Value, StringComparer.Ordinal);

    /// <summary>Where in the body; empty where it is not of the body.</summary>
    public IReadOnlyList<ProblemErrorView> Errors { get; init; } = [];
}
