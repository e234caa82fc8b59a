// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Application.Texts;
using Ledger.Domain;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Ledger.Host.Startup;

/// <summary>How the process ends when it cannot go on: one clear sentence on standard error, and a stable exit code.</summary>
internal static class Ending
{
    public const int Refused = 1;
    public const int Usage = 2;
    public const int Fault = 3;

    private static readonly string[] _localeVariables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    /// <summary>A rule said no: the refusal's sentence in the locale's language.</summary>
    public static int Refuse(Refusal refusal) => Say(new RefusalTexts().Describe(refusal, Language()).Detail, Refused);

    /// <summary>The world failed: a sentence for what is known to happen, else the fault's own message.</summary>
    public static int Fail(Exception thrown) => thrown switch
    {
        OperationCanceledException => 130,
        AddressInUseException or IOException { InnerException: AddressInUseException } => Explain("port-in-use", Usage),
        DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException } => Explain("library-missing", Fault),
        OptionsValidationException wrong => Say(string.Join(" ", wrong.Failures), Usage),
        _ => Say(thrown.Message, Fault),
    };

    private static int Explain(string code, int exitCode) =>
        Say(new RefusalTexts().Describe(code, new Dictionary<string, string>(StringComparer.Ordinal), Language()).Detail, exitCode);

    private static int Say(string sentence, int exitCode)
    {
        Console.Error.WriteLine(sentence);
        return exitCode;
    }

    /// <summary>The language of the locale.</summary>
    internal static string Language()
    {
        var locale = _localeVariables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return locale?.StartsWith("zh", ignoreCase: true, CultureInfo.InvariantCulture) == true ? RefusalTexts.Chinese : RefusalTexts.English;
    }
}
