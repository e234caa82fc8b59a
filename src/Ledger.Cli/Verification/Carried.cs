// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Acts;
using Ledger.Domain.Licenses;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Certificates;
using Ledger.Evidence.Divergences;
using Ledger.Evidence.Usage;

namespace Ledger.Cli.Verification;

/// <summary>What a file names that a pin can be held against.</summary>
internal sealed record Carried
{
    /// <summary>The licenses: two reports for one place may be under two.</summary>
    public ImmutableArray<Hash32> Licenses { get; init; } = [];

    public ImmutableArray<Hash32> Pools { get; init; } = [];

    public CarriedDeployment? Deployment { get; init; }

    /// <summary>Whether it is judged by blocks that the caller trusts.</summary>
    public bool HasBlocks { get; init; }

    /// <summary>Of a disclosure its own verifier holds the license. A sublicense or an amendment names no pool.</summary>
    public static Carried Of(IAct act) => new()
    {
        Pools = act switch
        {
            LicenseGrant { Pool: var pool } => [pool.Value],
            AttestedImport { Pool: var pool } => [pool.Value],
            _ => [],
        },
    };

    /// <summary>Null where a code in it cannot be read.</summary>
    public static Carried? Of(ConflictFile file) =>
        CertificateCode.TryRead(file.First, out var code, out _)
            ? new() { Licenses = [code.Certificate.License.Value], Deployment = Named(code.Domain) }
            : null;

    /// <summary>Null where its record cannot be read.</summary>
    public static Carried? Of(SignedRecord signed) => signed.Judge(signed.Domain!).Record is not { Place: var place }
        ? null
        : new()
        {
            Licenses = place.License is { } license ? [license.Value] : [],
            Pools = place.Pool is { } pool ? [pool.Value] : [],
            Deployment = Named(signed.Domain!),
        };

    public static Carried Of(ReportFork fork) => new()
    {
        Licenses = [fork.First.Report.License.Value, fork.Second.Report.License.Value],
        Deployment = Named(fork.Domain),
    };

    public static Carried Of(DivergenceFinding found, ReadOnlyMemory<byte> bytes) => found.Kind switch
    {
        DivergenceKind.Log when LogDivergenceFile.TryRead(bytes, out var log, out _) =>
            new() { Pools = [log.Anchored.Checkpoint.Pool.Value], Deployment = new(log.ChainId, log.UsageLog), HasBlocks = true },
        DivergenceKind.Fork when LogForkFile.TryRead(bytes, out var fork, out _) =>
            new() { Pools = [fork.Seen.Checkpoint.Pool.Value], Deployment = new(fork.ChainId, fork.UsageLog) },
        var kind => new() { Deployment = found.ChainId is { } chain ? new(chain, null) : null, HasBlocks = kind is not DivergenceKind.Fork },
    };

    private static CarriedDeployment Named(Eip712Domain domain) => new(domain.ChainId, domain.VerifyingContract);
}

/// <summary>What a file says of the contracts that it is under.</summary>
/// <param name="ChainId">The chain.</param>
/// <param name="UsageLog">Its usage log; null where the file names the chain alone.</param>
internal readonly record struct CarriedDeployment(UInt256 ChainId, Address? UsageLog)
{
    public override string ToString() => UsageLog is { } log ? $"{ChainId}, {log}" : $"{ChainId}";
}
