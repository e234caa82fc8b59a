// SPDX-License-Identifier: Apache-2.0

using System.Reflection;
using System.Runtime.InteropServices;

namespace Ledger.Ethereum.Native;

/// <summary>Finds libsecp256k1 under the names that Linux, macOS and Windows give its releases.</summary>
internal static class LibraryResolver
{
    /// <summary>The recovery module is an option of the library's build; without it no signer can be recovered.</summary>
    private const string NeededExport = "secp256k1_ecdsa_recover";

    public static IReadOnlyList<string> Names { get; } =
    [
        "libsecp256k1.so.1", "libsecp256k1.so.2", "libsecp256k1.so.5", "libsecp256k1.so.6", "libsecp256k1.so",
        "libsecp256k1.dylib", "libsecp256k1.6.dylib", "libsecp256k1.5.dylib", "libsecp256k1.2.dylib", "libsecp256k1.1.dylib",
        "/opt/homebrew/lib/libsecp256k1.dylib", "/usr/local/lib/libsecp256k1.dylib",
        "libsecp256k1.dll", "libsecp256k1-6.dll", "libsecp256k1-5.dll", "libsecp256k1-2.dll", "libsecp256k1-1.dll", "secp256k1.dll",
    ];

    public static nint Load(Assembly assembly, DllImportSearchPath? path) => Load(Names, assembly, path);

    /// <exception cref="DllNotFoundException">None of the names loads with the recovery module; says what to install.</exception>
    internal static nint Load(IReadOnlyList<string> names, Assembly assembly, DllImportSearchPath? path)
    {
        var crippled = default(string);
        foreach (var name in names)
        {
            if (!NativeLibrary.TryLoad(name, assembly, path, out var library))
            {
                continue;
            }

            if (NativeLibrary.TryGetExport(library, NeededExport, out _))
            {
                return library;
            }

            crippled = name;
            NativeLibrary.Free(library);
        }

        throw new DllNotFoundException(
            (crippled is null ? "libsecp256k1 is not installed" : $"{crippled} was built without its recovery module")
            + ": install it with `apt-get install libsecp256k1-1` (libsecp256k1-2 on newer Debian and Ubuntu),"
            + " `brew install secp256k1`, or put libsecp256k1.dll beside the program.");
    }
}
