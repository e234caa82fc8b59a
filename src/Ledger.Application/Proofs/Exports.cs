// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;

namespace Ledger.Application.Proofs;

/// <summary>A dispute team's matters and the evidence bundles made for them.</summary>
public sealed class Exports
{
    public Task<Outcome<MatterView>> OpenAsync(MatterRequest request, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<Outcome<MatterView>> GetAsync(string matter, CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>Makes a bundle; the operation's id is the export's id, and it ends <c>final</c> or <c>failed</c>.</summary>
    public Task<Outcome<OperationView>> ExportAsync(string matter, CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>The bundle's bytes (ZIP).</summary>
    public Task<Outcome<BundleFile>> BundleAsync(string export, CancellationToken cancellation) => throw new NotSupportedException();
}

/// <param name="FileName">A name to save it under.</param>
public sealed record BundleFile(string FileName, ReadOnlyMemory<byte> Bytes);
