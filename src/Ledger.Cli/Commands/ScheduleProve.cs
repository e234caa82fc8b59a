// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Ledger.Application.Views;
using Ledger.Cli.Output;
using Ledger.Cli.Verification;
using Ledger.Domain.Schedules;
using Ledger.Evidence.Schedules;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger schedule prove</c>: fetches the proof that a number is listed, or is not, and judges it here.</summary>
internal static class ScheduleProve
{
    public static Command Create(CommandKit kit)
    {
        var choice = new ScheduleChoice();
        var number = new Argument<string>("number") { HelpName = "NUMBER" };
        return kit.Verb(
            "schedule prove",
            async (session, cancel) =>
            {
                var asked = NumberOf(session, session.Get(number));
                var path = await choice.PathAsync(session, cancel);
                var reply = await session.Api.GetAsync<ListingView>($"{path}/patents/{asked}/proof", cancel);
                var check = new ListingCheck(reply.Value, path, asked);
                var inChain = check.Act is not null && await check.StandsOnChainAsync(session, cancel);
                var verdict = check.Verdict;
                var holds = inChain && verdict is ListingVerdict.Listed or ListingVerdict.NotListed;
                var code = check.Act is null ? "listing-act-other" : inChain ? Checked.Code("listing", verdict) : "listing-not-on-chain";
                session.Printer.Show(Checked.Of(reply.Raw, holds, code), printer =>
                {
                    printer.Fields(
                        ("patent", asked.ToString()),
                        ("revision", $"{reply.Value.Revision}"),
                        ("patents", $"{reply.Value.Patents}"),
                        ("root", reply.Value.Root.ToString()),
                        ("block", $"{reply.Value.Recorded.Recorded.Block}"));
                    printer.Step(check.Act is not null, "act", printer.Texts.Say(check.Act is null ? "listing.actWrong" : "listing.act"));
                    printer.Step(inChain, "chain", printer.Texts.Say(inChain ? "listing.chain" : "listing.chainWrong"), check.Act is not null);
                    printer.Step(verdict is ListingVerdict.Listed or ListingVerdict.NotListed, "inclusion", printer.Texts.Say("listing." + verdict), check.Act is not null);
                });
                return holds ? ExitCode.Ok : ExitCode.Refused;
            },
            choice.Pool, choice.Schedule, choice.Revision, number);
    }

    private static PublicationNumber NumberOf(Session session, string text)
    {
        var reading = PublicationNumber.Read(text);
        return reading.TryGet(out var number) || PublicationNumber.TrySplit(text, out number)
            ? number
            : throw new CliFailure(
                ExitCode.Usage,
                "usage.content",
                ("reason", new Application.Texts.RefusalTexts().Describe(reading.Refusal!, session.Texts.Language).Detail));
    }
}
