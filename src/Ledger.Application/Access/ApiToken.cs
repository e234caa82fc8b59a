// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Ledger.Ethereum;

namespace Ledger.Application.Access;

/// <summary>An API key's secret: <c>ledger_</c> (<c>ledger_demo_</c> for the demonstration's) and 64 hexadecimal digits, 256 random bits.</summary>
/// <remarks>
/// The prefix lets scanners find a leaked one. Since it is random, one round of SHA-256 keeps it safe at rest; a slow hash
/// guards guessable passwords and would only cost here.
/// </remarks>
public sealed class ApiToken
{
    private const string Prefix = "ledger_";
    private const string DemoPrefix = "ledger_demo_";
    private const int SecretBytes = 32;
    private const int IdLetters = 16;

    private ApiToken(string text) => Text = text;

    /// <summary>What the caller sends as <c>Authorization: Bearer</c>. Shown once, never logged.</summary>
    public string Text { get; }

    /// <summary>Whether it is one of the demonstration's, which anybody may know.</summary>
    public bool IsDemo => Text.StartsWith(DemoPrefix, StringComparison.Ordinal);

    /// <summary>What is kept of it.</summary>
    public Hash32 Digest => new(SHA256.HashData(Encoding.ASCII.GetBytes(Text)));

    /// <summary>The key's id: the beginning of the hash, so that who holds the token can tell which key it is.</summary>
    public string Id => Digest.ToString()[2..(2 + IdLetters)];

    public static ApiToken Create(bool demo) =>
        new((demo ? DemoPrefix : Prefix) + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes)));

    public static bool TryParse(string? text, [NotNullWhen(true)] out ApiToken? token)
    {
        token = text is not null && IsOne(text) ? new ApiToken(text) : null;
        return token is not null;
    }

    /// <summary>Its id only, so that no log or message ever holds the secret.</summary>
    public override string ToString() => Id;

    private static bool IsOne(string text) =>
        (text.StartsWith(DemoPrefix, StringComparison.Ordinal) ? text[DemoPrefix.Length..]
            : text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : "") is { Length: 2 * SecretBytes } secret
        && secret.All(char.IsAsciiHexDigitLower);
}
