using System.Text.Json;
using GridApp.Data;
using GridApp.Domain.Organizations;

namespace GridApp.Tests.Importing;

/// <summary>What happens when a code is there already: sameness, vintages, revisions, and whose it is.</summary>
public sealed class RevisionTests : IAsyncLifetime
{
    private const string Header = "code,name,primary_fuel,capacity_mw,latitude,longitude\n";
    private const string Dated = "gppd_idnr,name,primary_fuel,capacity_mw,latitude,longitude,owner,year_of_capacity_data\n";
    private ImportBench bench = null!;

    public async Task InitializeAsync() => bench = await ImportBench.StartAsync();

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task SameFileAgain_ChangesNothingAndRaisesNoVersion()
    {
        const string text = Header + "A,Keban,Hydro,1330,38.8,38.75\nB,Ghost,,0,,\nC,Oops,Gas,-1,1,1\n";
        Assert.Equal((3, 2, 2, 1), (await bench.ImportAsync(text)).Completed().Rows);
        var version = await bench.VersionAsync();
        var again = (await bench.ImportAsync(text)).Completed();
        Assert.Equal((3, 2, 0, 1), again.Rows);
        Assert.Single(again.Rejections);
        Assert.Equal(version, await bench.VersionAsync());
        Assert.Empty(await bench.RevisionsAsync("A"));
    }

    [Fact]
    public async Task SameNumbersWrittenDifferently_AreTheSame()
    {
        (await bench.ImportAsync(Header + "A,B,Gas,2,38.8,38.750\n")).Completed();
        Assert.Equal(0, (await bench.ImportAsync("longitude;code;name;fuel;capacity_mw;latitude\n38.75;A;B;Gas;2.0;+38.80\n")).Completed().Run.RowsChanged);
    }

    [Fact]
    public async Task OnlyRowsThatDiffer_AreWritten()
    {
        (await bench.ImportAsync(Header + "A,Keban,Hydro,1330,38.8,38.75\nB,Ghost,Gas,1,1,1\n")).Completed();
        var untouched = (await bench.PlantAsync("B")).Version;
        Assert.Equal((3, 3, 2, 0), (await bench.ImportAsync(Header + "A,Keban,Hydro,1331,38.8,38.75\nB,Ghost,Gas,1,1,1\nC,New,Gas,1,1,1\n")).Completed().Rows);
        Assert.Equal(untouched, (await bench.PlantAsync("B")).Version);
        var kept = Assert.Single(await bench.RevisionsAsync("A"));
        Assert.False(kept.Superseded);
        Assert.Equal(1330, JsonDocument.Parse(kept.Values).RootElement.GetProperty("capacity_mw").GetDouble());
    }

    [Fact]
    public async Task NewerSource_WinsAndKeepsTheOlderValues()
    {
        (await bench.ImportAsync(Header + "A,Old name,Hydro,100,38.8,38.75\n")).Completed();
        (await bench.ImportAsync(Dated + "A,New name,Gas,110,38.8,38.75,Somebody,2019\n")).Completed();
        var plant = await bench.PlantAsync("A");
        Assert.Equal(("New name", "gas", 110.0, "Somebody", 2019), (plant.Name, plant.Fuel, plant.CapacityMw, plant.Owner, plant.SourceYear));
        Assert.Equal("Global Power Plant Database", plant.Source);
        var kept = Assert.Single(await bench.RevisionsAsync("A"));
        Assert.Equal((false, null, "plants.csv"), (kept.Superseded, kept.SourceYear, kept.Source));
    }

    [Fact]
    public async Task OlderSource_IsKeptOnceWithoutEffect()
    {
        (await bench.ImportAsync(Dated + "A,New name,Gas,110,38.8,38.75,Somebody,2019\n")).Completed();
        var version = 0L;
        for (var i = 0; i < 2; i++)
        {
            version = await bench.VersionAsync();
            Assert.Equal((2, 2, i == 0 ? 1 : 0, 0), (await bench.ImportAsync(Header + "A,Old name,Hydro,100,38.8,38.75\nB,Other,Gas,1,1,1\n")).Completed().Rows);
            Assert.Equal("New name", (await bench.PlantAsync("A")).Name);
        }

        Assert.Equal(version, await bench.VersionAsync());
        var kept = Assert.Single(await bench.RevisionsAsync("A"));
        Assert.True(kept.Superseded);
        Assert.Equal("Old name", JsonDocument.Parse(kept.Values).RootElement.GetProperty("name").GetString());
    }

    [Fact]
    public async Task VintageOfAFile_IsItsNewestYear()
    {
        (await bench.ImportAsync(Dated + "A,One,Gas,1,1,1,,2015\nB,Two,Gas,1,1,1,,2019\n")).Completed();
        Assert.Equal(2019, (await bench.PlantAsync("A")).SourceYear);
        Assert.Equal(0, (await bench.ImportAsync(Dated + "A,Older,Gas,1,1,1,,2018\n")).Completed().Run.RowsChanged);
        Assert.Equal(1, (await bench.ImportAsync(Dated + "A,Same year,Gas,1,1,1,,2019\n")).Completed().Run.RowsChanged);
    }

    [Fact]
    public async Task ColumnsThatTheFileLacks_KeepTheirValues()
    {
        (await bench.ImportAsync(Dated.TrimEnd() + ",commissioning_year,zone,eic\nA,B,Gas,1,1,1,Somebody,2019,1974.6,Z1,10YTR-TEIAS----W\n")).Completed();
        (await bench.ImportAsync("code,name,fuel,capacity_mw,latitude,longitude,year_of_capacity_data\nA,B2,Gas,1,1,1,2020\n")).Completed();
        var plant = await bench.PlantAsync("A");
        Assert.Equal(("B2", "Somebody", "Z1", 1974, "10YTR-TEIAS----W"), (plant.Name, plant.Owner, plant.Zone, plant.CommissioningYear, plant.Eic));
    }

    [Fact]
    public async Task EicOfAnotherPlant_IsRejected()
    {
        const string header = "code,name,fuel,capacity_mw,latitude,longitude,eic\n";
        var report = (await bench.ImportAsync(header + "A,B,Gas,1,1,1,10YTR-TEIAS----W\nC,D,Gas,1,1,1,10YTR-TEIAS----W\nE,F,Gas,1,1,1,10YTR-TEIAS----X\n")).Completed();
        Assert.Equal((3, 1, 1, 2), report.Rows);
        Assert.Equal([3, 4], report.Rejections.Select(rejection => rejection.Row));
        Assert.Equal(1, (await bench.ImportAsync(header + "C,D,Gas,1,1,1,10YTR-TEIAS----W\n")).Completed().Run.RowsRejected);
        Assert.Equal(0, (await bench.ImportAsync(header + "A,B,Gas,1,1,1,10YTR-TEIAS----W\n")).Completed().Run.RowsChanged);
    }

    [Fact]
    public async Task Admin_WritesTheOwnOrganizationAndNobodyElses()
    {
        var first = await bench.AddOrganizationAsync("First");
        var second = await bench.AddOrganizationAsync("Second");
        Actor Admin(int organization) => new(Roles.Admin, 7, organization);
        (await bench.ImportAsync(Header + "PUB,Public,Gas,1,1,1\n")).Completed();
        (await bench.ImportAsync(Header + "ONE,One,Gas,1,1,1\n", Admin(first))).Completed();
        Assert.Equal(first, (await bench.PlantAsync("ONE")).OrganizationId);

        var report = (await bench.ImportAsync(Header + "PUB,Mine now,Gas,1,1,1\nONE,Mine too,Gas,1,1,1\nTWO,Two,Gas,1,1,1\n", Admin(second))).Completed();
        Assert.Equal((3, 1, 1, 2), report.Rows);
        Assert.Equal(["ONE", "PUB"], report.Rejections.Select(rejection => rejection.Value!).Order(StringComparer.Ordinal));
        Assert.Equal(second, report.Run.OrganizationId);
        Assert.Equal("One", (await bench.PlantAsync("ONE")).Name);
        Assert.Equal(second, (await bench.PlantAsync("TWO")).OrganizationId);

        // A super admin corrects a plant; it stays the organization's.
        Assert.Equal(1, (await bench.ImportAsync(Header + "ONE,Corrected,Gas,1,1,1\n")).Completed().Run.RowsChanged);
        var corrected = await bench.PlantAsync("ONE");
        Assert.Equal(("Corrected", first), (corrected.Name, corrected.OrganizationId));
    }
}
