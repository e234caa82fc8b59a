// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;
using Ledger.Domain;

namespace Ledger.Application.Texts;

/// <summary>The sentences of every refusal, in every language that we speak; codes and arguments come from the refusal.</summary>
public sealed class RefusalTexts
{
    public const string English = "en";

    public const string Chinese = "zh-CN";

    /// <summary>The languages, the default first.</summary>
    public static IReadOnlyList<string> Languages { get; } = [English, Chinese];

    /// <summary>The problem that tells of a refusal.</summary>
    /// <param name="language">One of <see cref="Languages"/>; anything else reads as the default.</param>
    public ProblemView Describe(Refusal refusal, string language) => throw new NotSupportedException();

    /// <summary>The problem of a code that is not a domain refusal, such as one of the door's own.</summary>
    public ProblemView Describe(string code, IReadOnlyDictionary<string, string> args, string language) => throw new NotSupportedException();
}
