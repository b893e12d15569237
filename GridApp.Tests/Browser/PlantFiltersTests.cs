using GridApp.Tests.Contract;

namespace GridApp.Tests.Browser;

/// <summary>How the filters of the list stand.</summary>
[Collection(BrowserTests.Name)]
public sealed class PlantFiltersTests(BrowserHost host)
{
    [Fact]
    public async Task Labels_FieldsInOneRow_StandEquallyHigh()
    {
        await using var probe = await host.VisitAsync(GridAppHost.Admin);
        await probe.GoAsync("/plants");

        var tops = await probe.Page.EvaluateAsync<double[]>(
            "() => [...document.querySelectorAll('.filters .row > .field')].map(field => field.querySelector('label, legend').getBoundingClientRect().top)");

        Assert.Equal(4, tops.Length);
        Assert.All(tops, top => Assert.Equal(tops[0], top, tolerance: 0.5));
        Assert.Empty(probe.Faults);
    }
}
