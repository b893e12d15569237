using Bunit;
using GridApp.Components;
using GridApp.Tests.Features.Shell;

namespace GridApp.Tests.Features.Components;

public sealed class StepChartTests : ShellContext
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    private IRenderedComponent<StepChart> Chart(params MwStep[] steps) => Render<StepChart>(p => p
        .Add(c => c.Steps, steps).Add(c => c.Start, Start).Add(c => c.End, Start.AddDays(2)).Add(c => c.Limit, 400).Add(c => c.LimitText, "nominal")
        .Add(c => c.Now, Start.AddDays(1)).Add(c => c.Clock, MarketTime.Utc).Add(c => c.Label, "Available MW").Add(c => c.ValueText, "Available"));

    [Fact]
    public void Chart_Steps_AreDrawnAsStepsAndStandInTheTable()
    {
        var chart = Chart(new MwStep(Start, 400), new MwStep(Start.AddDays(1), 100));
        Assert.Equal("M0 0H500V750H1000", chart.Find("path.line").GetAttribute("d"));
        Assert.Equal(2, chart.FindAll("tbody tr").Count);
        Assert.Contains("21 Nov 2026 00:00", chart.FindAll("tbody tr")[0].TextContent, StringComparison.Ordinal);
        Assert.Equal("500", chart.Find("line.now").GetAttribute("x1"));
        Assert.Contains("nominal 400 MW", chart.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Chart_NothingToDraw_IsEmptyButStands() => Assert.Equal("", Chart().Find("path.line").GetAttribute("d"));

    [Fact]
    public void Chart_MoreThanTheLimit_StaysInside() => Assert.DoesNotContain("-", Chart(new MwStep(Start, 900)).Find("path.line").GetAttribute("d")!, StringComparison.Ordinal);
}
