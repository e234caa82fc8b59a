// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Chain.Keys;
using Ledger.Domain;

namespace Ledger.Application.Keys;

/// <summary>A caller's API key file: one line, readable by its owner only.</summary>
public static class CallerApiKey
{
    /// <summary>How such a file is called beside a signing key of the same name.</summary>
    public const string Ending = ".apikey";

    private const int Octal = 8;
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The token in a file; refused where it is missing, readable by others or no token.</summary>
    public static Outcome<string> Read(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) is var mode && (mode & ~Own) != UnixFileMode.None)
            {
                return new KeyFileOpenToOthers(path, Convert.ToString((int)mode, Octal));
            }

            return ApiToken.TryParse(File.ReadAllText(path).Trim(), out var token) ? token.Text : new ApiKeyFileMalformed(path);
        }
        catch (Exception failure) when (FileTrouble.IsOne(failure))
        {
            return FileTrouble.Reading(path, failure);
        }
    }

    /// <summary>Writes a token to a new file, mode 0600; refused where the file exists.</summary>
    public static Outcome<string> Write(string path, string token)
    {
        if (File.Exists(path))
        {
            return new KeyFileExists(path);
        }

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
        catch (Exception failure) when (FileTrouble.IsOne(failure))
        {
            return FileTrouble.Writing(path, failure);
        }
    }
}

/// <summary>The file holds no API key.</summary>
public sealed record ApiKeyFileMalformed(string File) : Refusal
{
    public override string Code => "api-key-file-malformed";

    public override IReadOnlyDictionary<string, string> Args => Named(("file", File));
}
