// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Ledger.Cli.Commands;

/// <summary>Whole terms with a comment on each, to be changed and proposed. Terms files may have comments; nothing else may.</summary>
internal static class TermsTemplate
{
    /// <summary>How a terms file is read.</summary>
    public static JsonDocumentOptions Options { get; } =
        new() { AllowDuplicateProperties = false, MaxDepth = 32, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The template with comments in one language.</summary>
    public static string In(string language)
    {
        using var stream = typeof(TermsTemplate).Assembly.GetManifestResourceStream($"Texts.terms.{language}.jsonc")
            ?? throw new InvalidOperationException($"The template in {language} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
