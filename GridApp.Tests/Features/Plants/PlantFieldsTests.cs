using GridApp.Data;
using GridApp.Domain.Organizations;
using GridApp.Features.Plants;

namespace GridApp.Tests.Features.Plants;

public sealed class PlantFieldsTests
{
    private static readonly Actor Admin = new(Roles.Admin, 1, 7);

    private static readonly PlantDraft Draft = new()
    {
        Code = "TR-1", Name = "Keban", Fuel = "hydro", SourceFuel = "", CapacityMw = 1330.5, Latitude = 38.8, Longitude = -38.75, Market = "EPIAS", Country = "TUR", CommissioningYear = 1974,
        OrganizationId = 7, IsYekdem = true, Units = [new() { Id = 3, Code = "G1", CapacityMw = 665.25 }, new() { Code = "G2", CapacityMw = 665.25 }],
    };

    [Fact]
    public void Read_WhatWasShown_IsWhatThereWas()
    {
        PlantDraft read = PlantFields.Of(Draft).Read();
        Assert.DoesNotContain(PlantDraftRules.FaultsOf(read, null, Admin), fault => !fault.Field.EndsWith(".id", StringComparison.Ordinal));
        Assert.Equal((Draft.CapacityMw, Draft.Longitude, Draft.CommissioningYear, Draft.OrganizationId, true, false), (read.CapacityMw, read.Longitude, read.CommissioningYear, read.OrganizationId, read.IsYekdem, read.IsRes));
        Assert.Equal(1330.5, PlantFields.Of(Draft).UnitSum);
    }

    [Theory]
    [InlineData(PlantFields.Capacity, "-1", "CapacityNegative")]
    [InlineData(PlantFields.Capacity, "a lot", "CapacityNumber")]
    [InlineData(PlantFields.Capacity, "", "CapacityMissing")]
    [InlineData(PlantFields.Capacity, "1300", "UnitsSum")]
    [InlineData(PlantFields.Latitude, "", "LocationHalf")]
    [InlineData(PlantFields.Latitude, "91", "LatitudeImpossible")]
    [InlineData(PlantFields.Year, "soon", "YearImpossible")]
    [InlineData(PlantFields.Eic, "10YTR-TEIAS----X", "EicWrong")]
    [InlineData(PlantFields.Country, "tr", "CountryWrong")]
    [InlineData(PlantFields.Name, " ", "TextMissing")]
    [InlineData(PlantFields.Organization, "8", "OrganizationOther")]
    public void Read_Wrong_BreaksTheRule(string field, string text, string rule)
    {
        var fields = PlantFields.Of(Draft with { Units = [.. Draft.Units.Select(unit => unit with { Id = null })] });
        fields[field] = text;
        Assert.Contains(PlantDraftRules.FaultsOf(fields.Read(), null, Admin), fault => fault.Rule == rule);
    }

    [Fact]
    public void Over_TwoWhoChangedDifferentFields_BothKeepTheirs()
    {
        var read = PlantFields.Of(Draft);
        var mine = PlantFields.Of(Draft);
        mine[PlantFields.Name] = "Keban Barajı";
        var theirs = PlantFields.Of(Draft with { Owner = "EÜAŞ", Name = "Keban HES", Units = [] });
        Assert.Equal([PlantFields.Name, PlantFields.Owner, "units"], read.Differences(theirs).Order(StringComparer.Ordinal).OrderBy(field => field == "units"));

        PlantDraft merged = mine.Over(read, theirs).Read();

        Assert.Equal(("Keban Barajı", "EÜAŞ", 0), (merged.Name, merged.Owner, merged.Units.Count));
    }
}
