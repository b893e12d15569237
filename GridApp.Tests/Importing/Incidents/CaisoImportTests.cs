using GridApp.Data;
using GridApp.Domain.Organizations;
using static GridApp.Tests.Importing.Incidents.OutageFiles;

namespace GridApp.Tests.Importing.Incidents;

/// <summary>CAISO's layout with one thing at a time. Pacific time is UTC-8 in winter, UTC-7 in summer.</summary>
public sealed class CaisoImportTests : IAsyncLifetime
{
    private ImportBench bench = null!;

    public async Task InitializeAsync() => bench = await ImportBench.StartAsync();

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task RowsOfOneMrid_AreSegmentsOfOneIncident()
    {
        var text = Caiso + Row("2024-01-02 00:00:00", "2024-01-02 23:59:00") + Row("2024-01-03 00:00:00", "2024-01-03 06:00:00") + Row("2024-01-03 06:00:00", "2024-01-03 07:00:00", "12");
        Assert.Equal((3, 3, 3, 0), (await bench.OutagesAsync(text)).Completed().Rows);
        Assert.Equal("01-02 08:00 01-03 08:00 10 01-03 08:00-01-04 08:00; 01-02 08:00 01-03 14:00 10 01-04 08:00; 01-03 14:00 01-03 15:00 12 01-04 08:00", await bench.StretchesAsync("1"));
        Assert.Equal("forced 12 PLANT_TROUBLE PLANT_TROUBLE t", await bench.ScalarAsync<string>(
            "select concat_ws(' ', type, affected_mw, reason, cause_code, i.public_record) from incidents i join incident_details d on d.incident_id = i.id"));
        var plant = await bench.PlantAsync("CAISO:R_1");
        Assert.Equal(("Resource R_1", 100.0, "CAISO", null, false, "unknown", null), (plant.Name, plant.CapacityMw, plant.Market, plant.OrganizationId, plant.Simulated, plant.Fuel, plant.Longitude));
        Assert.Equal(1, await bench.ScalarAsync<int>("select count(*)::integer from incident_revisions where action = 'imported'"));
    }

    [Fact]
    public async Task RepeatedFile_ChangesNothing()
    {
        var text = Caiso + Row("2024-01-02 00:00:00", "2024-01-02 23:59:00") + Row("2024-01-03 00:00:00", "2024-01-03 06:00:00", type: "PLANNED", mrid: "2");
        (await bench.OutagesAsync(text)).Completed();
        var version = (await bench.Database.VersionOfAsync("incidents")).Version;
        Assert.Equal((2, 2, 0, 0), (await bench.OutagesAsync(text)).Completed().Rows);
        Assert.Equal(version, (await bench.Database.VersionOfAsync("incidents")).Version);
        Assert.Equal("planned", await bench.ScalarAsync<string>("select type from incidents where source_key = '2'"));
    }

    [Fact]
    public async Task LaterFile_ExtendsWhatIsKnownAndEndsLikeOneFile()
    {
        (await bench.OutagesAsync(Caiso + Row("2024-01-02 00:00:00", "2024-01-02 23:59:00"))).Completed();
        Assert.Equal((2, 2, 1, 0), (await bench.OutagesAsync(Caiso + Row("2024-01-02 00:00:00", "2024-01-02 23:59:00") + Row("2024-01-03 00:00:00", "2024-01-03 06:00:00"))).Completed().Rows);
        Assert.Equal("01-02 08:00 01-03 08:00 10 01-03 08:00-01-04 08:00; 01-02 08:00 01-03 14:00 10 01-04 08:00", await bench.StretchesAsync("1"));
        Assert.Equal(2, await bench.ScalarAsync<int>("select count(*)::integer from incident_revisions"));
        Assert.Equal("2024-01-03 14:00", await bench.ScalarAsync<string>("select to_char(end_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') from incidents"));
    }

    [Fact]
    public async Task DayThatCameLate_EndsLikeDaysInOrder()
    {
        (await bench.OutagesAsync(Caiso + Row("2024-01-02 00:00:00", "2024-01-02 23:59:00") + Row("2024-01-04 00:00:00", "2024-01-04 23:59:00"))).Completed();
        (await bench.OutagesAsync(Caiso + Row("2024-01-03 00:00:00", "2024-01-03 23:59:00"))).Completed();
        Assert.Equal(
            "01-02 08:00 01-03 08:00 10 01-03 08:00-01-04 08:00; 01-02 08:00 01-04 08:00 10 01-04 08:00-01-05 08:00; 01-02 08:00 01-05 08:00 10 01-05 08:00",
            await bench.StretchesAsync("1"));
    }

    [Fact]
    public async Task DaylightSaving_MissingHourIsRejectedAndDoubleHourTakenOnce()
    {
        // 2024-03-10: 02:00 to 03:00 never was. 2024-11-03: 01:00 to 02:00 was twice.
        var report = (await bench.OutagesAsync(Caiso
            + Row("2024-03-10 00:00:00", "2024-03-10 23:59:00", mrid: "spring") + Row("2024-03-10 02:30:00", "2024-03-10 05:00:00", mrid: "never")
            + Row("2024-11-03 00:00:00", "2024-11-03 23:59:00", mrid: "fall") + Row("2024-11-03 01:30:00", "2024-11-03 03:00:00", mrid: "twice")
            + Row("2024-11-03 01:30:00", "2024-11-03 01:15:00", mrid: "back"))).Completed();
        Assert.Equal("03-10 08:00 03-11 07:00 10 03-11 07:00", await bench.StretchesAsync("spring"));
        Assert.Equal("11-03 07:00 11-04 08:00 10 11-04 08:00", await bench.StretchesAsync("fall"));
        Assert.Equal("11-03 08:30 11-03 11:00 10 11-04 08:00", await bench.StretchesAsync("twice"));
        Assert.Equal("11-03 08:30 11-03 09:15 10 11-04 08:00", await bench.StretchesAsync("back"));
        var rejection = Assert.Single(report.Rejections);
        Assert.Equal((3, "CURTAILMENT START DATE TIME", "2024-03-10 02:30:00"), (rejection.Row, rejection.Column, rejection.Value));
        Assert.Contains("never was", rejection.Reason, StringComparison.Ordinal);
        Assert.Equal(2, report.Warnings.Single(warning => warning.Reason.Contains("twice", StringComparison.Ordinal)).Count);
    }

    [Theory]
    [InlineData("1,N,R,FORCED,X,2024-01-02 10:00:00,2024-01-02 10:00:00,1,2,3,False", "CURTAILMENT END DATE TIME", "after the start")]
    [InlineData("1,N,R,FORCED,X,2024-01-02 10:00:00,,1,2,3,False", "CURTAILMENT END DATE TIME", "missing")]
    [InlineData("1,N,R,FORCED,X,,2024-01-02 10:00:00,1,2,3,False", "CURTAILMENT START DATE TIME", "missing")]
    [InlineData("1,N,R,FORCED,X,yesterday,2024-01-02 10:00:00,1,2,3,False", "CURTAILMENT START DATE TIME", "not a time")]
    [InlineData("1,N,R,FORCED,X,2024-01-02 10:00:00,2024-01-02 11:00:00,0,2,3,False", "CURTAILMENT MW", "more than 0")]
    [InlineData("1,N,R,FORCED,X,2024-01-02 10:00:00,2024-01-02 11:00:00,-1,2,3,False", "CURTAILMENT MW", "more than 0")]
    [InlineData("1,N,R,FORCED,X,2024-01-02 10:00:00,2024-01-02 11:00:00,NaN,2,3,False", "CURTAILMENT MW", "finite")]
    [InlineData("1,N,R,FORCED,X,2024-01-02 10:00:00,2024-01-02 11:00:00,1,-2,3,False", "RESOURCE PMAX MW", "no capacity")]
    [InlineData("1,N,R,BROKEN,X,2024-01-02 10:00:00,2024-01-02 11:00:00,1,2,3,False", "OUTAGE TYPE", "neither")]
    [InlineData(",N,R,FORCED,X,2024-01-02 10:00:00,2024-01-02 11:00:00,1,2,3,False", "OUTAGE MRID", "missing")]
    [InlineData("1,N,,FORCED,X,2024-01-02 10:00:00,2024-01-02 11:00:00,1,2,3,False", "RESOURCE ID", "missing")]
    [InlineData("7,N,OTHER,FORCED,X,2024-01-02 10:00:00,2024-01-02 11:00:00,1,2,3,False", "RESOURCE ID", "one plant")]
    [InlineData("1,N,R,FORCED", null, "4 cells")]
    public async Task BadRow_IsRejectedWithItsReasonAndTheOthersGoIn(string row, string? column, string reason)
    {
        var report = (await bench.OutagesAsync(Caiso + Row("2024-01-02 00:00:00", "2024-01-02 01:00:00", mrid: "7") + row + "\n")).Completed();
        Assert.Equal((2, 1, 1, 1), report.Rows);
        var rejection = Assert.Single(report.Rejections);
        Assert.Equal((3, column), (rejection.Row, rejection.Column));
        Assert.Contains(reason, rejection.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoreThanThereIs_IsKeptAsPublishedAndMarked()
    {
        var report = (await bench.OutagesAsync(Caiso + Row("2024-01-02 00:00:00", "2024-01-02 05:00:00", "60", "a") + Row("2024-01-02 04:00:00", "2024-01-02 06:00:00", "70", "b")
            + Row("2024-01-02 06:00:00", "2024-01-02 07:00:00", "100", "c") + Row("2024-01-03 06:00:00", "2024-01-03 07:00:00", "101", "d"))).Completed();
        Assert.Equal((4, 4, 4, 0), report.Rows);
        Assert.Equal("a,b,d", await bench.ScalarAsync<string>("select string_agg(source_key, ',' order by source_key) from incidents where over_capacity"));
        Assert.Equal("forced_outage 0", await bench.ScalarAsync<string>("select status || ' ' || available_mw from plant_availability('2024-01-02 12:30Z')"));
        Assert.Contains(report.Warnings, warning => warning.Reason.Contains("PMAX", StringComparison.Ordinal) && warning.Count == 1);
    }

    [Fact]
    public async Task ExactRepeat_CountsOnce()
    {
        var row = Row("2024-01-02 00:00:00", "2024-01-02 05:00:00");
        var report = (await bench.OutagesAsync(Caiso + row + row)).Completed();
        Assert.Equal((2, 2, 1, 0), report.Rows);
        Assert.Equal("01-02 08:00 01-02 13:00 10 01-03 08:00", await bench.StretchesAsync("1"));
    }

    [Fact]
    public async Task ResourceNamedLikeAPlantOfTheMarket_LiesThere()
    {
        (await bench.ImportAsync("code,name,fuel,capacity_mw,latitude,longitude,market\nP,\"RESOURCE R-1, LLC\",Hydro,5,38.5,-121.5,CAISO\nQ,Resource R_2,Gas,5,31,-99,ERCOT\n")).Completed();
        (await bench.OutagesAsync(Caiso + Row("2024-01-02 00:00:00", "2024-01-02 05:00:00") + Row("2024-01-02 00:00:00", "2024-01-02 05:00:00", mrid: "2", resource: "R_2"))).Completed();
        var here = await bench.PlantAsync("CAISO:R_1");
        Assert.Equal((-121.5, 38.5, "hydro"), (here.Longitude, here.Latitude, here.Fuel));
        Assert.Null((await bench.PlantAsync("CAISO:R_2")).Longitude);
    }

    [Fact]
    public async Task Admin_BringsOutagesOfTheOwnPlantsOnly()
    {
        var own = await bench.AddOrganizationAsync("Own");
        var other = await bench.AddOrganizationAsync("Other");
        await bench.ScalarAsync<int>($"insert into plants (code, name, fuel, source_fuel, capacity_mw, market, organization_id, simulated, market_approximate, is_yekdem, is_res) values ('CAISO:MINE', 'M', 'gas', '', 100, 'CAISO', {own}, false, false, false, false), ('CAISO:THEIRS', 'T', 'gas', '', 100, 'CAISO', {other}, false, false, false, false) returning id");
        var text = Caiso + Row("2024-01-02 00:00:00", "2024-01-02 05:00:00", mrid: "m", resource: "MINE") + Row("2024-01-02 00:00:00", "2024-01-02 05:00:00", mrid: "t", resource: "THEIRS")
            + Row("2024-01-02 00:00:00", "2024-01-02 05:00:00", mrid: "n", resource: "NEW");
        var admin = new Actor(Roles.Admin, 7, own);
        var report = (await bench.OutagesAsync(text, admin)).Completed();
        Assert.Equal((3, 1, 1, 2), report.Rows);
        Assert.Equal([3, 4], report.Rejections.Select(rejection => rejection.Row));
        Assert.Equal($"m {own} f", await bench.ScalarAsync<string>("select concat_ws(' ', source_key, organization_id, public_record) from incidents"));
        Assert.Equal(0, (await bench.OutagesAsync(text, admin)).Completed().Run.RowsChanged);
        Assert.Equal(0, await bench.CountAsync("code = 'CAISO:NEW'"));
    }

    [Fact]
    public async Task WhatPeopleChanged_Stays()
    {
        var text = Caiso + Row("2024-01-02 00:00:00", "2024-01-02 05:00:00");
        (await bench.OutagesAsync(text)).Completed();
        await bench.ScalarAsync<long>("""insert into incident_revisions (incident_id, public_record, action, "values") select id, true, 'changed', '{}' from incidents returning id""");
        var report = (await bench.OutagesAsync(Caiso + Row("2024-01-02 05:00:00", "2024-01-02 09:00:00"))).Completed();
        Assert.Equal((1, 1, 0, 0), report.Rows);
        Assert.Contains("People", Assert.Single(report.Warnings).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherHeader_SaysWhatIsMissing() =>
        Assert.Contains("RESOURCE ID", (await bench.OutagesAsync("OUTAGE MRID,RESOURCE NAME\n1,2\n", format: "caiso")).Failed(), StringComparison.Ordinal);
}
