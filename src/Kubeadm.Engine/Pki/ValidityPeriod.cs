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
    public static DateTimeOffset EndOf(DateTimeOffset from, TimeSpan period, string field) =>
        period > TimeSpan.Zero && period < DateTimeOffset.MaxValue - from ? from + period : throw PkiErrors.InvalidValidityPeriod(field, period);
}
