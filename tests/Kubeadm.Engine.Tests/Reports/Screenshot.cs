using System.Buffers.Binary;
using System.IO.Compression;

namespace Kubeadm.Engine.Tests.Reports;

/// <summary>The picture of a PNG file with eight bits a channel, as browsers write them.</summary>
internal sealed class Screenshot
{
    private readonly byte[] _pixels;
    private readonly int _channels;

    private Screenshot(int width, int height, int channels, byte[] pixels) => (Width, Height, _channels, _pixels) = (width, height, channels, pixels);

    public int Width { get; }

    public int Height { get; }

    public string ColourAt(int x, int y) => "#" + Convert.ToHexStringLower(_pixels, ((y * Width) + x) * _channels, 3);

    /// <summary>The share of the pixels that have another colour than the first.</summary>
    public double Drawn()
    {
        var ground = ColourAt(0, 0);
        var drawn = Enumerable.Range(0, Width * Height).Count(pixel => ColourAt(pixel % Width, pixel / Width) != ground);
        return (double)drawn / (Width * Height);
    }

    public static Screenshot Read(string path)
    {
        var file = File.ReadAllBytes(path);
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20)));
        Assert.Equal(8, file[24]);
        var channels = file[25] == 6 ? 4 : 3;
        using var data = new MemoryStream();
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            if (file.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
            {
                data.Write(file, at + 8, length);
            }

            at += length + 12;
        }

        data.Position = 0;
        using var unpacked = new ZLibStream(data, CompressionMode.Decompress);
        return new(width, height, channels, Unfilter(unpacked, width * channels, height, channels));
    }

    /// <summary>Rows are kept as differences from their neighbours (PNG, section 9).</summary>
    private static byte[] Unfilter(Stream rows, int stride, int height, int channels)
    {
        var pixels = new byte[stride * height];
        for (var y = 0; y < height; y++)
        {
            var filter = rows.ReadByte();
            var row = pixels.AsSpan(y * stride, stride);
            rows.ReadExactly(row);
            for (var x = 0; x < stride; x++)
            {
                var left = x < channels ? 0 : row[x - channels];
                var up = y == 0 ? 0 : pixels[((y - 1) * stride) + x];
                var corner = y == 0 || x < channels ? 0 : pixels[((y - 1) * stride) + x - channels];
                row[x] += (byte)(filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => Paeth(left, up, corner) });
            }
        }

        return pixels;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (toLeft, toUp, toCorner) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}
