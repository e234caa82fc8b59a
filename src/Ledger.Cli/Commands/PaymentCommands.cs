// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Ledger.Application.Views;
using Ledger.Cli.Output;

namespace Ledger.Cli.Commands;

/// <summary>Payments under a license, as their records tell it.</summary>
internal static class PaymentCommands
{
    public static Command Create(CommandKit kit) => kit.Group("payment", List(kit));

    private static Command List(CommandKit kit)
    {
        var license = Words.IdOption("--license", required: true);
        return kit.Verb(
            "payment list",
            async (session, cancel) =>
            {
                var reply = await session.Api.GetAsync<IReadOnlyList<PaymentView>>($"/licenses/{session.Get(license)}/payments", cancel);
                session.Printer.Show(reply.Raw, printer => printer.Table(
                    ["record", "amount", "currency", "period", "state", "disputeBy", "disputeRule"],
                    [.. reply.Value.Select(payment => (IReadOnlyList<string>)
                    [
                        payment.Claim.ToString(),
                        payment.Amount.ToString(),
                        payment.Currency,
                        Printer.Period(payment.PeriodStart, payment.PeriodEnd, payment.Zone),
                        printer.Texts.Word("payment." + payment.State, payment.State),
                        Printer.Time(payment.DisputeBy),
                        PoolCommands.Rule(printer, payment.DisputeRule),
                    ])]));
                return ExitCode.Ok;
            },
            license);
    }
}
