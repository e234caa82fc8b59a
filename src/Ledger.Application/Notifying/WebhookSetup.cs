// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.Outbound.Webhooks;

namespace Ledger.Application.Notifying;

/// <summary>Makes the webhook that the options name. The secret goes from its file into the notifier, and nowhere else.</summary>
internal static class WebhookSetup
{
    private const string StandardPrefix = "whsec_";
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>What is wrong with what the options name, in a sentence; null when nothing, or when nobody is to be told.</summary>
    public static string? Flaw(NotifyOptions options)
    {
        _ = Read(options, out var flaw);
        return flaw;
    }

    /// <summary>The notifier; null when nobody is to be told.</summary>
    /// <exception cref="InvalidOperationException">The options have a flaw; <see cref="Flaw"/> is asked first.</exception>
    public static WebhookNotifier? Create(NotifyOptions options, TimeProvider time)
    {
        var webhook = Read(options, out var flaw);
        return flaw is null ? webhook is null ? null : new WebhookNotifier(webhook, time) : throw new InvalidOperationException(flaw);
    }

    private static WebhookOptions? Read(NotifyOptions options, out string? flaw)
    {
        flaw = null;
        if (options is not { Url: { } url, SecretFile: { } file })
        {
            return null;
        }

        flaw = FlawOf(file);
        if (flaw is not null)
        {
            return null;
        }

        var webhook = new WebhookOptions
        {
            Url = url,
            Secret = Secret(File.ReadAllText(file).Trim()),
            AllowInsideAddresses = options.AllowInsideAddresses,
            AllowPlainHttp = options.AllowPlainHttp,
            TimeoutMs = options.TimeoutMs,
        };
        return webhook.TryValidate(out flaw) ? webhook : null;
    }

    private static string? FlawOf(string file) =>
        !File.Exists(file) ? $"There is no secret for the webhook at {file}."
        : !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != UnixFileMode.None
            ? $"Others than its owner can read or write the webhook's secret at {file}: chmod 600 it."
            : null;

    /// <summary>The secret's bytes: those that receivers' libraries know by <c>whsec_</c> and base64, else the text's own.</summary>
    private static byte[] Secret(string text)
    {
        if (!text.StartsWith(StandardPrefix, StringComparison.Ordinal))
        {
            return Encoding.UTF8.GetBytes(text);
        }

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text[StandardPrefix.Length..], bytes, out var length) ? bytes[..length] : [];
    }
}
