using System.Text;

namespace GridApp.Tests.Importing.Prices;

/// <summary>Tables of prices and nodes by the names of their columns, and what is wrong with them.</summary>
public sealed class CsvPriceTests(PriceBench bench) : IClassFixture<PriceBench>
{
    private const string Header = "node_id,timestamp,lmp_total,lmp_energy,lmp_congestion,lmp_loss,iso_region,market_type\n";

    [Fact]
    public async Task TheComparisonsFiles_ManyMarketsInOne_AndTheirNodes()
    {
        var report = (await bench.SendAsync(Header + """
            PN_A,2026-01-15T00:00:00+00:00,22.95,24.65,0,-1.7,PJM,RTM
            PN_B,2026-01-15T00:00:00+00:00,32.50,30.99,0,1.51,ISONE,RTM
            PN_A,2026-01-15T00:05:00+00:00,-5.00,-4.00,-1.5,0.5,PJM,RTM

            """)).Completed();
        Assert.Equal((3, 3, 3, 0), report.Rows);
        Assert.Equal("22.95 24.65 0 -1.7 -", await bench.PriceAsync("PJM", "RTM", "PN_A", "2026-01-15T00:00Z"));
        Assert.Equal("-5 -4 -1.5 0.5 -", await bench.PriceAsync("PJM", "RTM", "PN_A", "2026-01-15T00:05Z"));
        Assert.Equal("32.5 30.99 0 1.51 -", await bench.PriceAsync("ISONE", "RTM", "PN_B", "2026-01-15T00:00Z"));
        Assert.Equal(2, report.Warnings.Where(warning => warning.Reason.Contains("not known are made, without a location", StringComparison.Ordinal)).Sum(warning => warning.Count));

        var nodes = (await bench.SendAsync("""
            node_id,node_name,node_type,iso_region,zone,latitude,longitude
            PN_A,Forest Node,generator,PJM,DUQ,37.996659,-74.224277
            PN_C,Nowhere,hub,PJM,,,
            """, "nodes.csv", dataset: "nodes")).Completed();
        Assert.Equal((2, 2, 2, 0), nodes.Rows);
        Assert.Equal("Forest Node generator DUQ -74.224277 37.996659", await NodeAsync("PN_A"));
        Assert.Equal("Nowhere hub - - -", await NodeAsync("PN_C"));

        // Again, in another order and with another column: nothing changes.
        Assert.Equal((2, 2, 0, 0), (await bench.SendAsync("""
            market_type,lmp_total,comment,iso_region,timestamp,node_id
            RTM,22.95,"a ""quoted"" word, and a comma",PJM,2026-01-15T00:00:00Z,PN_A
            real-time,32.50,,ISO-NE,2026-01-14T19:00:00-05:00,PN_B
            """)).Completed().Rows);
    }

    [Fact]
    public async Task WhatIsWrong_IsRejectedWithItsReason_AndTheRestGoesIn()
    {
        var report = (await bench.SendAsync(Header + """
            BAD_A,2026-02-01T00:00:00Z,"1,299.98",1,1,1,PJM,DAM
            BAD_A,2026-02-01T01:00:00Z,"1.299,98",1,1,1,PJM,DAM
            BAD_A,2026-02-01T02:00:00Z,NaN,1,1,1,PJM,DAM
            BAD_A,2026-02-01T03:00:00Z,1,Infinity,1,1,PJM,DAM
            BAD_A,2026-02-01T04:00:00Z,n/a,1,1,1,PJM,DAM
            BAD_A,2026-02-01T05:00:00Z,1e9,1,1,1,PJM,DAM
            BAD_A,2026-02-01T06:00:00Z,,1,1,1,PJM,DAM
            ,2026-02-01T07:00:00Z,1,1,0,0,PJM,DAM
            BAD_A,2026-02-30T07:00:00Z,1,1,0,0,PJM,DAM
            BAD_A,02/03/2026 07:00,1,1,0,0,PJM,DAM
            BAD_A,2026-02-01T08:00:00Z,1,1,0,0,MARS,DAM
            BAD_A,2026-02-01T08:00:00Z,1,1,0,0,PJM,FMM
            BAD_A,2026-02-01T08:00:00Z,1,1,0,0,PJM,weekly
            BAD_A,2026-02-01T08:00:00Z,1,1,0,0,RTS,DAM
            BAD_A,2026-02-01T08:00:00Z,1,1,0,PJM,DAM
            BAD_A,2026-03-08T02:30,1,1,0,0,PJM,DAM
            BAD_A,2026-11-01T01:30,1,1,0,0,PJM,DAM
            BAD_A,2026-02-01T09:00:00Z,2.5,1e0,1.25,.25,PJM,DAM
            """)).Completed();
        Assert.Equal((18, 1, 1, 17), report.Rows);
        var reasons = report.Rejections.ToDictionary(rejection => rejection.Row, rejection => (rejection.Column, rejection.Value, rejection.Reason));
        Assert.Equal(("lmp_total", "1,299.98", "This is not a number; write a decimal point and no thousands separator."), reasons[2]);
        Assert.Equal("1.299,98", reasons[3].Value);
        Assert.Equal("This is not a finite number.", reasons[4].Reason);
        Assert.Equal(("lmp_energy", "Infinity", "This is not a finite number."), reasons[5]);
        Assert.Equal("This is not a number.", reasons[6].Reason);
        Assert.Contains("impossible", reasons[7].Reason, StringComparison.Ordinal);
        Assert.Equal(("lmp_total", "", "The price is missing."), reasons[8]);
        Assert.Equal(("node_id", "", "This is missing."), reasons[9]);
        Assert.Contains("not a time", reasons[10].Reason, StringComparison.Ordinal);
        Assert.Contains("day and month", reasons[11].Reason, StringComparison.Ordinal);
        Assert.Contains("not known", reasons[12].Reason, StringComparison.Ordinal);
        Assert.Equal("PJM has no FMM prices.", reasons[13].Reason);
        Assert.Contains("kind of price is not known", reasons[14].Reason, StringComparison.Ordinal);
        Assert.Contains("simulated", reasons[15].Reason, StringComparison.Ordinal);
        Assert.Equal("The row has 7 cells, the header 8.", reasons[16].Reason);
        Assert.Contains("never showed this time", reasons[17].Reason, StringComparison.Ordinal);
        Assert.Contains("showed this time twice", reasons[18].Reason, StringComparison.Ordinal);
        Assert.Equal("2.5 1 1.25 0.25 -", await bench.PriceAsync("PJM", "DAM", "BAD_A", "2026-02-01T09:00Z"));
    }

    [Fact]
    public async Task RepeatedRows_EqualOnesOnce_DifferentOnesBothRejected()
    {
        var report = (await bench.SendAsync("""
            node,at,total,energy,market,kind
            TWICE,2026-02-02T00:00Z,1,1,SPP,DAM
            TWICE,2026-02-02T00:00Z,1,,SPP,DAM
            TWICE,2026-02-02T01:00Z,1,1,SPP,DAM
            TWICE,2026-02-02T01:00Z,2,1,SPP,DAM
            TWICE,2026-02-02T01:00Z,1,1,SPP,DAM
            """)).Completed();
        Assert.Equal((5, 2, 1, 3), report.Rows);
        Assert.Equal([4, 5, 6], report.Rejections.Select(rejection => rejection.Row));
        Assert.All(report.Rejections, rejection => Assert.Contains("nobody can say which is right", rejection.Reason, StringComparison.Ordinal));
        Assert.Equal("1 1 - - -", await bench.PriceAsync("SPP", "DAM", "TWICE", "2026-02-02T00:00Z"));
        Assert.Equal("none", await bench.PriceAsync("SPP", "DAM", "TWICE", "2026-02-02T01:00Z"));
    }

    [Fact]
    public async Task OddButPublished_IsWarnedOf()
    {
        var report = (await bench.SendAsync("""
            node,at,total,energy,congestion,loss,market,kind
            ODD_A,2026-02-03T00:00Z,10.00,9,0.5,0.51,ERCOT,RTM
            ODD_B,2026-02-03T00:00Z,10.02,9,0.5,0.5,ERCOT,RTM
            ODD_A,2026-02-03T00:05Z,10,9,0.5,0.5,ERCOT,RTM
            ODD_B,2026-02-03T00:05Z,10,9,0.5,0.5,ERCOT,RTM
            ODD_A,2026-02-03T00:15Z,10,9,0.5,0.5,ERCOT,RTM
            """)).Completed();
        Assert.Equal((5, 5, 5, 0), report.Rows);
        Assert.Equal(1, Warned(report, "ERCOT RTM: prices are not the sum of their parts (by more than 0.01); they are kept as published. The first is ODD_B at 2026-02-03 00:00 UTC."));
        Assert.Equal(1, Warned(report, "ERCOT RTM: there are no prices from 2026-02-03 00:10 UTC to 2026-02-03 00:15 UTC."));
        Assert.Equal(1, Warned(report, "ERCOT RTM: nodes lack prices in intervals that other nodes have; the first is ODD_B at 2026-02-03 00:15 UTC."));
        Assert.Equal("10.02 9 0.5 0.5 -", await bench.PriceAsync("ERCOT", "RTM", "ODD_B", "2026-02-03T00:00Z"));
        Assert.Equal(5, await bench.ScalarAsync<int>("select max(minutes)::integer from price_frames where market = 'ERCOT' and kind = 'RTM' and at = '2026-02-03T00:15Z'"));
    }

    [Fact]
    public async Task ACorrectedFile_KeepsTheEarlierPrices()
    {
        const string File = "node,at,total,market,kind\nCOR,2026-02-04T00:00Z,{0},MISO,DAM\nCOR,2026-02-04T01:00Z,5,MISO,DAM\n";
        await bench.SendAsync(File.Replace("{0}", "1", StringComparison.Ordinal));
        var report = (await bench.SendAsync(File.Replace("{0}", "2", StringComparison.Ordinal))).Completed();
        Assert.Equal((2, 2, 1, 0), report.Rows);
        Assert.Equal(1, Warned(report, "Prices that were known before are corrected; the earlier ones are kept."));
        Assert.Equal(3, await bench.CountAsync("price_frames", "market = 'MISO' and at >= '2026-02-04' and at < '2026-02-05'"));
        Assert.Equal("2 - - - -", await bench.PriceAsync("MISO", "DAM", "COR", "2026-02-04T00:00Z"));
    }

    [Fact]
    public async Task TheMarketThatWasSaid_IsTheFilesOrItIsRefused()
    {
        const string Plain = "node_id,timestamp,lmp_total\nSAID,2026-02-05T00:00:00Z,1\n";
        Assert.Contains("does not say which market", (await bench.SendAsync(Plain)).Failed(), StringComparison.Ordinal);
        var silent = (await bench.SendAsync(Plain, market: "NYISO")).Completed();
        Assert.Contains("Nothing says which kind of price", Assert.Single(silent.Rejections).Reason, StringComparison.Ordinal);
        Assert.Equal((1, 1, 1, 0), (await bench.SendAsync(Plain, market: "NYISO", mapping: """{"=DAM": "kind"}""")).Completed().Rows);
        Assert.Equal((1, 1, 1, 0), (await bench.SendAsync(Plain, market: "FR")).Completed().Rows);
        Assert.Equal("1 - - - -", await bench.PriceAsync("FR", "DAM", "SAID", "2026-02-05T00:00Z"));

        Assert.Equal("This is a file of PJM's, but the market was said to be NYISO.", (await bench.SendAsync(Header + "X,2026-02-05T00:00:00Z,1,1,0,0,PJM,DAM\n", market: "NYISO")).Failed());
        var mixed = (await bench.SendAsync(Header + "X,2026-02-05T00:00:00Z,1,1,0,0,PJM,DAM\nX,2026-02-05T00:00:00Z,1,1,0,0,NYISO,DAM\n", market: "NYISO")).Completed();
        Assert.Contains("another market than NYISO", Assert.Single(mixed.Rejections).Reason, StringComparison.Ordinal);
        Assert.Contains("the market 'MARS' is not known", (await bench.SendAsync(Plain, mapping: """{"=MARS": "market", "=DAM": "kind"}""")).Failed().Replace("mapping's market", "the market", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnArchive_MayHoldSeveralFiles_OfBothKinds()
    {
        var packed = TempFiles.Zip(
            ("day/nodes.csv", "node_id,iso_region,latitude,longitude\nZIP_A,PJM,40,-75\nZIP_B,PJM,95,-75\n"u8.ToArray()),
            ("day/a.csv", Encoding.UTF8.GetBytes(Header + "ZIP_A,2026-02-06T00:00:00Z,1,1,0,0,PJM,DAM\nZIP_A,2026-02-06T01:00:00Z,x,1,0,0,PJM,DAM\n")),
            ("day/b.csv", Encoding.UTF8.GetBytes(Header + "ZIP_A,2026-02-06T00:00:00Z,2,2,0,0,PJM,DAM\nZIP_A,2026-02-06T02:00:00Z,1,1,0,0,PJM,DAM\n")),
            ("readme.md", "words"u8.ToArray()));
        var report = (await bench.SendAsync(packed, "day.zip")).Completed();
        Assert.Equal((6, 2, 2, 4), report.Rows);
        Assert.Equal(
            ["day/a.csv: This is not a number.", "day/a.csv: This price stands", "day/b.csv: This price stands", "day/nodes.csv: There is no such place on Earth."],
            report.Rejections.Select(rejection => rejection.Reason.Length > 30 && rejection.Reason.Contains("stands", StringComparison.Ordinal) ? rejection.Reason[..28] : rejection.Reason).Order(StringComparer.Ordinal));
        Assert.Equal("none", await bench.PriceAsync("PJM", "DAM", "ZIP_A", "2026-02-06T00:00Z"));
        Assert.Equal("1 1 0 0 -", await bench.PriceAsync("PJM", "DAM", "ZIP_A", "2026-02-06T02:00Z"));
        Assert.Equal("ZIP_A node - -75 40", await NodeAsync("ZIP_A"));

        Assert.Contains("'readme.txt' is in none of the layouts", (await bench.SendAsync(TempFiles.Zip(("a.csv", Encoding.UTF8.GetBytes(Header)), ("readme.txt", "words"u8.ToArray())), "x.zip")).Failed(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DamagedFiles_WriteNothing()
    {
        var text = Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Range(0, 2000).Select(i => $"DAMAGED,2026-02-07T{i % 24:00}:{i / 24 % 60:00}:00Z,{i},{i},0,0,PJM,RTM\n")));
        var zip = TempFiles.Zip(("a.csv", text));
        Assert.Contains("damaged or incomplete", (await bench.SendAsync(zip[..^300], "cut.zip")).Failed(), StringComparison.Ordinal);

        // The checksum stands in the local header and in the directory; the directory's counts.
        var directory = zip.AsSpan().LastIndexOf("PK\x01\x02"u8);
        zip[directory + 16] ^= 0xFF;
        Assert.Contains("damaged or incomplete", (await bench.SendAsync(zip, "crc.zip")).Failed(), StringComparison.Ordinal);

        Assert.Contains("its end is missing", (await bench.SendAsync(TempFiles.Gzip(text)[..^600], "cut.csv.gz")).Failed().Replace("damaged or incomplete", "its end is missing", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Row 3 opens a quote", (await bench.SendAsync(Header + "A,2026-02-07T00:00:00Z,1,1,0,0,PJM,RTM\n\"A,2026-02-07T00:00:00Z,1,1,0,0,PJM,RTM\n")).Failed(), StringComparison.Ordinal);
        Assert.Equal(0, await bench.CountAsync("nodes", "code = 'DAMAGED'"));
    }

    [Fact]
    public async Task OtherEncodings_AreRead()
    {
        var file = Header.Replace(',', ';') + "DÜĞÜM;2026-02-08T00:00:00Z;1.5;1.5;0;0;EPİAŞ;DAM\r\n";
        var turkish = CodePagesEncodingProvider.Instance.GetEncoding(1254)!;
        var report = (await bench.SendAsync(turkish.GetBytes(file), "turkish.csv")).Completed();
        Assert.Contains(report.Warnings, warning => warning.Reason.Contains("windows-1254", StringComparison.Ordinal));
        Assert.Equal((1, 1, 0, 0), (await bench.SendAsync([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(file)], "utf16.csv")).Completed().Rows);
        Assert.Equal((1, 1, 0, 0), (await bench.SendAsync([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(file)], "utf8.csv")).Completed().Rows);
        Assert.Equal("1.5 1.5 0 0 -", await bench.PriceAsync("EPIAS", "DAM", "DÜĞÜM", "2026-02-08T00:00Z"));
    }

    [Fact]
    public async Task Nodes_MoveWithTheirStory_AndAreNeverAtZero()
    {
        const string Head = "node_id,node_name,market,latitude,longitude\n";
        await bench.SendAsync(Head + "MOVE,Mover,CAISO,40,-120\nZERO,Zero,CAISO,0,0\n", dataset: "nodes");
        Assert.Equal("Zero node - - -", await NodeAsync("ZERO"));
        var report = (await bench.SendAsync(Head + "MOVE,Mover,CAISO,41,-120\nZERO,Zero,CAISO,,\n", dataset: "nodes")).Completed();
        Assert.Equal((2, 2, 1, 0), report.Rows);
        Assert.Equal(1, Warned(report, "MOVE stands 111.2 km from where it was; it is moved, and the earlier place is kept."));
        Assert.Equal("Mover node - -120 41", await NodeAsync("MOVE"));
        Assert.Equal(1, await bench.CountAsync("node_moves m join nodes n on n.id = m.node_id", "n.code = 'MOVE' and m.latitude = 40"));

        // Whose it is not may not move it; who only prices it does not care.
        var organization = await bench.Room.AddOrganizationAsync("Movers");
        var refused = (await bench.SendAsync(Head + "MOVE,Mover,CAISO,42,-120\n", dataset: "nodes", actor: PriceBench.Admin(organization))).Completed();
        Assert.Contains("not your organization's", Assert.Single(refused.Rejections).Reason, StringComparison.Ordinal);
        Assert.Equal((1, 1, 1, 0), (await bench.SendAsync("node_id,at,total,market,kind,latitude,longitude\nMOVE,2026-02-09T00:00Z,1,CAISO,DAM,42,-120\n", actor: PriceBench.Admin(organization))).Completed().Rows);
        Assert.Equal("Mover node - -120 41", await NodeAsync("MOVE"));
        Assert.Equal("1 - - - -", await bench.PriceAsync("CAISO", "DAM", "MOVE", "2026-02-09T00:00Z", organization));

        Assert.Contains("no prices; send it as the dataset nodes", (await bench.SendAsync(Head + "MOVE,Mover,CAISO,42,-120\n")).Failed(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatTheMarketSaysOtherwise_AnOrganizationCannotSay()
    {
        const string Rows = "node,at,total,market,kind\nOWN_A,2026-02-10T00:00Z,1,SPP,DAM\nOWN_B,2026-02-10T00:00Z,2,SPP,DAM\n";
        await bench.SendAsync(Rows);
        var organization = await bench.Room.AddOrganizationAsync("Owners");
        var report = (await bench.SendAsync(Rows.Replace(",2,", ",3,", StringComparison.Ordinal) + "OWN_C,2026-02-10T00:00Z,4,SPP,DAM\n", actor: PriceBench.Admin(organization))).Completed();
        Assert.Equal((3, 2, 1, 1), report.Rows);
        var rejection = Assert.Single(report.Rejections);
        Assert.Equal((3, "Another price stands here already, and it is not your organization's to change."), (rejection.Row, rejection.Reason));
        Assert.Equal("2 - - - -", await bench.PriceAsync("SPP", "DAM", "OWN_B", "2026-02-10T00:00Z"));
        Assert.Equal("4 - - - -", await bench.PriceAsync("SPP", "DAM", "OWN_C", "2026-02-10T00:00Z", organization));
    }

    private static int Warned(Report report, string reason) => report.Warnings.SingleOrDefault(warning => warning.Reason == reason)?.Count ?? throw new Xunit.Sdk.XunitException(string.Join('\n', report.Warnings.Select(w => w.Reason)));

    private Task<string> NodeAsync(string code) => bench.ScalarAsync<string>(
        $"select concat_ws(' ', name, type, coalesce(zone, '-'), coalesce(longitude::text, '-'), coalesce(latitude::text, '-')) from nodes where code = '{code}'");
}
