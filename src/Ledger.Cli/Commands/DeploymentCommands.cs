// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using Ledger.Application.Views;

namespace Ledger.Cli.Commands;

internal static class DeploymentCommands
{
    public static Command Create(CommandKit kit) => kit.Group(
        "deployment",
        kit.Verb("deployment show", (session, cancel) => session.ShowAsync<DeploymentView>("/deployment", (printer, view) =>
        {
            printer.Fields(
                ("engine", session.Texts.Word("engine." + view.Engine, view.Engine)),
                ("demo", session.Texts.Say(view.Demo ? "yes" : "no")),
                ("chainId", view.ChainId.ToString(CultureInfo.InvariantCulture)),
                ("rpcUrl", view.RpcUrl),
                ("finality", view.Finality.Blocks.ToString(CultureInfo.InvariantCulture)));
            printer.Line();
            printer.Table(
                ["contract", "version", "address", "block"],
                [.. view.Contracts.Select(contract => (IReadOnlyList<string>)
                    [contract.Name, contract.Version, contract.Address.ToString(), contract.DeployedAtBlock.ToString(CultureInfo.InvariantCulture)])]);
        }, cancel)));
}
