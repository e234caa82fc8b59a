// SPDX-License-Identifier: Apache-2.0

using QRCoder;

namespace Ledger.Cli.Output;

/// <summary>Draws a text as a QR code (ISO/IEC 18004), with a quarter of it redundant: labels get scratched.</summary>
internal static class QrCode
{
    private const int PixelsPerModule = 6;

    /// <summary>A PNG of one bit a pixel, with the quiet zone.</summary>
    public static byte[] Png(string text)
    {
        using var data = Draw(text);
        using var drawing = new PngByteQRCode(data);
        return drawing.GetGraphic(PixelsPerModule);
    }

    public static string Svg(string text)
    {
        using var data = Draw(text);
        using var drawing = new SvgQRCode(data);
        return drawing.GetGraphic(PixelsPerModule);
    }

    private static QRCodeData Draw(string text) => QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
}
