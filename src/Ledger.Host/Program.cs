// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Ledger.Host.Startup;

// Ctrl-C and SIGTERM are heard from the first moment on, and everything is closed before the process ends.
var patience = TimeSpan.FromSeconds(30);
var parsed = HostCommand.Create().Parse(args);
if (parsed.Errors.Count > 0)
{
    Console.Error.WriteLine(string.Join(Environment.NewLine, parsed.Errors.Select(error => error.Message)));
    return Ending.Usage;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = patience });
}
catch (Exception thrown)
{
    return Ending.Fail(thrown);
}
