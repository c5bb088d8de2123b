using System.Runtime.InteropServices;

namespace Kubeadm.Engine.Pki;

/// <summary>The prime numbers of OpenSSL 3.</summary>
internal static partial class LibCrypto
{
    private const string Library = "libcrypto.so.3";

    /// <summary>Whether primes can be had: OpenSSL 3 is there and is not bound to FIPS 140, which wants its own way of making keys.</summary>
    public static bool IsUsable =>
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad(Library, out _) && IsFipsEnabled(0) == 0;

    /// <summary>
    /// Makes a random prime of exactly this many bits, the two highest of them set, so that the product of two has twice as
    /// many. It is composite with a probability below 2^-128 (64 rounds of Miller and Rabin's test).
    /// </summary>
    /// <returns>The prime, big endian. A secret.</returns>
    public static byte[] GeneratePrime(int bits)
    {
        var prime = NewNumber();
        try
        {
            var bytes = new byte[bits / 8];
            return GeneratePrime(prime, bits, 0, 0, 0, 0) == 1 && ToBytes(prime, bytes, bytes.Length) == bytes.Length
                ? bytes
                : throw new System.Security.Cryptography.CryptographicException("OpenSSL could not make a prime number");
        }
        finally
        {
            FreeNumber(prime);
        }
    }

    [LibraryImport(Library, EntryPoint = "EVP_default_properties_is_fips_enabled")]
    private static partial int IsFipsEnabled(nint context);

    [LibraryImport(Library, EntryPoint = "BN_new")]
    private static partial nint NewNumber();

    [LibraryImport(Library, EntryPoint = "BN_generate_prime_ex")]
    private static partial int GeneratePrime(nint result, int bits, int safe, nint add, nint remainder, nint callback);

    [LibraryImport(Library, EntryPoint = "BN_bn2binpad")]
    private static partial int ToBytes(nint number, [Out] byte[] bytes, int length);

    [LibraryImport(Library, EntryPoint = "BN_clear_free")]
    private static partial void FreeNumber(nint number);
}
