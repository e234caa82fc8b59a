// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Ledger.Domain.Acts;
using Ledger.Ethereum;
using Ledger.Ethereum.Native;
using Ledger.Evidence.Bundles;
using Ledger.Evidence.Model;
using Ledger.Evidence.Tests;
using Ledger.Evidence.Verification;

namespace Ledger.Benchmarks.Proving;

/// <summary>
/// Offline verification of a bundle, from its bytes to the verdict: with ten thousand reports, and with one. The limit is the
/// time that libsecp256k1's bare recover takes for the signatures in it, in the same run: a report's and its promise's.
/// </summary>
internal static class EvidenceGroup
{
    private const int Many = 10_000;
    private const int Rounds = 7;

    public static async IAsyncEnumerable<Measurement> RunAsync()
    {
        await Task.Yield(); // this group only computes
        yield return Run("evidence.verify-10000", Many, 1, "s");
        yield return Run("evidence.verify-one", 1, 1000, "ms");
    }

    private static Measurement Run(string name, int reports, int scale, string unit)
    {
        var world = new EvidenceWorld(reports: reports);
        var bundle = EvidenceBundle.Write(world.Evidence);
        var (seconds, limits) = (new double[Rounds], new double[Rounds]);
        for (var round = -1; round < Rounds; round++) // the first warms up
        {
            var clock = Stopwatch.StartNew();
            var verification = EvidenceBundle.Verify(bundle, world.Trust);
            seconds[Math.Max(round, 0)] = clock.Elapsed.TotalSeconds;
            if (verification.Verdict is not Verdict.Valid)
            {
                throw new InvalidOperationException(verification.Failed?.Detail);
            }

            limits[Math.Max(round, 0)] = Bare(world.Evidence);
        }

        return new Measurement(
            name, Median(seconds) * scale, unit, Median(limits) * scale, Median([.. seconds.Zip(limits, (second, limit) => second / limit)]));
    }

    /// <summary>The seconds that recovering every report's key and every promise's takes, digests and parsing apart.</summary>
    private static double Bare(LicenseEvidence evidence)
    {
        var domain = evidence.Deployment.DomainOf(ContractName.UsageLog);
        (Hash32 Digest, byte[] Parsed)[] signed =
        [
            .. evidence.Records.SelectMany(shown => new[]
            {
                (shown.Record.Digest(domain), Parse(shown.Signature)), (shown.Promise.Digest(domain), Parse(shown.PromiseSignature)),
            }),
        ];
        Span<byte> publicKey = stackalloc byte[NativeSecp256k1.PublicKeySize];
        var clock = Stopwatch.StartNew();
        foreach (ref readonly var one in signed.AsSpan())
        {
            if (NativeSecp256k1.Recover(NativeSecp256k1.Context, publicKey, one.Parsed, Hash32.Bytes(in one.Digest)) != 1)
            {
                throw new InvalidOperationException("The public key was not recovered.");
            }
        }

        return clock.Elapsed.TotalSeconds;
    }

    private static byte[] Parse(Signature signature)
    {
        var parsed = new byte[NativeSecp256k1.RecoverableSignatureSize];
        _ = NativeSecp256k1.RecoverableParse(NativeSecp256k1.Context, parsed, signature.ToArray(), signature.V - 27);
        return parsed;
    }

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
