// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Outbound.Webhooks;

/// <summary>
/// The signature of the Standard Webhooks convention, for which receivers find ready-made checks:
/// <c>webhook-signature: v1,BASE64(HMAC-SHA256(secret, id "." timestamp "." body))</c>.
/// </summary>
public static class WebhookSignature
{
    /// <summary>The value of the <c>webhook-signature</c> header.</summary>
    /// <param name="timestamp">The value of <c>webhook-timestamp</c>: UTC seconds.</param>
    public static string Make(ReadOnlySpan<byte> secret, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        var head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, [.. head, .. body]));
    }
}
