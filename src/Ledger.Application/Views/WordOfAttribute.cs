// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Ledger.Application.Views;

/// <summary>The text is one of these words and no other; the OpenAPI document says so.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WordOfAttribute : Attribute
{
    private readonly string[] _words;

    public WordOfAttribute(params string[] words) => _words = words;

    /// <param name="ofEnum">The enum whose names are the words.</param>
    public WordOfAttribute(Type ofEnum) => _words = Enum.GetNames(ofEnum);

    /// <summary>Whether the words are written in small letters.</summary>
    public bool IsLower { get; init; }

    /// <summary>Whether the words begin with a small letter.</summary>
    public bool IsCamel { get; init; }

    public IReadOnlyList<string> Words =>
        IsLower ? [.. _words.Select(word => word.ToLowerInvariant())] : IsCamel ? [.. _words.Select(JsonNamingPolicy.CamelCase.ConvertName)] : _words;
}
