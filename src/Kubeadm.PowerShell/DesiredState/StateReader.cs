using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Security;
using Kubeadm.Engine.DesiredState;
using Kubeadm.PowerShell.Results;

namespace Kubeadm.PowerShell.DesiredState;

/// <summary>Reads wanted states from hashtables, objects of JSON and CSV, and states that were returned.</summary>
/// <param name="paths">What relative paths mean.</param>
internal sealed class StateReader(FilePaths paths)
{
    /// <summary>What DSC calls the property Exist.</summary>
    private const string DscExist = "_exist";

    /// <summary>What DSC hands over of a secret in a configuration's parameters.</summary>
    private const string DscSecret = "secureString";

    /// <summary>Reads a state. What only can be told is passed over, so that a state that was returned can be wanted.</summary>
    /// <param name="kind">The kind of thing.</param>
    /// <param name="source">The properties; null means none.</param>
    /// <exception cref="KubeadmException"><c>UnknownProperty</c>, <c>InvalidProperty</c>.</exception>
    public KubeResourceState Read(ResourceKind kind, object? source)
    {
        var state = (KubeResourceState)Activator.CreateInstance(kind.StateType)!;
        var known = StateProperties.Of(kind.StateType);
        foreach (var (name, value) in PropertiesOf(kind, source))
        {
            // DSC's own properties, such as _securityContext, are said to every resource.
            if (name.StartsWith('_') && !name.Equals(DscExist, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var plain = name.Equals(DscExist, StringComparison.OrdinalIgnoreCase) ? nameof(KubeResourceState.Exist) : name;
            var property = known.FirstOrDefault(property => property.Name.Equals(plain, StringComparison.OrdinalIgnoreCase))
                ?? throw Unknown(kind, name, known.Select(property => property.Name));
            if (value is not null && !StateProperties.TraitsOf(property).IsReadOnly)
            {
                property.SetValue(state, Convert(kind, property, value));
            }
        }

        return state;
    }

    private object Convert(ResourceKind kind, PropertyInfo property, object value)
    {
        try
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            return type == typeof(SecureString) ? SecretOf(value)
                : StateProperties.TraitsOf(property).IsDocument ? new KubeList<string>(Items(value).Select(TextOf))
                : type == typeof(KubeList<string>) ? new KubeList<string>(Items(value).Select(PlainTextOf))
                : StateProperties.TraitsOf(property).IsPath ? PathOf(PlainTextOf(value))
                : type == typeof(string) ? PlainTextOf(value)
                : type == typeof(bool) ? FlagOf(value)
                : LanguagePrimitives.ConvertTo(value, type, CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is PSInvalidCastException or ArgumentTransformationMetadataException or KubeadmException { Kind: KubeadmErrorKind.InvalidInput })
        {
            throw Invalid(kind, property, error);
        }
    }

    /// <summary>Not every text is a truth: PowerShell takes "false" for true.</summary>
    private static bool FlagOf(object value) => SecretTransformationAttribute.Bare(value) switch
    {
        bool flag => flag,
        SwitchParameter flag => flag.IsPresent,
        string text when bool.TryParse(text, out var flag) => flag,
        _ => throw new PSInvalidCastException("it is neither true nor false"),
    };

    /// <summary>The text of a text, a number, a path or the like. Of maps and lists PowerShell would make words that nobody wrote.</summary>
    private static string PlainTextOf(object value) => SecretTransformationAttribute.Bare(value) switch
    {
        string text => text,
        IDictionary or IEnumerable or PSCustomObject or null => throw new PSInvalidCastException("it is no text"),
        var other => LanguagePrimitives.ConvertTo<string>(other),
    };

    /// <summary>An empty path is one that is not given.</summary>
    private string PathOf(string path) => path.Length == 0 ? path : paths.Resolve(path);

    private static SecureString SecretOf(object value)
    {
        var bare = SecretTransformationAttribute.Bare(value) switch
        {
            PSCredential credential => credential.Password,
            IDictionary map when map.Contains(DscSecret) => map[DscSecret],
            PSCustomObject when PSObject.AsPSObject(value).Properties[DscSecret] is { } property => property.Value,
            _ => value,
        };
        return new SecretTransformationAttribute().Transform(null!, bare!) is SecureString secret ? secret : throw new PSInvalidCastException("it is no text");
    }

    private static string TextOf(object document) => SecretTransformationAttribute.Bare(document) as string ?? KubeadmDocuments.TextOf(document);

    private static IEnumerable<object> Items(object value) => SecretTransformationAttribute.Bare(value) switch
    {
        string or IDictionary or PSCustomObject or KubeadmDocument => [value],
        IEnumerable list => list.Cast<object?>().Select(item => item ?? throw new PSInvalidCastException("an element of it is null")),
        _ => [value],
    };

    private static IEnumerable<(string Name, object? Value)> PropertiesOf(ResourceKind kind, object? source) => SecretTransformationAttribute.Bare(source) switch
    {
        null => [],
        IDictionary map => map.Keys.Cast<object>().Select(key => (key.ToString()!, map[key])),
        PSCustomObject or KubeResourceState => PSObject.AsPSObject(source!).Properties.Select(property => (property.Name, (object?)property.Value)),
        _ => throw NoState(kind, source!),
    };

    private static KubeadmException NoState(ResourceKind kind, object source) => new(
        "InvalidProperty", $"{kind.Name}: an object of type {SecretTransformationAttribute.Bare(source)!.GetType().FullName} is no state")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = kind.Name,
        Remedy = "Give a hashtable with its properties, or an object that has them.",
    };

    private static KubeadmException Unknown(ResourceKind kind, string name, IEnumerable<string> known) => new("UnknownProperty", $"{kind.Name} has no property \"{name}\"")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = name,
        Remedy = $"Use one of {string.Join(", ", known)}.",
    };

    /// <summary>Says nothing of the value of a secret.</summary>
    private static KubeadmException Invalid(ResourceKind kind, PropertyInfo property, Exception error) => new(
        "InvalidProperty", $"{kind.Name}.{property.Name}: {(property.PropertyType == typeof(SecureString) ? "it is no secret" : error.Message)}", error)
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = property.Name,
        Remedy = (error as KubeadmException)?.Remedy ?? "Get-Help Invoke-KubeDscResource lists what each property takes.",
    };
}
