// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Pools;
using Ledger.Ethereum;

namespace Ledger.Cli.Verification;

/// <summary>
/// What the caller wants a file to be of. Each pin is held against what the file carries, and refused where it carries nothing of the
/// kind: an option that is passed over would be taken for one that was looked at.
/// </summary>
internal sealed record Pins(Hash32? License, Hash32? Pool, ContractAddresses? Contracts, ImmutableHashSet<Hash32> Blocks)
{
    /// <summary>Ends the command where a pin does not hold, or does not apply.</summary>
    public void Hold(Carried file)
    {
        Hold("--license", License, file.Licenses);
        Hold("--pool", Pool, file.Pools);
        Hold("--deployment", Of(file), [.. file.Deployment is { } deployment ? [deployment] : Array.Empty<CarriedDeployment>()]);
        Hold<bool>("--trusted-block", Blocks.IsEmpty ? null : true, file.HasBlocks ? [true] : []);
    }

    /// <summary>The trusted deployment, as far as the file can name one.</summary>
    private CarriedDeployment? Of(Carried file) =>
        Contracts is null ? null : new(Contracts.ChainId, file.Deployment?.UsageLog is null ? null : Contracts.UsageLog);

    private static void Hold<T>(string option, T? wanted, ImmutableArray<T> found)
        where T : struct
    {
        if (wanted is not { } pin)
        {
            return;
        }

        if (found.IsEmpty)
        {
            throw new CliFailure(ExitCode.Usage, "usage.pin", ("name", option));
        }

        if (!found.Contains(pin))
        {
            throw new CliFailure(ExitCode.Refused, "verdict.pin", ("name", option), ("value", string.Join(", ", found)));
        }
    }
}
