using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace GridApp.Components;

/// <summary>MW that hold from one moment until the next step.</summary>
public readonly record struct MwStep(DateTimeOffset At, double Mw);

public sealed partial class StepChart
{
    private const int Height = 168;

    private const int Top = 20;

    private const int PlotHeight = 124;

    private const int MostTicks = 7;

    [Inject] private IStringLocalizer<ComponentsText> Text { get; set; } = default!;

    /// <summary>In order of time; each holds until the next, the last until <see cref="End"/>.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<MwStep> Steps { get; set; } = [];

    /// <summary>Where the axis begins.</summary>
    [Parameter, EditorRequired] public DateTimeOffset Start { get; set; }

    /// <summary>Where the axis ends.</summary>
    [Parameter, EditorRequired] public DateTimeOffset End { get; set; }

    /// <summary>A moment that is marked when it lies inside.</summary>
    [Parameter] public DateTimeOffset? Now { get; set; }

    /// <summary>MW of the line at the top, such as the nominal capacity; without it the highest step is the top.</summary>
    [Parameter] public double? Limit { get; set; }

    /// <summary>What the line at the top is.</summary>
    [Parameter] public string? LimitText { get; set; }

    [Parameter, EditorRequired] public MarketTime Clock { get; set; } = MarketTime.Utc;

    /// <summary>What is drawn, for a screen reader and over the table.</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>The chart in a sentence, for those who do not see it; the label when null.</summary>
    [Parameter] public string? Sentence { get; set; }

    /// <summary>Head of the column of MW.</summary>
    [Parameter, EditorRequired] public string ValueText { get; set; } = "";

    /// <summary>Head of one more column of the table.</summary>
    [Parameter] public string? StepHead { get; set; }

    /// <summary>What stands in that column.</summary>
    [Parameter] public Func<MwStep, RenderFragment>? StepCell { get; set; }

    /// <summary>More on the same axis, below it.</summary>
    [Parameter] public RenderFragment? Lanes { get; set; }

    private string Summary => Sentence ?? Label;

    private double Greatest => Math.Max(Math.Max(Limit ?? 0, Steps.Count == 0 ? 0 : Steps.Max(step => step.Mw)), 1e-9);

    private double? NowShare => Now is { } now && now > Start && now < End ? Share(now) : null;

    private string Line
    {
        get
        {
            var path = new StringBuilder();
            for (int i = 0; i < Steps.Count; i++)
            {
                double from = Share(Steps[i].At) * 1000;
                path.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? $"M{N(from)} " : $"H{N(from)}V")}{Y(Steps[i].Mw)}");
            }

            return Steps.Count == 0 ? "" : path.Append(CultureInfo.InvariantCulture, $"H{N(Share(Until(Steps.Count - 1)) * 1000)}").ToString();
        }
    }

    private string Area => Steps.Count == 0 ? "" : $"{Line}V1000H{N(Share(Steps[0].At) * 1000)}Z";

    private DateTimeOffset Until(int step) => step + 1 < Steps.Count ? Steps[step + 1].At : End;

    /// <summary>A word in the drawing: Razor takes the element of that name for its own.</summary>
    private static RenderFragment Word(string css, string x, double y, string words) => builder =>
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", css);
        builder.AddAttribute(2, "x", x);
        builder.AddAttribute(3, "y", N(y));
        builder.AddContent(4, words);
        builder.CloseElement();
    };

    private static string N(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private double Share(DateTimeOffset at) => End <= Start ? 0 : Math.Clamp((at - Start) / (End - Start), 0, 1);

    private string Percent(DateTimeOffset at) => N(Share(at) * 100) + "%";

    private string Y(double mw) => N(1000 - (Math.Clamp(mw / Greatest, 0, 1) * 1000));

    /// <summary>The hour, or the day where one begins; on long axes the year with the month.</summary>
    private string TickText(DateTimeOffset at, bool day) =>
        at.ToString(!day ? "HH:mm" : (End - Start).TotalDays > 120 ? "MMM yyyy" : "d MMM", CultureInfo.CurrentCulture);
}
