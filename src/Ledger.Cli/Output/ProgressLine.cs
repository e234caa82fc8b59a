// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Ledger.Application.Upkeep;
using Ledger.Cli.Texts;

namespace Ledger.Cli.Output;

/// <summary>A bar on standard error that is drawn over itself; where nobody watches, nothing is drawn.</summary>
public sealed class ProgressLine(TextWriter to, CliTexts texts, bool isWatched) : IProgress<UpkeepStep>, IDisposable
{
    private const int BarWidth = 24;

    private string _drawn = "";

    public void Report(UpkeepStep value)
    {
        var line = Describe(value);
        if (isWatched && !string.Equals(line, _drawn, StringComparison.Ordinal))
        {
            to.Write("\r" + Columns.Pad(line, Columns.WidthOf(_drawn)));
            _drawn = line;
        }
    }

    /// <summary>Leaves the line as it was before the first bar.</summary>
    public void Dispose()
    {
        if (_drawn.Length > 0)
        {
            to.Write("\r" + new string(' ', Columns.WidthOf(_drawn)) + "\r");
            _drawn = "";
        }
    }

    /// <summary>Bar and percentage where the whole is known, else how much was done.</summary>
    private string Describe(UpkeepStep step)
    {
        var stage = texts.Word("stage." + step.Stage, step.Stage);
        if (step.Total == 0)
        {
            return step.Done == 0 ? stage : string.Create(CultureInfo.InvariantCulture, $"{stage} {step.Done}");
        }

        var share = Math.Min(1, (double)step.Done / step.Total);
        var filled = (int)(share * BarWidth);
        return string.Create(CultureInfo.InvariantCulture, $"[{new string('#', filled)}{new string('-', BarWidth - filled)}] {(int)(share * 100),3} % {stage}");
    }
}
