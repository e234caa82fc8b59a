// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Keys;
using Ledger.Cli.Commands;

namespace Ledger.Cli.Signing;

/// <summary>The caller's key file: <c>--key-file</c>, else <c>LEDGER_KEY_FILE</c>. A key never stands in an argument.</summary>
internal static class SigningKey
{
    public static KeyFile Open(Session session, string? path) =>
        KeyFile.Read(path ?? session.Around.Variable(Session.KeyVariable) ?? throw new CliFailure(ExitCode.Usage, "usage.noKey", ("variable", Session.KeyVariable)));
}
