// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Evidence.Certificates;
using static Ledger.Evidence.Tests.Certificates.SomeShipment;

namespace Ledger.Evidence.Tests.Certificates;

/// <summary>What this verifier says of each code, as the console's tests and the foreign ones read it.</summary>
public sealed class CertificateVectorTests
{
    private const string Digits = "0123456789";

    private static readonly JsonSerializerOptions Plain = new()
    {
        WriteIndented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    private static readonly CertificateTrust Nobody = new([]);

    private static (string What, Presented Presented)[] Sound =>
    [
        ("a carton", new(Carton.Write(), Pinned, Now)),
        ("a carton in its first second", new(Carton.Write(), Pinned, BlockTime)),
        ("a shipment in its last second", new(Whole.Write(), Pinned, BlockTime + 86_399)),
        ("a carton by one who knows the key alone", new(Carton.Write(), new([Key.Address]), Now)),
        ("a carton by one of two keys", new(Carton.Write(), new([Key.Address, UsageLog]), Now)),
        ("a product in Chinese", new(Sign(Certificate with { Product = "数字电视 📺" }).Write(), Pinned, Now)),
        ("thirty days", new(Sign(Certificate with { ValidUntil = BlockTime + 2_592_000 }).Write(), Pinned, Now)),
        ("a carton by one who knows nobody", new(Carton.Write(), Nobody, Now)),
        ("an ended shipment by one who knows nobody", new(Whole.Write(), Nobody, BlockTime + 86_400)),
    ];

    [Fact]
    public void Every_verdict_is_the_one_that_the_vectors_have()
    {
        var made = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(Vectors(), Plain) + "\n");
        var copy = Path.Combine(AppContext.BaseDirectory, "vectors", "certificates.json");
        if (Environment.GetEnvironmentVariable("LEDGER_WRITE_COPIES") is "1")
        {
            File.WriteAllBytes(Path.Combine(AppContext.BaseDirectory, "../../../../vectors/certificates.json"), made);
            File.WriteAllBytes(copy, made);
        }

        Assert.True(File.ReadAllBytes(copy).AsSpan().SequenceEqual(made), "tests/vectors/certificates.json is not what the verifier says: run this test with LEDGER_WRITE_COPIES=1 and commit the file.");
    }

    private static object Vectors() => new
    {
        About = "Codes of certificates (FORMATS.md §12), each with what a reader knows, the time, and the verdict. Zeros stand for that many digits 0 after the letters.",
        Cases = Sound.Concat(CertificateTests.Wrong.Select(row => ((string)row[0], (Presented)row[2]))).Select(one => Case(one.Item1, one.Item2)),
        Changed = Changed(),
        Openings = OpeningCases.All.Select(one => Opening(one.What, one.File, Now, isPinned: true)).Concat(OpeningCases.Over.Select(one => Opening(one.What, one.File, one.Now, one.IsPinned))),
        Conflicts = ConflictTests.Harmless.Select(row => (CertificateCode)row[1]).Prepend(ConflictTests.Other).Select(Conflict),
    };

    private static object Case(string what, Presented presented)
    {
        var (found, trust) = (presented.Judge(), presented.Trust);
        var letters = presented.Letters.Length > CertificateCode.MaxLetters * 3 ? presented.Letters.TrimEnd('0') : presented.Letters;
        return new
        {
            What = what,
            Letters = letters,
            Zeros = presented.Letters.Length - letters.Length,
            Trust = new
            {
                Keys = trust.Keys.Select(key => key.ToString()).Order(StringComparer.Ordinal),
                ChainId = trust.ChainId?.ToString(CultureInfo.InvariantCulture),
                UsageLog = trust.UsageLog?.ToString(),
                License = trust.License?.Value.ToString(),
            },
            presented.Now,
            Verdict = Word(found.Verdict),
            Note = found.Note.Code,
            found.Note.Args,
        };
    }

    /// <summary>One letter of a carton's code after the other is another: which of the notes is told of it.</summary>
    private static object Changed()
    {
        List<string> notes = [];
        var (letters, told) = (Carton.Write(), new StringBuilder());
        for (var at = 0; at < letters.Length; at++)
        {
            var note = Check(letters[..at] + (letters[at] == '0' ? '1' : '0') + letters[(at + 1)..]).Note.Code;
            notes.AddRange(notes.Contains(note, StringComparer.Ordinal) ? [] : [note]);
            told.Append(Digits[notes.IndexOf(note)]);
        }

        return new { Letters = letters, Notes = notes, Told = told.ToString() };
    }

    /// <summary>Judged by one who knows the key alone, or nobody (key null).</summary>
    private static object Opening(string what, string file, ulong now, bool isPinned)
    {
        var found = OpeningFile.Judge(Encoding.UTF8.GetBytes(file), isPinned ? new([Key.Address]) : Nobody, now);
        return new { What = what, File = file, Key = isPinned ? Key.Address.ToString() : null, Now = now, Verdict = Word(found.Verdict), Note = found.Note.Code, found.Note.Args };
    }

    private static object Conflict(CertificateCode other)
    {
        var file = ConflictFile.Of(Carton, other).Write();
        var (isShown, note) = ConflictFile.Judge(file);
        return new { First = Carton.Write(), Second = other.Write(), IsShown = isShown, Note = note.Code, note.Args, File = Encoding.UTF8.GetString(file) };
    }

    private static string Word(CertificateVerdict verdict) => verdict.ToString().ToLowerInvariant();
}
