namespace GridApp.Tests.Importing.Series;

/// <summary>Time series from CSV: what is taken, what is refused and why.</summary>
public sealed class SeriesImportTests : IAsyncLifetime
{
    private SeriesBench bench = null!;

    public async Task InitializeAsync() => bench = await SeriesBench.StartAsync();

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task Prices_ManyMarketsInOneFile_EachInItsCurrency()
    {
        var report = (await bench.SendAsync("market-prices", """
            timestamp,iso_region,mcp,smp,extra
            2026-01-15T00:00:00+00:00,EPIAS,100.5,-20,x
            2026-01-15T00:00:00Z,CAISO,31.25,,y
            2026-01-15T01:00:00Z,DE-LU,-5,4,z
            2026-01-15T01:00:00Z,Atlantis,1,1,z
            """)).Completed();
        Assert.Equal((4, 3, 3, 1), report.Rows);
        Assert.Equal((5, "iso_region", "Atlantis"), (report.Rejections[0].Row, report.Rejections[0].Column, report.Rejections[0].Value));
        Assert.Equal(-20, await bench.ValueAsync("market_prices", "smf", "2026-01-15 00:00Z", "market = 'EPIAS' and currency = 'TRY'"));
        Assert.Equal(31.25, await bench.ValueAsync("market_prices", "ptf", "2026-01-15 00:00Z", "market = 'CAISO' and currency = 'USD' and smf is null"));
        Assert.Equal(-5, await bench.ValueAsync("market_prices", "ptf", "2026-01-15 01:00Z", "market = 'DE_LU' and currency = 'EUR'"));
    }

    [Fact]
    public async Task Interim_StaysUntilTheFinalPriceComes()
    {
        const string header = "at,market,ptf,smf,interim\n";
        (await bench.SendAsync("market-prices", header + "2026-01-15T00:00Z,EPIAS,100,,true\n")).Completed();
        Assert.Equal(1, await bench.CountAsync("market_prices", "interim"));
        (await bench.SendAsync("market-prices", header + "2026-01-15T00:00Z,EPIAS,,90,\n")).Completed();
        Assert.Equal(1, await bench.CountAsync("market_prices", "interim and smf = 90"));
        var final = (await bench.SendAsync("market-prices", header + "2026-01-15T00:00Z,EPIAS,100,,false\n")).Completed();
        Assert.Equal(1, final.Run.RowsChanged);
        Assert.Equal(1, await bench.CountAsync("market_prices", "not interim and smf = 90 and ptf = 100"));
    }

    [Fact]
    public async Task Corrections_AreCountedAndReplaceWhatWasKnown()
    {
        const string header = "at,actual,forecast\n";
        (await bench.SendAsync("consumption", header + "2026-01-15T00:00Z,100,\n2026-01-15T01:00Z,200,\n", market: "EPIAS")).Completed();
        var second = (await bench.SendAsync("consumption", header + "2026-01-15T00:00Z,101,99\n2026-01-15T01:00Z,200,\n2026-01-15T02:00Z,,300\n", market: "EPIAS")).Completed();
        Assert.Equal((3, 3, 2, 0), second.Rows);
        Assert.Equal(1, second.Warnings.Single(warning => warning.Reason.Contains("corrected", StringComparison.Ordinal)).Count);
        Assert.Equal(101, await bench.ValueAsync("consumption", "actual_mw", "2026-01-15 00:00Z"));
        Assert.Equal(99, await bench.ValueAsync("consumption", "forecast_mw", "2026-01-15 00:00Z"));
        Assert.Equal(3, await bench.CountAsync("consumption"));
    }

    [Fact]
    public async Task Interval_IsInferredFromTheFileOrSaid()
    {
        (await bench.SendAsync("consumption", "at,market,load\n2026-01-15T00:00Z,CAISO,1\n2026-01-15T00:05Z,CAISO,2\n2026-01-15T00:10Z,CAISO,3\n2026-01-15T00:30Z,CAISO,3\n2026-01-15T00:00Z,FR,3\n")).Completed();
        Assert.Equal(4, await bench.CountAsync("consumption", "minutes = 5 and market = 'CAISO'"));
        Assert.Equal(1, await bench.CountAsync("consumption", "minutes = 60 and market = 'FR'"));
        (await bench.SendAsync("consumption", "at,market,load,interval_minutes\n2026-01-15T00:00Z,FR,3,15\n2026-01-15T00:15Z,FR,3,7\n")).Completed();
        Assert.Equal(1, await bench.CountAsync("consumption", "minutes = 15 and market = 'FR'"));
    }

    [Theory]
    [InlineData("at,market,ptf\n2026-01-15 00:00,EPIAS,1\n", "2026-01-14 21:00Z")]
    [InlineData("date,hour,market,ptf\n2026-01-15,03:00,EPIAS,1\n", "2026-01-15 00:00Z")]
    [InlineData("Datetime;market;price\n15.01.2026 03:00;EPIAS;1\n", "2026-01-15 00:00Z")]
    [InlineData("utc_timestamp,market,price\n2026-01-15T00:00:00+03:00,EPIAS,1\n", "2026-01-14 21:00Z")]
    [InlineData("at,market,ptf\n2026-03-08 03:00,CAISO,1\n", "2026-03-08 10:00Z")]
    public async Task Times_AreReadAsTheyAreWritten(string file, string at)
    {
        Assert.Equal((1, 1, 1, 0), (await bench.SendAsync("market-prices", file)).Completed().Rows);
        Assert.Equal(1, await bench.ValueAsync("market_prices", "ptf", at));
    }

    [Theory]
    [InlineData("2026-03-08 02:30", "CAISO", "1", "put forward from 02:00 to 03:00")]
    [InlineData("2026-11-01 01:30", "CAISO", "1", "showed this time twice")]
    [InlineData("01/02/2026 01:30", "EPIAS", "1", "day and month apart")]
    [InlineData("yesterday", "EPIAS", "1", "not a time")]
    [InlineData("", "EPIAS", "1", "missing")]
    [InlineData("1926-01-01T00:00Z", "EPIAS", "1", "impossible")]
    [InlineData("2026-01-01T00:00:30Z", "EPIAS", "1", "whole minute")]
    [InlineData("2026-01-01T00:00Z", "EPIAS", "1,5", "cells")]
    [InlineData("2026-01-01T00:00Z", "EPIAS", "NaN", "finite")]
    [InlineData("2026-01-01T00:00Z", "EPIAS", "1e300", "impossible")]
    [InlineData("2026-01-01T00:00Z", "EPIAS", "", "no price")]
    [InlineData("2026-01-01T00:00Z", "RTS", "1", "simulated")]
    [InlineData("2026-01-01T00:00Z", "", "1", "market is missing")]
    public async Task BadRow_IsRejectedWithItsReasonAndTheOthersGoIn(string at, string market, string price, string reason)
    {
        var report = (await bench.SendAsync("market-prices", $"at,market,ptf\n2026-05-05T00:00Z,EPIAS,1\n{at},{market},{price}\n2026-05-05T01:00Z,EPIAS,2\n")).Completed();
        Assert.Equal((3, 2, 2, 1), report.Rows);
        Assert.Equal(3, report.Rejections[0].Row);
        Assert.Contains(reason, report.Rejections[0].Reason, StringComparison.Ordinal);
        Assert.Equal(2, await bench.CountAsync("market_prices"));
    }

    [Fact]
    public async Task RepeatedTimes_WithTheirZone_AreRefusedOnlyWhenTheyContradict()
    {
        var report = (await bench.SendAsync("market-prices", """
            at,market,ptf
            2026-01-15T00:00Z,EPIAS,1
            2026-01-15T03:00+03:00,EPIAS,1
            2026-01-15T01:00Z,EPIAS,1
            2026-01-15T01:00Z,EPIAS,2
            """)).Completed();
        Assert.Equal((4, 2, 1, 2), report.Rows);
        Assert.Equal([4, 5], report.Rejections.Select(rejection => rejection.Row));
        Assert.Contains("different values", report.Rejections[0].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("market-prices", "at,market,load\n", "looks like consumption")]
    [InlineData("consumption", "Tarih,Saat,PTF (TL/MWh)\n", "looks like market-prices")]
    [InlineData("consumption", "at,market\n", "no column for actual or forecast")]
    [InlineData("consumption", "market,load\n", "no column for the time")]
    [InlineData("consumption", "at,load\n", "which market")]
    [InlineData("generation", "at,planned\n", "which plant")]
    [InlineData("generation", "Tarih,Saat,plant,Toplam\n", "what 'Toplam' is")]
    [InlineData("market-prices", "at,market,ptf,mcp\n", "both carry")]
    public async Task FileWithoutWhatItNeeds_FailsWithASentence(string dataset, string header, string sentence) =>
        Assert.Contains(sentence, (await bench.SendAsync(dataset, header)).Failed(), StringComparison.Ordinal);

    [Fact]
    public async Task EpiasFile_SaidToBeAnotherMarkets_Fails() =>
        Assert.Contains("EPİAŞ", (await bench.SendAsync("market-prices", "Tarih,Saat,PTF (TL/MWh)\n", market: "FR")).Failed(), StringComparison.Ordinal);

    [Fact]
    public async Task TurkishNumbers_AreReadByTheirOwnRules()
    {
        var report = (await bench.SendAsync("market-prices", """
            "Tarih";"Saat";"PTF (TL/MWh)";"PTF (USD/MWh)"
            "01.02.2026";"00:00";"1.234,56";"30,00"
            "01/02/2026";"1:00";"12.34";"1,00"
            "01.02.2026";"02:00";"12,3,4";"1,00"
            "01.02.2026";"03:30";"1,00";"1,00"
            """)).Completed();
        Assert.Equal((4, 1, 1, 3), report.Rows);
        Assert.Equal(1234.56, await bench.ValueAsync("market_prices", "ptf", "2026-01-31 21:00Z", "currency = 'TRY'"));
        Assert.Equal(30, await bench.ValueAsync("market_prices", "ptf", "2026-01-31 21:00Z", "currency = 'USD'"));
        Assert.Contains("26.298,80", report.Rejections[0].Reason, StringComparison.Ordinal);
        Assert.Contains("hourly", report.Rejections[2].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ZeroConsumption_IsAValueOutsideEpias()
    {
        (await bench.SendAsync("consumption", "at,market,load\n2026-01-15T00:00Z,FR,0\n")).Completed();
        Assert.Equal(1, await bench.CountAsync("consumption", "actual_mw = 0"));
        // And never takes a known value away.
        const string header = "\"Tarih\",\"Saat\",\"Tüketim Miktarı (MWh)\"\n";
        (await bench.SendAsync("consumption", header + "\"01.02.2026\",\"00:00\",\"5,00\"\n")).Completed();
        Assert.Equal((1, 1, 0, 0), (await bench.SendAsync("consumption", header + "\"01.02.2026\",\"00:00\",\"0,00\"\n")).Completed().Rows);
        Assert.Equal(5, await bench.ValueAsync("consumption", "actual_mw", "2026-01-31 21:00Z"));
    }

    [Fact]
    public async Task Admins_CannotChangeWhatSomebodyElseBrought()
    {
        var first = await bench.AddOrganizationAsync("First");
        var second = await bench.AddOrganizationAsync("Second");
        const string header = "at,market,ptf\n";
        (await bench.SendAsync("market-prices", header + "2026-01-15T00:00Z,EPIAS,1\n", SeriesBench.Admin(first))).Completed();
        Assert.Equal(1, await bench.CountAsync("market_prices", $"organization_id = {first}"));

        var other = (await bench.SendAsync("market-prices", header + "2026-01-15T00:00Z,EPIAS,2\n2026-01-15T01:00Z,EPIAS,2\n", SeriesBench.Admin(second))).Completed();
        Assert.Equal((2, 1, 1, 1), other.Rows);
        Assert.Contains("not your organization's", other.Rejections[0].Reason, StringComparison.Ordinal);
        // What says the same is there already.
        Assert.Equal((1, 1, 0, 0), (await bench.SendAsync("market-prices", header + "2026-01-15T00:00Z,EPIAS,1\n", SeriesBench.Admin(second))).Completed().Rows);
        // A super admin's word stands above.
        Assert.Equal((1, 1, 1, 0), (await bench.SendAsync("market-prices", header + "2026-01-15T00:00Z,EPIAS,3\n")).Completed().Rows);
        Assert.Equal(1, await bench.CountAsync("market_prices", "organization_id is null and ptf = 3"));
    }

    [Fact]
    public async Task Generation_IsTheOrganizationsOwn()
    {
        var first = await bench.AddOrganizationAsync("First");
        var second = await bench.AddOrganizationAsync("Second");
        await bench.AddPlantAsync("OWN", first);
        await bench.AddPlantAsync("OTHER", second);
        await bench.AddPlantAsync("SIM", first, simulated: true, market: "RTS");
        await bench.AddPlantAsync("PUBLIC", null);
        var report = (await bench.SendAsync("generation", """
            timestamp,asset_id,planned_mw,settlement_mw
            2026-01-15T00:00Z,OWN,50,
            2026-01-15T01:00Z,OWN,150,60
            2026-01-15T00:00Z,OTHER,50,
            2026-01-15T00:00Z,SIM,50,
            2026-01-15T00:00Z,PUBLIC,50,
            2026-01-15T00:00Z,NOBODY,50,
            """, SeriesBench.Admin(first))).Completed();
        Assert.Equal((6, 2, 2, 4), report.Rows);
        Assert.Equal([4, 5, 6, 7], report.Rejections.Select(rejection => rejection.Row));
        Assert.All(report.Rejections, rejection => Assert.Equal("asset_id", rejection.Column));
        Assert.Contains(report.Warnings, warning => warning.Reason.Contains("capacity", StringComparison.Ordinal) && warning.Count == 1);
        Assert.Equal(2, await bench.CountAsync("generation", $"organization_id = {first}"));

        // A super admin imports for everybody: the rows are the plant's organization's all the same.
        (await bench.SendAsync("generation", "timestamp,asset_id,actual_mw\n2026-01-15T00:00Z,OTHER,40\n2026-01-15T00:00Z,PUBLIC,30\n")).Completed();
        Assert.Equal(1, await bench.CountAsync("generation", $"organization_id = {second} and actual_mw = 40"));
        Assert.Equal(1, await bench.CountAsync("generation", "organization_id is null and actual_mw = 30"));
    }

    [Fact]
    public async Task PlanOfOnePlant_AsTheOperatorExportsIt()
    {
        var first = await bench.AddOrganizationAsync("First");
        await bench.AddPlantAsync("TUR0000001", first);
        const string file = "\"Tarih\";\"Saat\";\"Toplam (MWh)\";\"Doğalgaz\"\n\"15.01.2026\";\"00:00\";\"1.050,50\";\"0,00\"\n\"15.01.2026\";\"01:00\";\"0,00\";\"0,00\"\n";
        var report = (await bench.SendAsync("generation", file, SeriesBench.Admin(first), mapping: """{"=TUR0000001":"plant","=planned":"holds"}""")).Completed();
        Assert.Equal((2, 2, 2, 0), report.Rows);
        Assert.Equal(1050.5, await bench.ValueAsync("generation", "planned_mw", "2026-01-14 21:00Z"));
        // A plan of 0 is a plan.
        Assert.Equal(0, await bench.ValueAsync("generation", "planned_mw", "2026-01-14 22:00Z"));
        (await bench.SendAsync("generation", file, SeriesBench.Admin(first), mapping: """{"=TUR0000001":"plant","Toplam (MWh)":"settlement"}""")).Completed();
        Assert.Equal(1050.5, await bench.ValueAsync("generation", "settlement_mw", "2026-01-14 21:00Z", "planned_mw = 1050.5"));
        Assert.Contains("may be", (await bench.SendAsync("generation", file, mapping: """{"=TUR0000001":"plant","=guess":"holds"}""")).Failed(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnergyOfShorterIntervals_BecomesMeanPower()
    {
        await bench.AddPlantAsync("A", null);
        (await bench.SendAsync("generation", "at,plant,planned_mwh\n2026-01-15T00:00Z,A,10\n2026-01-15T00:15Z,A,20\n")).Completed();
        Assert.Equal(40, await bench.ValueAsync("generation", "planned_mw", "2026-01-15 00:00Z", "minutes = 15"));
        Assert.Equal((2, 2, 0, 0), (await bench.SendAsync("generation", "at,plant,planned_mwh\n2026-01-15T00:00Z,A,10\n2026-01-15T00:15Z,A,20\n")).Completed().Rows);
    }

    [Fact]
    public async Task Header_Alone_IsCompletedWithNothing() =>
        Assert.Equal((0, 0, 0, 0), (await bench.SendAsync("consumption", "at,market,load\n")).Completed().Rows);
}
