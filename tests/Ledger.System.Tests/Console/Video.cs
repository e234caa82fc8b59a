// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.SystemTests.Running;
using QRCoder;

namespace Ledger.SystemTests.Console;

/// <summary>What a camera sees that is held before a code: a YUV4MPEG2 file of one frame, which Chromium shows again and again.</summary>
internal sealed class Video : IDisposable
{
    private const int Width = 1280;
    private const int Height = 960;
    private const int Margin = 40;
    private const int PixelsPerModule = 6;

    private readonly Place _place = new();

    public Video(string letters)
    {
        using var code = QRCodeGenerator.GenerateQrCode(letters, QRCodeGenerator.ECCLevel.M);
        var light = new byte[Width * Height];
        Array.Fill(light, (byte)235);
        foreach (var (y, row) in code.ModuleMatrix.Index())
        {
            for (var x = 0; x < row.Count; x++)
            {
                for (var line = 0; row[x] && line < PixelsPerModule; line++)
                {
                    Array.Fill(light, (byte)16, ((Margin + (y * PixelsPerModule) + line) * Width) + Margin + (x * PixelsPerModule), PixelsPerModule);
                }
            }
        }

        var gray = new byte[Width * Height / 2];
        Array.Fill(gray, (byte)128);
        System.IO.File.WriteAllBytes(File, [.. Encoding.ASCII.GetBytes($"YUV4MPEG2 W{Width} H{Height} F5:1 Ip A1:1 C420jpeg\nFRAME\n"), .. light, .. gray]);
    }

    public string File => _place["camera.y4m"];

    public void Dispose() => _place.Dispose();
}
