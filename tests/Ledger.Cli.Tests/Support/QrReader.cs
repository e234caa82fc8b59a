// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using ZXing;

namespace Ledger.Cli.Tests.Support;

/// <summary>Reads a QR code from a PNG as a scanner would: by ZXing, which knows nothing of how it was drawn.</summary>
internal static class QrReader
{
    private const int SignatureSize = 8;
    private const int Width = 16;

    /// <summary>The text; null where ZXing finds no code.</summary>
    public static string? Read(byte[] png)
    {
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(Width)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(Width + 4)));
        Assert.Equal((1, 0), (png[Width + 8], png[Width + 9])); // one bit a pixel, gray
        var rows = Inflate(png);
        var stride = 1 + ((width + 7) / 8);
        var gray = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            Assert.Equal(0, rows[y * stride]); // no filter
            for (var x = 0; x < width; x++)
            {
                gray[(y * width) + x] = (rows[(y * stride) + 1 + (x / 8)] >> (7 - (x % 8)) & 1) == 1 ? byte.MaxValue : (byte)0;
            }
        }

        return new BarcodeReaderGeneric { Options = { PossibleFormats = [BarcodeFormat.QR_CODE], PureBarcode = true } }
            .Decode(new RGBLuminanceSource(gray, width, height, RGBLuminanceSource.BitmapFormat.Gray8))?.Text;
    }

    private static byte[] Inflate(byte[] png)
    {
        using var packed = new MemoryStream();
        for (var at = SignatureSize; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            if (Encoding.ASCII.GetString(png, at + 4, 4) == "IDAT")
            {
                packed.Write(png, at + 8, length);
            }

            at += length + 12;
        }

        packed.Position = 0;
        using var open = new ZLibStream(packed, CompressionMode.Decompress);
        using var rows = new MemoryStream();
        open.CopyTo(rows);
        return rows.ToArray();
    }
}
