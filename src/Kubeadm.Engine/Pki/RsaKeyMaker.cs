using System.Numerics;
using System.Security.Cryptography;

namespace Kubeadm.Engine.Pki;

/// <summary>Makes RSA keys.</summary>
/// <remarks>
/// OpenSSL 3 makes a key from primes that are built around auxiliary primes (SP 800-56B), which takes about four times as
/// long as the two random primes of a key need by themselves. FIPS 186-5 (A.1.3) allows random primes for keys of this
/// size, and Go and OpenSSL 1.1 use them. So the primes come from OpenSSL, and the rest of the key follows from them.
/// </remarks>
internal static class RsaKeyMaker
{
    private const int Exponent = 65537;

    /// <summary>Makes a key with random primes; where they cannot be had, as the platform does it.</summary>
    public static RSA Create(int bits)
    {
        if (LibCrypto.IsUsable)
        {
            return CreateFromPrimes(bits);
        }

        var key = RSA.Create(bits);

        // The platform makes the key when it is first asked for; the work must be done here, not where the key is used.
        _ = key.ExportParameters(includePrivateParameters: false);
        return key;
    }

    private static RSA CreateFromPrimes(int bits)
    {
        while (true)
        {
            var one = GeneratePrime(bits / 2);
            var other = GeneratePrime(bits / 2);
            var (p, q) = one > other ? (one, other) : (other, one);
            var order = (p - 1) * (q - 1) / BigInteger.GreatestCommonDivisor(p - 1, q - 1);
            var d = Inverse(Exponent, order);

            // FIPS 186-5, A.1.3: primes that are too near to one another, or a small private exponent, give the key away.
            if ((p - q).GetBitLength() > (bits / 2) - 100 && d.GetBitLength() > bits / 2)
            {
                return Import(p, q, d, bits / 8);
            }
        }
    }

    private static RSA Import(BigInteger p, BigInteger q, BigInteger d, int length)
    {
        var parameters = new RSAParameters
        {
            Modulus = Bytes(p * q, length),
            Exponent = [1, 0, 1],
            D = Bytes(d, length),
            P = Bytes(p, length / 2),
            Q = Bytes(q, length / 2),
            DP = Bytes(d % (p - 1), length / 2),
            DQ = Bytes(d % (q - 1), length / 2),
            InverseQ = Bytes(Inverse(q, p), length / 2),
        };
        try
        {
            return RSA.Create(parameters);
        }
        finally
        {
            foreach (var secret in new[] { parameters.D, parameters.P, parameters.Q, parameters.DP, parameters.DQ, parameters.InverseQ })
            {
                CryptographicOperations.ZeroMemory(secret);
            }
        }
    }

    /// <summary>A prime that the public exponent can be used with: one more than no multiple of it.</summary>
    private static BigInteger GeneratePrime(int bits)
    {
        while (true)
        {
            var bytes = LibCrypto.GeneratePrime(bits);
            var prime = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
            CryptographicOperations.ZeroMemory(bytes);
            if (!((prime - 1) % Exponent).IsZero)
            {
                return prime;
            }
        }
    }

    /// <summary>The inverse of a number (Euclid's extended algorithm); the two have no common divisor.</summary>
    private static BigInteger Inverse(BigInteger number, BigInteger modulus)
    {
        var (remainder, next) = (modulus, number % modulus);
        var (factor, nextFactor) = (BigInteger.Zero, BigInteger.One);
        while (!next.IsZero)
        {
            var quotient = remainder / next;
            (remainder, next) = (next, remainder - (quotient * next));
            (factor, nextFactor) = (nextFactor, factor - (quotient * nextFactor));
        }

        return factor.Sign < 0 ? factor + modulus : factor;
    }

    private static byte[] Bytes(BigInteger number, int length)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        var padded = new byte[length];
        bytes.CopyTo(padded, length - bytes.Length);
        CryptographicOperations.ZeroMemory(bytes);
        return padded;
    }
}
