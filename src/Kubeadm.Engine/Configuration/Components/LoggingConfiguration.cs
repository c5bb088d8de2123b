using Kubeadm.Engine.Serialization.Api;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Configuration.Components;

/// <summary>Logging, as all components configure it (component-base, logs api v1).</summary>
public sealed class LoggingConfiguration
{
    /// <summary><c>text</c> or <c>json</c>; empty is text.</summary>
    [ApiField("format")]
    public string Format { get; set; } = "";

    /// <summary>The longest time that a line may wait in a buffer.</summary>
    [ApiField("flushFrequency", OmitEmpty = false)]
    public DurationOrNumber FlushFrequency { get; set; }

    /// <summary>How much is logged; 0 is the least.</summary>
    [ApiField("verbosity", OmitEmpty = false)]
    public uint Verbosity { get; set; }

    /// <summary>Other verbosities by source file; for the text format only.</summary>
    [ApiField("vmodule")]
    public List<VmoduleItem> Vmodule { get; set; } = [];

    /// <summary>The formats' own options.</summary>
    [ApiField("options")]
    public LoggingFormatOptions Options { get; set; } = new();
}

/// <summary>A verbosity for some source files.</summary>
public sealed class VmoduleItem
{
    /// <summary>The files' name without <c>.go</c>, or a pattern.</summary>
    [ApiField("filePattern", OmitEmpty = false)]
    public string FilePattern { get; set; } = "";

    /// <summary>The verbosity.</summary>
    [ApiField("verbosity", OmitEmpty = false)]
    public uint Verbosity { get; set; }
}

/// <summary>Options by format.</summary>
public sealed class LoggingFormatOptions
{
    /// <summary>The text format's.</summary>
    [ApiField("text")]
    public LoggingOutputOptions Text { get; set; } = new();

    /// <summary>The JSON format's.</summary>
    [ApiField("json")]
    public LoggingOutputOptions Json { get; set; } = new();
}

/// <summary>Where lines go.</summary>
public sealed class LoggingOutputOptions
{
    /// <summary>Whether errors go to standard error and all else to standard output.</summary>
    [ApiField("splitStream")]
    public bool SplitStream { get; set; }

    /// <summary>The size of the buffer of what goes to standard output, bytes; 0 is none.</summary>
    [ApiField("infoBufferSize")]
    public Quantity InfoBufferSize { get; set; } = Quantity.Zero;
}
