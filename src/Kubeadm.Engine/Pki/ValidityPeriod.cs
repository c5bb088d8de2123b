using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Pki;

/// <summary>How long certificates are valid.</summary>
internal static class ValidityPeriod
{
    /// <summary>Returns the end of a validity that counts from a time.</summary>
    /// <param name="from">The time.</param>
    /// <param name="period">How long.</param>
    /// <param name="field">Where the period was given, for the error: a field of the configuration, a user.</param>
    /// <exception cref="KubeadmException">
    /// The period is zero or negative, or ends after the year 9999, the last that a certificate can name (<c>InvalidValidityPeriod</c>).
    /// </exception>
    public static DateTimeOffset EndOf(DateTimeOffset from, TimeSpan period, string field)
    {
        if (period > TimeSpan.Zero && period < DateTimeOffset.MaxValue - from)
        {
            return from + period;
        }

        throw new KubeadmException("InvalidValidityPeriod", $"{field}: {period} is not a time for which a certificate can be valid")
        {
            Kind = KubeadmErrorKind.InvalidInput,
            Target = period,
            Remedy = "Give a duration of more than zero, such as 8760h, that ends before the year 10000.",
        };
    }
}
