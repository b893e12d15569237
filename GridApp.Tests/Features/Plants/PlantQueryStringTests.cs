using GridApp.Domain;
using GridApp.Domain.Plants;
using GridApp.Features.Plants;
using Microsoft.AspNetCore.WebUtilities;

namespace GridApp.Tests.Features.Plants;

public sealed class PlantQueryStringTests
{
    private static Outcome<PlantFilter> Parse(string query) => PlantQueryString.Parse(QueryHelpers.ParseQuery(query));

    [Theory]
    [InlineData("")]
    [InlineData("bbox=-125,32,-114,42&market=CAISO&market=none&fuel=gas&fuel=wind&status=forced_outage&organizationId=3&simulated=false&at=2026-01-15T18:00:00Z&q=%25a%20b%26c&minMw=1.5&maxMw=20")]
    [InlineData("simulated=true")]
    public void Of_AfterParse_IsTheSameQuery(string query) =>
        Assert.Equal(Uri.UnescapeDataString(query), Uri.UnescapeDataString(PlantQueryString.Of(Parse(query).Value)));

    [Fact]
    public void Of_OtherOrder_IsTheSameText() =>
        Assert.Equal(PlantQueryString.Of(Parse("fuel=wind&fuel=gas&q=x").Value), PlantQueryString.Of(Parse("q=x&fuel=gas&fuel=wind&fuel=gas").Value));

    [Theory]
    [InlineData("bbox=abc")]
    [InlineData("bbox=1,2,3")]
    [InlineData("organizationId=abc")]
    [InlineData("organizationId=-1")]
    [InlineData("organizationId=1;drop table plants")]
    [InlineData("simulated=maybe")]
    [InlineData("at=yesterday")]
    [InlineData("at=2026-01-15T18:00:00")]
    [InlineData("at=2026-13-15T18:00:00Z")]
    [InlineData("minMw=abc")]
    [InlineData("maxMw=NaN")]
    [InlineData("minMw=1&minMw=2")]
    [InlineData("q=a&q=b")]
    public void Parse_NoNumberTimeOrFlag_IsUnreadable(string query) => Assert.IsType<Unreadable>(Parse(query).Failure);

    [Theory]
    [InlineData("fuel=plutonium", "fuel")]
    [InlineData("fuel=gas&fuel=", "fuel")]
    [InlineData("status=broken", "status")]
    [InlineData("market=MARS", "market")]
    [InlineData("bbox=0,-91,1,1", "bbox")]
    [InlineData("minMw=5&maxMw=2", "minMw")]
    public void Parse_ValueThatMeansNothing_IsInvalidByParameter(string query, string field) =>
        Assert.Contains(field, Assert.IsType<Invalid>(Parse(query).Failure).Errors.Keys);

    [Theory]
    [InlineData("at=2026-01-15T20:00:00%2B02:00")]
    [InlineData("at=2026-01-15T20:00:00+02:00")]
    [InlineData("at=2026-01-15T18:00Z")]
    [InlineData("at=2026-01-15T18:00:00.000Z")]
    public void Parse_MomentOfAnyZone_IsOneMoment(string query) =>
        Assert.Equal(new DateTimeOffset(2026, 1, 15, 18, 0, 0, TimeSpan.Zero), Parse(query).Value.At);

    [Fact]
    public void Parse_RepeatedFuels_AreAll() => Assert.Equal([Fuel.Wind, Fuel.Solar], Parse("fuel=wind&fuel=solar").Value.Fuels);

    [Fact]
    public void Parse_EmptyName_IsNoFilter() => Assert.Null(Parse("q=").Value.Name);
}
