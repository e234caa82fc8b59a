// SPDX-License-Identifier: Apache-2.0

using Ledger.Application;
using Microsoft.Extensions.Options;

namespace Ledger.Host.Startup;

/// <summary>Options from <c>appsettings.json</c> and the environment (<c>Ledger__AnchorIntervalSeconds</c>), checked before anything opens.</summary>
internal static class HostOptions
{
    public const string Section = "Ledger";

    /// <exception cref="OptionsValidationException">An option is out of range; the message names each.</exception>
    public static ApplicationOptions Read()
    {
        var configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .Build();
        var options = configuration.GetSection(Section).Get<ApplicationOptions>() ?? new ApplicationOptions();
        return options.Validate() is [] ? options : throw new OptionsValidationException(Section, typeof(ApplicationOptions), options.Validate());
    }
}
