using System.Globalization;
using System.Text;
using QRCoder;

namespace GridApp.Features.Account;

/// <summary>A text as a picture that a camera reads: the path of an SVG, in modules.</summary>
internal static class QrPicture
{
    /// <summary>The path, and the edge length of its square with the quiet zone that readers need.</summary>
    public static (string Path, int Size) Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows.Count; x++)
            {
                if (!rows[y][x])
                    continue;
                var length = 1;
                while (x + length < rows.Count && rows[y][x + length])
                    length++;
                path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h{length}v1h-{length}z");
                x += length;
            }
        }

        return (path.ToString(), rows.Count);
    }
}
