// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Application.Notifying;

/// <summary>Who is told of alerts: one webhook, or nobody. Every default is a constant; units stand in the names.</summary>
public sealed record NotifyOptions
{
    public const int DefaultTimeoutMs = 10_000;
    public const int DefaultRetrySeconds = 10;
    public const int DefaultMaxRetrySeconds = 21_600;
    public const int DefaultMaxTries = 20;

    /// <summary>Where alerts are posted; null tells nobody.</summary>
    public Uri? Url { get; init; }

    /// <summary>The file with the secret that signatures are made with: <c>whsec_</c> and base64, or any text; readable by its owner only.</summary>
    public string? SecretFile { get; init; }

    /// <summary>Whether the receiver may stand at an inside address: loopback, private, link-local.</summary>
    public bool AllowInsideAddresses { get; init; }

    /// <summary>Whether messages may travel unencrypted.</summary>
    public bool AllowPlainHttp { get; init; }

    /// <summary>How long one try may take.</summary>
    public int TimeoutMs { get; init; } = DefaultTimeoutMs;

    /// <summary>How long after the first failure a message is tried again; each further wait is twice as long.</summary>
    public int RetrySeconds { get; init; } = DefaultRetrySeconds;

    /// <summary>But never longer than this.</summary>
    public int MaxRetrySeconds { get; init; } = DefaultMaxRetrySeconds;

    /// <summary>After so many tries a message is given up.</summary>
    public int MaxTries { get; init; } = DefaultMaxTries;

    /// <summary>Names every option that is out of range, as the configuration calls it.</summary>
    public IEnumerable<string> Validate()
    {
        if ((Url is null) != (SecretFile is null))
        {
            yield return "Notify:Url and Notify:SecretFile go together: give both or neither.";
        }

        foreach (var (name, value, least, most) in new[]
        {
            (nameof(TimeoutMs), TimeoutMs, 1, 60_000),
            (nameof(RetrySeconds), RetrySeconds, 1, 86_400),
            (nameof(MaxRetrySeconds), MaxRetrySeconds, RetrySeconds, 604_800),
            (nameof(MaxTries), MaxTries, 1, 1_000),
        })
        {
            if (value < least || value > most)
            {
                yield return $"Notify:{name} is {value}; it must be from {least} to {most}.";
            }
        }
    }
}
