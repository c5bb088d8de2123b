namespace Kubeadm.Engine.Reports;

/// <summary>The style sheet of a page. It holds none of <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c>, which HTML and XML read differently in one.</summary>
internal static class ReportStyle
{
    private const string Rules = """
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:72rem;padding:2rem 1.5rem 3rem;background:var(--ground);color:var(--text);font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",Arial,sans-serif}
        h1{margin:0;font-size:1.75rem;line-height:1.2;letter-spacing:-.01em}
        h2{margin:2.5rem 0 .25rem;padding-top:1.25rem;border-top:2px solid var(--text);font-size:1.3rem}
        h3{margin:2rem 0 .5rem;font-size:1.05rem}
        p,ul{margin:.35rem 0}
        ul{padding-left:1.2rem}
        .muted{color:var(--muted)}
        .attention{margin:1.25rem 0 0;padding:.8rem 1rem;background:var(--surface);border:1px solid var(--line);border-radius:6px}
        .attention h2{margin:0 0 .3rem;padding:0;border:0;font-size:1rem}
        .attention ul{list-style:none;padding:0}
        .attention li{padding:.12rem 0}
        .tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(10.5rem,1fr));gap:.75rem;margin:1rem 0}
        .tiles div{padding:.6rem .8rem;background:var(--surface);border:1px solid var(--line);border-radius:6px}
        .tiles dt{color:var(--muted);font-size:.82rem}
        .tiles dd{margin:0}
        .tiles .figure{font-size:1.3rem;font-weight:600;line-height:1.3}
        .mark{font-weight:600}
        .good{color:var(--good)}.warning{color:var(--warning)}.bad{color:var(--bad)}.neutral{color:var(--muted)}
        .table,figure{overflow-x:auto;margin:.5rem 0}
        figcaption{color:var(--muted);font-size:.82rem}
        table{width:100%;min-width:46rem;border-collapse:collapse;font-size:.88rem;font-variant-numeric:tabular-nums}
        caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        th,td{padding:.32rem .9rem .32rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);overflow-wrap:break-word;unicode-bidi:isolate}
        thead th{color:var(--muted);font-weight:600;font-size:.8rem}
        tbody th{font-weight:600}
        .mark,time,.number{white-space:nowrap}
        .lines{white-space:pre-line}
        .path{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:.92em;overflow-wrap:anywhere}
        svg{display:block;width:100%;min-width:46rem;height:auto;font-size:12.5px}
        svg text{fill:var(--text)}svg .muted{fill:var(--muted)}
        svg line{stroke:var(--line)}svg .today{stroke:var(--text);stroke-width:1.5;stroke-dasharray:4 3}
        svg .bar{fill:var(--accent)}svg .bar.good{fill:var(--good)}svg .bar.warning{fill:var(--warning)}svg .bar.bad{fill:var(--bad)}svg .bar.neutral{fill:var(--muted)}
        footer{margin-top:2.5rem;padding-top:.75rem;border-top:1px solid var(--line);color:var(--muted);font-size:.85rem}
        @media print{body{max-width:none;padding:0;font-size:10pt}.table,figure{overflow:visible}table,svg{min-width:0}tr,svg,.tiles div,.attention{break-inside:avoid}h2,h3{break-after:avoid}svg,.tiles div{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
        @page{margin:14mm}
        """;

    /// <summary>The style sheet: light and on paper, dark where the reader's system is.</summary>
    public static string Text { get; } = $$"""

        :root{color-scheme:light dark;{{ReportPalette.Light.ToStyle()}} }
        @media screen and (prefers-color-scheme:dark){
        :root{ {{ReportPalette.Dark.ToStyle()}} }
        }
        {{Rules}}

        """;
}
