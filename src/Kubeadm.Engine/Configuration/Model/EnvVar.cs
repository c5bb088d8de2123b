using Kubeadm.Engine.Serialization.Api;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Configuration.Model;

/// <summary>A variable of a container's environment (core/v1).</summary>
public sealed class EnvVar
{
    /// <summary>The name.</summary>
    [ApiField("name", OmitEmpty = false)]
    public string Name { get; set; } = "";

    /// <summary>The value.</summary>
    [ApiField("value")]
    public string Value { get; set; } = "";

    /// <summary>Where the value comes from instead.</summary>
    [ApiField("valueFrom")]
    public EnvVarSource? ValueFrom { get; set; }
}

/// <summary>Where a variable's value comes from (core/v1). One of the fields is set.</summary>
public sealed class EnvVarSource
{
    /// <summary>A field of the Pod.</summary>
    [ApiField("fieldRef")]
    public ObjectFieldSelector? FieldRef { get; set; }

    /// <summary>A resource of the container.</summary>
    [ApiField("resourceFieldRef")]
    public ResourceFieldSelector? ResourceFieldRef { get; set; }

    /// <summary>A key of a ConfigMap.</summary>
    [ApiField("configMapKeyRef")]
    public KeySelector? ConfigMapKeyRef { get; set; }

    /// <summary>A key of a Secret.</summary>
    [ApiField("secretKeyRef")]
    public KeySelector? SecretKeyRef { get; set; }

    /// <summary>A key of a file in a volume.</summary>
    [ApiField("fileKeyRef")]
    public FileKeySelector? FileKeyRef { get; set; }
}

/// <summary>A field of the Pod.</summary>
public sealed class ObjectFieldSelector
{
    /// <summary>The version of the schema that <see cref="FieldPath"/> is written in.</summary>
    [ApiField("apiVersion")]
    public string ApiVersion { get; set; } = "";

    /// <summary>The field's path.</summary>
    [ApiField("fieldPath", OmitEmpty = false)]
    public string FieldPath { get; set; } = "";
}

/// <summary>A resource of a container.</summary>
public sealed class ResourceFieldSelector
{
    /// <summary>The container's name.</summary>
    [ApiField("containerName")]
    public string ContainerName { get; set; } = "";

    /// <summary>The resource, for example <c>limits.cpu</c>.</summary>
    [ApiField("resource", OmitEmpty = false)]
    public string Resource { get; set; } = "";

    /// <summary>The unit of the result, a quantity.</summary>
    [ApiField("divisor", OmitEmpty = false)]
    public Quantity Divisor { get; set; } = Quantity.Zero;
}

/// <summary>A key of a ConfigMap or Secret.</summary>
public sealed class KeySelector
{
    /// <summary>The object's name.</summary>
    [ApiField("name")]
    public string Name { get; set; } = "";

    /// <summary>The key.</summary>
    [ApiField("key", OmitEmpty = false)]
    public string Key { get; set; } = "";

    /// <summary>Whether it may be missing.</summary>
    [ApiField("optional")]
    public bool? Optional { get; set; }
}

/// <summary>A key of a file in a volume.</summary>
public sealed class FileKeySelector
{
    /// <summary>The volume's name.</summary>
    [ApiField("volumeName", OmitEmpty = false)]
    public string VolumeName { get; set; } = "";

    /// <summary>The file's path in the volume.</summary>
    [ApiField("path", OmitEmpty = false)]
    public string Path { get; set; } = "";

    /// <summary>The key.</summary>
    [ApiField("key", OmitEmpty = false)]
    public string Key { get; set; } = "";

    /// <summary>Whether it may be missing.</summary>
    [ApiField("optional")]
    public bool? Optional { get; set; }
}
