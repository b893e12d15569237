namespace GridApp.Tests.Importing.Prices;

/// <summary>The quirks of the markets' own layouts, on small texts.</summary>
public sealed class MarketLayoutTests(PriceBench bench) : IClassFixture<PriceBench>
{
    private const string OasisHeader = "INTERVALSTARTTIME_GMT,INTERVALENDTIME_GMT,OPR_DT,OPR_HR,OPR_INTERVAL,NODE_ID_XML,NODE_ID,NODE,MARKET_RUN_ID,LMP_TYPE,XML_DATA_ITEM,PNODE_RESMRID,GRP_TYPE,POS,MW,GROUP\n";
    private const string PjmHeader = "datetime_beginning_utc,datetime_beginning_ept,pnode_id,pnode_name,voltage,equipment,type,zone,system_energy_price_da,total_lmp_da,congestion_price_da,marginal_loss_price_da,row_is_current,version_nbr\n";
    private const string NyisoHeader = "\"Time Stamp\",\"Name\",\"PTID\",\"LBMP ($/MWHr)\",\"Marginal Cost Losses ($/MWHr)\",\"Marginal Cost Congestion ($/MWHr)\"\n";
    private const string SppHeader = "Interval,GMTIntervalEnd,Settlement Location,Pnode,LMP,MLC,MCC,MEC\n";

    [Fact]
    public async Task Oasis_ARowIsAComponent()
    {
        var report = (await bench.SendAsync(OasisHeader
            + Oasis("TH_NP15_GEN-APND", "DAM", "LMP", "45.5") + Oasis("TH_NP15_GEN-APND", "DAM", "MCE", "44") + Oasis("TH_NP15_GEN-APND", "DAM", "MCC", "1") + Oasis("TH_NP15_GEN-APND", "DAM", "MCL", "0.25")
            + Oasis("TH_NP15_GEN-APND", "DAM", "MGHG", "0.25") + Oasis("TH_NP15_GEN-APND", "DAM", "MCL", "0.25") + Oasis("X", "HASP", "LMP", "1") + Oasis("X", "DAM", "MCX", "1") + Oasis("X", "DAM", "LMP", "1.5x"), "PRC_LMP.csv")).Completed();
        Assert.Equal((9, 6, 5, 3), report.Rows);
        Assert.Equal(["MARKET_RUN_ID", "LMP_TYPE", "MW"], report.Rejections.Select(rejection => rejection.Column));
        Assert.Equal("45.5 44 1 0.25 0.25", await bench.PriceAsync("CAISO", "DAM", "TH_NP15_GEN-APND", "2020-01-02T01:00Z"));
        Assert.Equal("hub", await bench.ScalarAsync<string>("select type from nodes where code = 'TH_NP15_GEN-APND'"));

        var again = (await bench.SendAsync(OasisHeader + Oasis("TH_NP15_GEN-APND", "DAM", "LMP", "45.5") + Oasis("TH_NP15_GEN-APND", "DAM", "MCE", "43"), "PRC_LMP.csv", format: "caiso")).Completed();
        Assert.Equal((2, 2, 1, 0), again.Rows);
        Assert.Contains(again.Warnings, warning => warning.Reason.Contains("corrected", StringComparison.Ordinal));
        var twice = (await bench.SendAsync(OasisHeader + Oasis("TWO", "RTM", "LMP", "1") + Oasis("TWO", "RTM", "LMP", "2") + Oasis("TWO", "RTM", "MCE", "3"), "PRC_INTVL_LMP.csv")).Completed();
        Assert.Equal((3, 1, 1, 2), twice.Rows);
        Assert.Equal("- 3 - - -", await bench.PriceAsync("CAISO", "RTM", "TWO", "2020-01-02T01:00Z"));

        static string Oasis(string node, string run, string type, string value) =>
            $"2020-01-02T01:00:00-00:00,2020-01-02T02:00:00-00:00,2020-01-01,18,0,{node},{node},{node},{run},{type},X,{node},ALL_APNODES,0,{value},1\n";
    }

    [Fact]
    public async Task AFileOfAnotherMarket_IsRefused()
    {
        Assert.Equal("This file holds prices of PJM's (Data Miner), but the market was said to be CAISO.", (await bench.SendAsync(PjmHeader, market: "CAISO")).Failed());
        Assert.Contains("holds prices of PJM's (Data Miner), but the format was said to be caiso", (await bench.SendAsync(PjmHeader, format: "caiso")).Failed(), StringComparison.Ordinal);
        Assert.Contains("holds a table of prices, but the format was said to be pjm", (await bench.SendAsync("node,at,total,market\n", format: "pjm")).Failed(), StringComparison.Ordinal);
        Assert.Contains("is in none of the layouts", (await bench.SendAsync("a,b\n1,2\n")).Failed(), StringComparison.Ordinal);
        Assert.Contains("is XML", (await bench.SendAsync("<?xml version='1.0'?><m:ERROR/>")).Failed(), StringComparison.Ordinal);
        Assert.Contains("is not available", (await bench.SendAsync(PjmHeader, format: "ercot")).Failed(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pjm_CountsInUtc_AndLeavesReplacedRowsOut()
    {
        var report = (await bench.SendAsync(PjmHeader + """
            11/2/2025 5:00:00 AM,11/2/2025 1:00:00 AM,51217,EASTERN HUB,,,HUB,,30,31,0.5,0.5,True,1
            11/2/2025 6:00:00 AM,11/2/2025 1:00:00 AM,51217,EASTERN HUB,,,HUB,,30,32,1.5,0.5,True,2
            11/2/2025 6:00:00 AM,11/2/2025 1:00:00 AM,51217,EASTERN HUB,,,HUB,,30,99,1.5,0.5,False,1
            2025-11-02T07:00:00,2025-11-02T02:00:00,51217,EASTERN HUB,,,HUB,,30,33,2.5,0.5,True,1
            """, "da_hrl_lmps.csv")).Completed();
        Assert.Equal((4, 4, 3, 0), report.Rows);
        Assert.Equal(1, report.Warnings.Single(warning => warning.Reason.Contains("row_is_current", StringComparison.Ordinal)).Count);
        Assert.Equal("31 30 0.5 0.5 -", await bench.PriceAsync("PJM", "DAM", "51217", "2025-11-02T05:00Z"));
        Assert.Equal("32 30 1.5 0.5 -", await bench.PriceAsync("PJM", "DAM", "51217", "2025-11-02T06:00Z"));
        Assert.Equal("EASTERN HUB hub", await bench.ScalarAsync<string>("select name || ' ' || type from nodes where market = 'PJM' and code = '51217'"));
    }

    [Fact]
    public async Task IsoNe_HoursEnd_AndOneIsRepeated_AndTheLastLineCounts()
    {
        var lines = string.Concat(new[] { "01", "02", "02X", "03", "25" }.Select((hour, i) => $"\"D\",\"11/01/2026\",\"{hour}\",\"4000\",\".H.INTERNAL_HUB\",\"HUB\",4{i}.00,4{i}.00,0.0,0.0\n"));
        var spring = "\"D\",\"03/08/2026\",\"03\",\"4000\",\".H.INTERNAL_HUB\",\"HUB\",1,1,0,0\n\"D\",\"03/08/2026\",\"02X\",\"4000\",\".H.INTERNAL_HUB\",\"HUB\",1,1,0,0\n";
        var report = (await bench.SendAsync(Report(lines + spring, 7), "WW_DALMP_ISO.csv")).Completed();
        Assert.Equal((7, 4, 4, 3), report.Rows);
        Assert.Equal(1, report.Rejections.Count(rejection => rejection.Value == "25" && rejection.Reason.StartsWith("There is no such hour", StringComparison.Ordinal)));
        Assert.Equal(1, report.Rejections.Count(rejection => rejection.Reason.StartsWith("The clocks were put forward over this hour", StringComparison.Ordinal)));
        Assert.Equal(1, report.Rejections.Count(rejection => rejection.Value == "02X" && rejection.Reason == "This hour was not repeated on that day."));
        Assert.Equal("40 40 0 0 -", await bench.PriceAsync("ISONE", "DAM", ".H.INTERNAL_HUB", "2026-11-01T04:00Z"));
        Assert.Equal("41 41 0 0 -", await bench.PriceAsync("ISONE", "DAM", ".H.INTERNAL_HUB", "2026-11-01T05:00Z"));
        Assert.Equal("42 42 0 0 -", await bench.PriceAsync("ISONE", "DAM", ".H.INTERNAL_HUB", "2026-11-01T06:00Z"));
        Assert.Equal("43 43 0 0 -", await bench.PriceAsync("ISONE", "DAM", ".H.INTERNAL_HUB", "2026-11-01T07:00Z"));
        Assert.Contains("its last line says 9 lines of data, and there are 7", (await bench.SendAsync(Report(lines + spring, 9))).Failed(), StringComparison.Ordinal);
        Assert.Contains("the line that ends it (T) is missing", (await bench.SendAsync(Report(lines + spring, null))).Failed(), StringComparison.Ordinal);

        static string Report(string data, int? lines) => "\"C\",\"Day-Ahead Energy Market Hourly LMP Report\"\n"
            + "\"H\",\"Date\",\"Hour Ending\",\"Location ID\",\"Location Name\",\"Location Type\",\"Locational Marginal Price\",\"Energy Component\",\"Congestion Component\",\"Marginal Loss Component\"\n"
            + "\"H\",\"Date\",\"HE\",\"String\",\"String\",\"String\",\"Number\",\"Number\",\"Number\",\"Number\"\n" + data + (lines is null ? "" : $"\"T\",\"{lines} lines\"");
    }

    [Fact]
    public async Task Nyiso_PrintsCongestionNegated_AndRepeatsTheHourInItsOrder()
    {
        var report = (await bench.SendAsync(NyisoHeader + """
            "11/01/2026 00:00","CAPITL",61757,72.06,5.27,0.75
            "11/01/2026 01:00","CAPITL",61757,60,0,-1
            "11/01/2026 01:00","CAPITL",61757,50,0,-2
            "11/01/2026 02:00","CAPITL",61757,40,0,0.00
            "11/01/2026 01:00","WEST",61752,40,0,0.00
            "03/08/2026 02:00","WEST",61752,40,0,0.00
            """, "20261101damlbmp_zone.csv")).Completed();
        Assert.Equal((6, 4, 4, 2), report.Rows);
        Assert.Equal("72.06 67.54 -0.75 5.27 -", await bench.PriceAsync("NYISO", "DAM", "CAPITL", "2026-11-01T04:00Z"));
        Assert.Equal("60 59 1 0 -", await bench.PriceAsync("NYISO", "DAM", "CAPITL", "2026-11-01T05:00Z"));
        Assert.Equal("50 48 2 0 -", await bench.PriceAsync("NYISO", "DAM", "CAPITL", "2026-11-01T06:00Z"));
        Assert.Equal("40 40 0 0 -", await bench.PriceAsync("NYISO", "DAM", "CAPITL", "2026-11-01T07:00Z"));
        Assert.Contains(report.Rejections, rejection => rejection.Row == 6 && rejection.Reason.Contains("does not have two rows of it", StringComparison.Ordinal));
        Assert.Contains(report.Rejections, rejection => rejection.Row == 7 && rejection.Reason.Contains("put forward", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nyiso_RealTimeStampsEnd_AndMayStandOffTheGrid()
    {
        (await bench.SendAsync(NyisoHeader + """
            "07/18/2026 00:05:00","GEN_A",23512,10,0,0
            "07/18/2026 00:10:00","GEN_A",23512,11,0,0
            "07/18/2026 00:12:30","GEN_A",23512,12,0,0
            "07/18/2026 00:15:00","GEN_A",23512,13,0,0
            "07/18/2026 00:25:00","GEN_A",23512,14,0,0
            """, "20260718realtime_gen.csv")).Completed();
        Assert.Equal("10 10 0 0 -", await bench.PriceAsync("NYISO", "RTM", "GEN_A", "2026-07-18T04:00Z"));
        Assert.Equal("12 12 0 0 -", await bench.PriceAsync("NYISO", "RTM", "GEN_A", "2026-07-18T04:10Z"));
        Assert.Equal("13 13 0 0 -", await bench.PriceAsync("NYISO", "RTM", "GEN_A", "2026-07-18T04:12:30Z"));
        Assert.Equal("14 14 0 0 -", await bench.PriceAsync("NYISO", "RTM", "GEN_A", "2026-07-18T04:20Z"));
        Assert.Equal("5 5 3 3 5", await bench.ScalarAsync<string>("select string_agg(minutes::text, ' ' order by at) from price_frames where market = 'NYISO' and kind = 'RTM' and at >= '2026-07-18' and at < '2026-07-19'"));
        Assert.Equal("generator", await bench.ScalarAsync<string>("select type from nodes where code = 'GEN_A'"));
    }

    [Fact]
    public async Task Spp_StampsTheEnd_AndSaysItsKindByItsNameOrItsSteps()
    {
        const string FiveMinutes = "07/18/2026 01:05:00,07/18/2026 06:05:00,AEC,SOUC,9.6667,0.1410,-2.1891,11.7148\n07/18/2026 01:10:00,07/18/2026 06:10:00,AEC,SOUC,9,0,0,9\n";
        const string OneHour = "07/18/2026 01:00:00,07/18/2026 06:00:00,AEC,SOUC,8,0,0,8\n";
        Assert.Equal((2, 2, 2, 0), (await bench.SendAsync(SppHeader + FiveMinutes, "prices.csv")).Completed().Rows);
        Assert.Equal("9.6667 11.7148 -2.1891 0.141 -", await bench.PriceAsync("SPP", "RTM", "AEC", "2026-07-18T06:00Z"));
        Assert.Contains("Nothing tells whether", (await bench.SendAsync(SppHeader + OneHour, "prices.csv")).Failed(), StringComparison.Ordinal);
        Assert.Equal((1, 1, 1, 0), (await bench.SendAsync(SppHeader + OneHour, "DA-LMP-SL-202607180100.csv")).Completed().Rows);
        Assert.Equal("8 8 0 0 -", await bench.PriceAsync("SPP", "DAM", "AEC", "2026-07-18T05:00Z"));
        Assert.Equal((1, 1, 1, 0), (await bench.SendAsync(SppHeader + OneHour, "prices.csv", mapping: """{"=RTM": "kind"}""")).Completed().Rows);
        Assert.Equal("8 8 0 0 -", await bench.PriceAsync("SPP", "RTM", "AEC", "2026-07-18T05:55Z"));
        Assert.Contains("is called day-ahead, but", (await bench.SendAsync(SppHeader + FiveMinutes, "DA-LMP-SL-202607180100.csv")).Failed(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contour_PricesOfThreeKinds_AndPlaces()
    {
        const string Times = "\"dd\":\"2023-02-13T00:00:00\",\"dh\":11,\"di\":0,\"qd\":\"2023-02-13T00:00:00\",\"qh\":11,\"qi\":4,\"fd\":\"2023-02-13T00:00:00\",\"fh\":11,\"fi\":10";
        const string Nodes = """{"l":[{"l":1,"m":[]},{"l":3,"m":[{"c":[46.5,-117.25],"n":"MAP_A","p":"LOAD","a":"AVA","dp":"33.5","dc":"34","dg":"0","dl":"-0.5","qp":"30","qc":"31","qg":"0","ql":"-1","fp":"28","fc":"29","fg":"0","fl":"-1"},{"c":[0,0],"n":"MAP_B","p":"GEN","a":"CA","dp":"0","dc":"0","dg":"0","dl":"0","qp":"1","qc":"1","qg":"0","ql":"0","fp":"x","fc":"1","fg":"0","fl":"0"}]}],""";
        var report = (await bench.SendAsync(Nodes + Times + "}", "map.json")).Completed();
        Assert.Equal((2, 1, 1, 1), report.Rows);
        Assert.Equal((2, "fp", "x"), report.Rejections.Select(rejection => (rejection.Row, rejection.Column!, rejection.Value!)).Single());
        Assert.Equal("33.5 34 0 -0.5 -", await bench.PriceAsync("CAISO", "DAM", "MAP_A", "2023-02-13T18:00Z"));
        Assert.Equal("30 31 0 -1 -", await bench.PriceAsync("CAISO", "FMM", "MAP_A", "2023-02-13T18:45Z"));
        Assert.Equal("28 29 0 -1 -", await bench.PriceAsync("CAISO", "RTM", "MAP_A", "2023-02-13T18:45Z"));
        Assert.Equal("load AVA -117.25 46.5", await bench.ScalarAsync<string>("select concat_ws(' ', type, zone, longitude, latitude) from nodes where code = 'MAP_A'"));
        Assert.Equal((2, 1, 0, 1), (await bench.SendAsync(Nodes + Times + "}", "map.json", dataset: "nodes")).Completed().Rows);
        Assert.Contains("does not say of which interval", (await bench.SendAsync(Nodes + Times.Replace("\"dh\":11", "\"dh\":26", StringComparison.Ordinal) + "}", "map.json")).Failed(), StringComparison.Ordinal);
        Assert.Contains("is no JSON", (await bench.SendAsync(Nodes + Times, "map.json")).Failed(), StringComparison.Ordinal);
    }
}
