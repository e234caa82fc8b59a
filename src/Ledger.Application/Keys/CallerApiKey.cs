// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;

namespace Ledger.Application.Keys;

/// <summary>A caller's API key file: one line, readable by its owner only.</summary>
public static class CallerApiKey
{
    /// <summary>How such a file is called beside a signing key of the same name.</summary>
    public const string Ending = ".apikey";

    /// <summary>The token in a file; refused where it is missing, readable by others or no token.</summary>
    public static Outcome<string> Read(string path)
    {
        if (!File.Exists(path))
        {
            return new KeyFileUnusable($"'{path}' is not there.");
        }

        if (!OperatingSystem.IsWindows()
            && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)) != UnixFileMode.None)
        {
            return new KeyFileUnusable($"'{path}' can be read by others: chmod 600.");
        }

        return ApiToken.TryParse(File.ReadAllText(path).Trim(), out var token) ? token.Text : new KeyFileUnusable($"'{path}' holds no API key.");
    }

    /// <summary>Writes a token to a new file, mode 0600; refused where the file exists.</summary>
    public static Outcome<string> Write(string path, string token)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var writer = new StreamWriter(path, options);
            writer.Write(token + "\n");
            return token;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new KeyFileUnusable($"'{path}' cannot be written: {failure.Message}");
        }
    }
}
