// SPDX-License-Identifier: Apache-2.0

using Ledger.Application;
using Microsoft.Extensions.Options;

namespace Ledger.Host.Startup;

/// <summary>Options from <c>appsettings.json</c> and the environment (<c>Ledger__AnchorIntervalSeconds</c>), checked before anything opens.</summary>
internal static class HostOptions
{
    public const string Section = "Ledger";

    /// <exception cref="OptionsValidationException">An option is out of range; the message names each.</exception>
    /// <param name="bind">The address of the command line, which counts more than any other.</param>
    /// <param name="nodes">Those of the command line, likewise; none where it names none.</param>
    /// <param name="heads">Where a node tells of new blocks, likewise.</param>
    public static (ApplicationOptions Application, DoorOptions Door) Read(string? bind, IReadOnlyList<Uri> nodes, string? heads)
    {
        var configuration = Configuration();
        var options = configuration.GetSection(Section).Get<ApplicationOptions>() ?? new ApplicationOptions();
        var door = configuration.GetSection(Section).Get<DoorOptions>() ?? new DoorOptions();
        options = nodes is [] ? options : options with { Nodes = [.. nodes.Select(node => node.OriginalString)] };
        options = heads is null ? options : options with { NodeWs = heads };
        door = bind is null ? door : door with { Bind = bind };
        IReadOnlyList<string> wrong = [.. options.Validate(), .. door.Validate()];
        return wrong is [] ? (options, door) : throw new OptionsValidationException(Section, typeof(DoorOptions), wrong);
    }

    /// <summary>What <c>init</c> heeds of them: who signs the deployment. All else is for <c>serve</c>, which may be given other values.</summary>
    public static ApplicationOptions ReadForInit()
    {
        var given = Configuration().GetSection(Section).Get<ApplicationOptions>() ?? new ApplicationOptions();
        return new ApplicationOptions { SignerUrl = given.SignerUrl, SignerAddress = given.SignerAddress, SignerTimeoutMs = given.SignerTimeoutMs };
    }

    private static IConfigurationRoot Configuration() => new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory)
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables()
        .Build();
}
