using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto;

namespace Kubeadm.Engine.Pki;

/// <summary>Signs certificates and requests with a key of the platform, which never leaves it.</summary>
/// <param name="key">An RSA or ECDSA key. It is the caller's.</param>
internal sealed class PlatformSignature(AsymmetricAlgorithm key) : ISignatureFactory
{
    private readonly (HashAlgorithmName Hash, AlgorithmIdentifier Algorithm) _scheme = SchemeOf(key);

    /// <inheritdoc/>
    public object AlgorithmDetails => _scheme.Algorithm;

    /// <summary>The algorithm's identifier.</summary>
    public AlgorithmIdentifier Algorithm => _scheme.Algorithm;

    /// <inheritdoc/>
    public IStreamCalculator<IBlockResult> CreateCalculator() => new Calculator(this);

    /// <summary>Signs a whole content.</summary>
    public byte[] Sign(byte[] content) => key switch
    {
        RSA rsa => rsa.SignData(content, _scheme.Hash, RSASignaturePadding.Pkcs1),
        ECDsa ec => ec.SignData(content, _scheme.Hash, DSASignatureFormat.Rfc3279DerSequence),
        _ => throw Unknown(key),
    };

    /// <summary>Go's choice: SHA-256, and for larger curves the hash of their size (RFC 5758, section 3.2).</summary>
    private static (HashAlgorithmName Hash, AlgorithmIdentifier Algorithm) SchemeOf(AsymmetricAlgorithm key) => key switch
    {
        RSA => (HashAlgorithmName.SHA256, new AlgorithmIdentifier(PkcsObjectIdentifiers.Sha256WithRsaEncryption, DerNull.Instance)),
        ECDsa { KeySize: > 384 } => (HashAlgorithmName.SHA512, new AlgorithmIdentifier(X9ObjectIdentifiers.ECDsaWithSha512)),
        ECDsa { KeySize: > 256 } => (HashAlgorithmName.SHA384, new AlgorithmIdentifier(X9ObjectIdentifiers.ECDsaWithSha384)),
        ECDsa => (HashAlgorithmName.SHA256, new AlgorithmIdentifier(X9ObjectIdentifiers.ECDsaWithSha256)),
        _ => throw Unknown(key),
    };

    private static NotSupportedException Unknown(AsymmetricAlgorithm key) => new($"{key.GetType().Name} is neither RSA nor ECDSA");

    private sealed class Calculator(PlatformSignature signature) : IStreamCalculator<IBlockResult>, IDisposable
    {
        private readonly MemoryStream _content = new();

        public Stream Stream => _content;

        public IBlockResult GetResult() => new Result(signature.Sign(_content.ToArray()));

        public void Dispose() => _content.Dispose();
    }

    private sealed class Result(byte[] signature) : IBlockResult
    {
        public byte[] Collect() => signature;

        public int Collect(byte[] buf, int off) => Collect(buf.AsSpan(off));

        public int Collect(Span<byte> output)
        {
            signature.CopyTo(output);
            return signature.Length;
        }

        public int GetMaxResultLength() => signature.Length;
    }
}
