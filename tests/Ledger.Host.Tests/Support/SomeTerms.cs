// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Ledger.Host.Tests.Support;

/// <summary>Terms that a license can have, for tests that are about something else.</summary>
internal static class SomeTerms
{
    public const string Text = """
        {"scope":{"fieldsOfUse":["video decoding"],"territory":"worldwide","products":["set-top-box"],"acts":["export","import","manufacture","sale","use"]},
         "time":{"laterAdditions":"included"},
         "delegation":{"sublicensing":{"depth":2,"to":"affiliates"},"affiliates":{"covered":true,"control":"50"}},
         "royalties":{"currency":"CNY","basis":"per-unit","reset":"P1Y","rates":[{"from":0,"rate":"1.00"},{"from":1000000,"rate":"0.75","standard":"1.00"}],
                      "cap":{"amount":"1200000.00","period":"P1Y","per":"enterprise"},"discounts":[],"rounding":{"mode":"half-even","digits":2,"per":"report"}},
         "control":{"grantBack":"royalty-free","mostFavored":false,"law":"CN"}}
        """;

    public static JsonElement Json { get; } = JsonElement.Parse(Text);
}
