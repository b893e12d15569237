using System.Text.Json;
using GridApp.Hosting;

namespace GridApp.Tests.Hosting;

public sealed class GridJsonTests
{
    [Theory]
    [InlineData("2026-11-21T15:05:25.134338+03:00", "\"2026-11-21T12:05:25.134338Z\"")]
    [InlineData("2026-11-21T12:05:25Z", "\"2026-11-21T12:05:25Z\"")]
    public void Moment_IsWrittenInUtcWithZ(string moment, string json) =>
        Assert.Equal(json, JsonSerializer.Serialize(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture), GridJson.Options));

    [Fact]
    public void Moment_OfAnyOffset_IsRead() =>
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero), JsonSerializer.Deserialize<DateTimeOffset>("\"2026-11-21T15:00:00+03:00\"", GridJson.Options));
}
