// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;

namespace Ledger.Outbound.Webhooks;

/// <summary>One receiver of webhooks.</summary>
public sealed record WebhookOptions
{
    /// <summary>The shortest secret taken, bytes.</summary>
    public const int MinSecretBytes = 24;

    /// <summary>Where to post: https, or http where <see cref="AllowPlainHttp"/> says so; without user and fragment.</summary>
    public required Uri Url { get; init; }

    /// <summary>What the signature is made with; shared with the receiver, at least <see cref="MinSecretBytes"/>.</summary>
    public required ReadOnlyMemory<byte> Secret { get; init; }

    /// <summary>Whether the receiver may stand at an inside address (loopback, private, link-local).</summary>
    public bool AllowInsideAddresses { get; init; }

    /// <summary>Whether the message may travel unencrypted.</summary>
    public bool AllowPlainHttp { get; init; }

    /// <summary>How long one try may take from the name's resolution to the answer's head, milliseconds.</summary>
    public int TimeoutMs { get; init; } = 10_000;

    /// <summary>Checks the options; says in a sentence what is wrong.</summary>
    public bool TryValidate([NotNullWhen(false)] out string? problem)
    {
        problem = !Url.IsAbsoluteUri || Url.Scheme is not ("https" or "http") ? "A webhook's address begins with https."
            : Url.Scheme == "http" && !AllowPlainHttp ? "A webhook's address begins with https, unless plain http is allowed."
            : Url.UserInfo.Length > 0 || Url.Fragment.Length > 0 ? "A webhook's address has neither user nor fragment."
            : Secret.Length < MinSecretBytes ? $"A webhook's secret has at least {MinSecretBytes} bytes."
            : TimeoutMs is < 1 or > 60_000 ? "A webhook's timeout lies between 1 and 60,000 milliseconds."
            : null;
        return problem is null;
    }
}
