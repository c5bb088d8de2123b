namespace Kubeadm.Engine.Reports;

/// <summary>The colours of a page, as <c>#rrggbb</c>. Each of text is read well on both grounds (WCAG 2.2, contrast of at least 4.5).</summary>
/// <param name="Ground">Behind everything.</param>
/// <param name="Surface">Behind what is set apart.</param>
/// <param name="Line">Lines between things; no text.</param>
/// <param name="Text">Text.</param>
/// <param name="Muted">Text of less weight.</param>
/// <param name="Accent">Bars without a verdict.</param>
/// <param name="Good">What is well.</param>
/// <param name="Warning">What is to be seen to.</param>
/// <param name="Bad">What does not work.</param>
internal sealed record ReportPalette(
    string Ground, string Surface, string Line, string Text, string Muted, string Accent, string Good, string Warning, string Bad)
{
    /// <summary>By day and on paper.</summary>
    public static readonly ReportPalette Light = new("#ffffff", "#f5f7fa", "#d5dbe3", "#1a2029", "#525c69", "#2a5fb0", "#1b6b35", "#855000", "#b4161f");

    /// <summary>By night.</summary>
    public static readonly ReportPalette Dark = new("#10141a", "#191f27", "#343d49", "#e5eaf0", "#a3adba", "#78aef5", "#5cc47c", "#e3ac3f", "#ff8078");

    /// <summary>The palette as properties of a style sheet.</summary>
    public string ToStyle() =>
        $"--ground:{Ground};--surface:{Surface};--line:{Line};--text:{Text};--muted:{Muted};--accent:{Accent};--good:{Good};--warning:{Warning};--bad:{Bad}";
}
