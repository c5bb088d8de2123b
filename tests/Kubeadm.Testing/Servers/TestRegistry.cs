using System.Formats.Tar;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Kubeadm.Testing.Servers;

/// <summary>Pushes small images to a registry on loopback (OCI distribution specification).</summary>
public sealed class TestRegistry(int port) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}/v2/") };

    public string Host => $"127.0.0.1:{port}";

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            return (await _client.GetAsync("")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Pushes images of as many different bytes as wanted, which no compression makes much smaller.</summary>
    /// <returns>Their references.</returns>
    public async Task<IReadOnlyList<string>> PushAllAsync(IEnumerable<string> names, string tag, int bytes = 1024)
    {
        var pushed = new List<string>();
        foreach (var name in names)
        {
            pushed.Add((await PushAsync(name, tag, Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes)))).Reference);
        }

        return pushed;
    }

    /// <summary>Pushes an image of one file.</summary>
    /// <returns>Its reference, and its identifier: the digest of its configuration.</returns>
    public async Task<(string Reference, string Id)> PushAsync(string name, string tag, string content)
    {
        var tar = Tar(content);
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(tar);
        }

        var config = JsonSerializer.SerializeToUtf8Bytes(new
        {
            architecture = "amd64",
            os = "linux",
            config = new { },
            rootfs = new { type = "layers", diff_ids = new[] { Digest(tar) } },
        });
        var layer = packed.ToArray();
        await PushBlobAsync(name, layer);
        await PushBlobAsync(name, config);
        const string type = "application/vnd.oci.image.manifest.v1+json";
        var manifest = JsonSerializer.SerializeToUtf8Bytes(new
        {
            schemaVersion = 2,
            mediaType = type,
            config = new { mediaType = "application/vnd.oci.image.config.v1+json", digest = Digest(config), size = config.Length },
            layers = new[] { new { mediaType = "application/vnd.oci.image.layer.v1.tar+gzip", digest = Digest(layer), size = layer.Length } },
        });
        using var body = new ByteArrayContent(manifest);
        body.Headers.ContentType = new MediaTypeHeaderValue(type);
        (await _client.PutAsync($"{name}/manifests/{tag}", body)).EnsureSuccessStatusCode();
        return ($"{Host}/{name}:{tag}", Digest(config));
    }

    public void Dispose() => _client.Dispose();

    private async Task PushBlobAsync(string name, byte[] blob)
    {
        using var start = (await _client.PostAsync($"{name}/blobs/uploads/", null)).EnsureSuccessStatusCode();
        var location = new UriBuilder(new Uri(_client.BaseAddress!, start.Headers.Location!));
        location.Query = location.Query.TrimStart('?') + "&digest=" + Uri.EscapeDataString(Digest(blob));
        using var body = new ByteArrayContent(blob);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        (await _client.PutAsync(location.Uri, body)).EnsureSuccessStatusCode();
    }

    private static byte[] Tar(string content)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "file") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        }

        return stream.ToArray();
    }

    private static string Digest(byte[] content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));
}
