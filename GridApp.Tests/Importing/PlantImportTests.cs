using System.Text;
using GridApp.Hosting;

namespace GridApp.Tests.Importing;

/// <summary>Small files with one thing wrong, or one thing worth noting, each.</summary>
public sealed class PlantImportTests : IAsyncLifetime
{
    private const string Header = "code,name,primary_fuel,capacity_mw,latitude,longitude\n";
    private ImportBench bench = null!;

    public async Task InitializeAsync() => bench = await ImportBench.StartAsync();

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task GoodFile_IsWrittenAndReported()
    {
        var report = (await bench.ImportAsync(Header + "A,Keban,Hydro,1330,38.8,38.75\nB,Ghost,,0,,\n")).Completed();
        Assert.Equal((2, 2, 2, 0), report.Rows);
        Assert.Empty(report.Rejections);
        var keban = await bench.PlantAsync("A");
        Assert.Equal(("Keban", "hydro", "Hydro", 1330.0, 38.75, 38.8), (keban.Name, keban.Fuel, keban.SourceFuel, keban.CapacityMw, keban.Longitude, keban.Latitude));
        Assert.Equal((null, false, "plants.csv", report.Run.Id), (keban.OrganizationId, keban.Simulated, keban.Source, keban.ImportId));
        var ghost = await bench.PlantAsync("B");
        Assert.Equal(("unknown", "", 0.0, null, null), (ghost.Fuel, ghost.SourceFuel, ghost.CapacityMw, ghost.Longitude, ghost.Latitude));
    }

    [Theory]
    [InlineData("A,Name,Hydro,-5,38,39", "capacity_mw", "-5", "negative")]
    [InlineData("A,Name,Hydro,,38,39", "capacity_mw", "", "missing")]
    [InlineData("A,Name,Hydro,abc,38,39", "capacity_mw", "abc", "not a number")]
    [InlineData("A,Name,Hydro,\"1,330\",38,39", "capacity_mw", "1,330", "decimal point")]
    [InlineData("A,Name,Hydro,NaN,38,39", "capacity_mw", "NaN", "finite")]
    [InlineData("A,Name,Hydro,1e400,38,39", "capacity_mw", "1e400", "finite")]
    [InlineData("A,Name,Hydro,5,91,39", "latitude", "91", "-90 and 90")]
    [InlineData("A,Name,Hydro,5,425.2461,-75.2774", "latitude", "425.2461", "-90 and 90")]
    [InlineData("A,Name,Hydro,5,38,180.1", "longitude", "180.1", "-180 and 180")]
    [InlineData("A,Name,Hydro,5,38,", "longitude", "", "both")]
    [InlineData(",Name,Hydro,5,38,39", "code", "", "missing")]
    [InlineData("A,  ,Hydro,5,38,39", "name", "  ", "missing")]
    [InlineData("A,Name,Hydro,5,38", null, null, "5 cells, the header 6")]
    [InlineData("A,Name,Hydro,5,38,39,40", null, null, "7 cells, the header 6")]
    [InlineData("A,\"Na\"me,Hydro,5,38,39", null, null, "closing quote")]
    public async Task BadRow_IsRejectedWithItsReasonAndTheOthersGoIn(string row, string? column, string? value, string reason)
    {
        var report = (await bench.ImportAsync(Header + "X,Before,Gas,1,1,1\n" + row + "\nY,After,Gas,1,1,1\n")).Completed();
        Assert.Equal((3, 2, 2, 1), report.Rows);
        var rejection = Assert.Single(report.Rejections);
        Assert.Equal((3, column, value), (rejection.Row, rejection.Column, rejection.Value));
        Assert.Contains(reason, rejection.Reason, StringComparison.Ordinal);
        Assert.Equal(2, await bench.CountAsync());
    }

    [Fact]
    public async Task StrangeNames_AreKeptToTheLetter()
    {
        string[] names = ["<script>alert('x')</script>", "=cmd|' /C calc'!A0", "O'Brien; drop table plants --", "Çayırhan  Işıklı ", "two\r\nlines", "say \"hi\", you", "%_\\", "nan", "NULL"];
        var rows = names.Select((name, i) => $"N{i},\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\",Gas,1,1,1\r\n");
        (await bench.ImportAsync(Header + string.Concat(rows))).Completed();
        for (var i = 0; i < names.Length; i++)
            Assert.Equal(names[i], (await bench.PlantAsync("N" + i)).Name);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("geojson")]
    public async Task GeoJson_IsReadAsCsvIs(string format)
    {
        const string file = """
            {"type":"FeatureCollection","features":[
              {"type":"Feature","id":1,"geometry":{"type":"Point","coordinates":[38.75,38.8]},"properties":{"id":1,"code":"A","name":"Keban","fuel":"hydro","sourceFuel":"Hydro","capacityMw":1330,"availableMw":0,"market":"EPIAS","status":"derated"}},
              {"type":"Feature","geometry":null,"properties":{"code":"B","name":"Ghost","fuel":"","capacityMw":0}},
              {"type":"Feature","geometry":{"type":"Point","coordinates":[38.75,138.8]},"properties":{"code":"C","name":"Beyond","fuel":"gas","capacityMw":1}},
              {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]},"properties":{"code":"D","name":"Area","fuel":"gas","capacityMw":1}}]}
            """;
        var report = (await bench.ImportAsync(file, format: format)).Completed();
        Assert.Equal((4, 2, 2, 2), report.Rows);
        Assert.Equal([(3, "latitude"), (4, null)], report.Rejections.Select(rejection => (rejection.Row, rejection.Column)));
        var keban = await bench.PlantAsync("A");
        Assert.Equal(("Keban", "hydro", "Hydro", 1330.0, 38.75, 38.8, "EPIAS"), (keban.Name, keban.Fuel, keban.SourceFuel, keban.CapacityMw, keban.Longitude, keban.Latitude, keban.Market));
        Assert.Null((await bench.PlantAsync("B")).Longitude);
        Assert.Equal(0, (await bench.ImportAsync(file, format: format)).Completed().Run.RowsChanged);
        Assert.Contains("lack properties for code", (await bench.ImportAsync("""{"type":"Feature","properties":{"name":"x"},"geometry":null}""", format: format)).Failed(), StringComparison.Ordinal);
        Assert.Contains("cut off", (await bench.ImportAsync(file[..^40], format: format)).Failed(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingColumns_FailNamingThem()
    {
        var error = (await bench.ImportAsync("gppd_idnr,name,latitude,longitude,primary_fuel\nA,B,1,1,Gas\n")).Failed();
        Assert.Contains("capacityMw", error, StringComparison.Ordinal);
        Assert.DoesNotContain("code", error, StringComparison.Ordinal);
        Assert.Equal(0, await bench.CountAsync());
    }

    [Fact]
    public async Task WrongDelimiter_FailsAndSaysWhatItSaw() =>
        Assert.Contains("One column", (await bench.ImportAsync("code^name^fuel^capacity_mw^latitude^longitude\nA^B^Gas^1^1^1\n")).Failed(), StringComparison.Ordinal);

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public async Task UsualDelimiters_AreFound(char delimiter)
    {
        (await bench.ImportAsync((Header + "A,B,Gas,1.5,1,1\n").Replace(',', delimiter))).Completed();
        Assert.Equal(1.5, (await bench.PlantAsync("A")).CapacityMw);
    }

    [Fact]
    public async Task TurkishSingleByteFile_IsReadWithAWarning()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var report = (await bench.ImportAsync(Encoding.GetEncoding("iso-8859-9").GetBytes(Header + "A,Işıklı Şelale,Güneş,1,1,1\n"))).Completed();
        Assert.Contains("not UTF-8", Assert.Single(report.Warnings).Reason, StringComparison.Ordinal);
        var plant = await bench.PlantAsync("A");
        Assert.Equal(("Işıklı Şelale", "solar", "Güneş"), (plant.Name, plant.Fuel, plant.SourceFuel));
    }

    [Fact]
    public async Task FilesThatAreNoFiles_FailWithASentence()
    {
        Assert.Contains("empty", (await bench.ImportAsync("")).Failed(), StringComparison.Ordinal);
        Assert.Contains("no header", (await bench.ImportAsync("\n\n")).Failed(), StringComparison.Ordinal);
        Assert.Contains("not text", (await bench.ImportAsync([0, 1, 2, 3, 4])).Failed(), StringComparison.Ordinal);
        var packed = TempFiles.Gzip(Encoding.UTF8.GetBytes(Header + "A,B,Gas,1,1,1\n"));
        Assert.Contains("incomplete", (await bench.ImportAsync(packed[..^6])).Failed(), StringComparison.Ordinal);
        Assert.Contains("never closed", (await bench.ImportAsync(Header + "A,B,Gas,1,1,1\nC,\"D,Gas,1,1,1\nE,F,Gas,1,1,1\n")).Failed(), StringComparison.Ordinal);
        bench.Limit(new ImportOptions { MaxUnpackedMegabytes = 1 });
        var large = TempFiles.Gzip(Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Range(0, 60_000).Select(i => $"A{i},B,Gas,1,1,1\n"))));
        Assert.Contains("limit", (await bench.ImportAsync(large)).Failed(), StringComparison.Ordinal);
        Assert.Equal(0, await bench.CountAsync());
    }

    [Fact]
    public async Task HeaderOnly_IsCompletedWithNothing() => Assert.Equal((0, 0, 0, 0), (await bench.ImportAsync(Header)).Completed().Rows);

    [Fact]
    public async Task ColumnsInAnotherOrderAndExtraOnes_StillRead()
    {
        (await bench.ImportAsync("note,LONGITUDE,Latitude,Capacity MW,nonsense,primary_fuel,Name,gppd_idnr\nhi,39,38,7,?,Wind,B,A\n")).Completed();
        var plant = await bench.PlantAsync("A");
        Assert.Equal((39.0, 38.0, 7.0, "wind"), (plant.Longitude, plant.Latitude, plant.CapacityMw, plant.Fuel));
    }

    [Fact]
    public async Task Mapping_NamesTheColumns()
    {
        var text = "kod;ad;yakit;guc;enlem;boylam\nA;B;Rüzgar;5;38;39\n";
        Assert.Contains("lacks columns", (await bench.ImportAsync(text)).Failed(), StringComparison.Ordinal);
        var mapping = """{"kod":"code","ad":"name","yakit":"fuel","guc":"capacityMw","enlem":"latitude","boylam":"longitude"}""";
        (await bench.ImportAsync(text, mapping: mapping)).Completed();
        Assert.Equal("wind", (await bench.PlantAsync("A")).Fuel);
        Assert.Contains("does not have", (await bench.ImportAsync(text, mapping: """{"nope":"code"}""")).Failed(), StringComparison.Ordinal);
        Assert.Contains("do not have", (await bench.ImportAsync(text, mapping: """{"kod":"colour"}""")).Failed(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoColumnsForOneField_FailRatherThanGuess() =>
        Assert.Contains("both carry", (await bench.ImportAsync("code,gppd_idnr,name,fuel,capacity_mw,latitude,longitude\nA,A,B,Gas,1,1,1\n")).Failed(), StringComparison.Ordinal);

    [Fact]
    public async Task CodeRepeatedInOneFile_LastValidRowCounts()
    {
        var report = (await bench.ImportAsync(Header + "A,First,Gas,1,1,1\nA,Second,Gas,2,1,1\nB,Other,Gas,1,1,1\nA,Bad,Gas,-1,1,1\n")).Completed();
        Assert.Equal((4, 3, 2, 1), report.Rows);
        Assert.Equal(1, Assert.Single(report.Warnings).Count);
        Assert.Equal("Second", (await bench.PlantAsync("A")).Name);
    }

    [Fact]
    public async Task UnknownFuelAndMarket_AreTakenAndCounted()
    {
        var report = (await bench.ImportAsync(Header.Trim() + ",iso_region\nA,B,Unobtainium,1,1,1,Mars\nC,D,Unobtainium,1,1,1,ISO-NE\n")).Completed();
        Assert.Equal((2, 2, 2, 0), report.Rows);
        Assert.Equal([1, 2], report.Warnings.Select(warning => warning.Count).Order());
        var plant = await bench.PlantAsync("A");
        Assert.Equal(("unknown", "Unobtainium", null, false), (plant.Fuel, plant.SourceFuel, plant.Market, plant.MarketApproximate));
        Assert.Equal("ISONE", (await bench.PlantAsync("C")).Market);
    }

    [Fact]
    public async Task Market_FollowsFromThePlaceUnlessSomebodyNamesIt()
    {
        (await bench.ImportAsync(Header.Trim() + ",country\nA,B,Gas,1,38.6,-121.5,USA\nC,D,Gas,1,41,29,TUR\nE,F,Gas,1,41.9,12.5,ITA\n")).Completed();
        var california = await bench.PlantAsync("A");
        Assert.Equal(("CAISO", true), (california.Market, california.MarketApproximate));
        Assert.Equal("EPIAS", (await bench.PlantAsync("C")).Market);
        Assert.Null((await bench.PlantAsync("E")).Market);

        // Named by a file: no longer approximate, and the place does not take it back.
        Assert.Equal(1, (await bench.ImportAsync(Header.Trim() + ",market\nA,B,Gas,1,38.6,-121.5,SPP\n")).Completed().Run.RowsChanged);
        Assert.Equal(0, (await bench.ImportAsync(Header + "A,B,Gas,1,38.6,-121.5\n")).Completed().Run.RowsChanged);
        var named = await bench.PlantAsync("A");
        Assert.Equal(("SPP", false), (named.Market, named.MarketApproximate));
        (await bench.ImportAsync(Header + "Z,B,Gas,1,38.6,-121.5\n", market: "MISO")).Completed();
        Assert.Equal("MISO", (await bench.PlantAsync("Z")).Market);
    }

    [Fact]
    public async Task DatasetOrFormatThatNobodyReads_FailsSayingWhatIsRead()
    {
        Assert.Equal("Importing the dataset 'prices' in the format 'csv' is not available.", (await bench.ImportAsync("a\n", dataset: "prices")).Failed());
        Assert.Contains("'parquet' is not available; send it as auto, csv", (await bench.ImportAsync("a\n", format: "parquet")).Failed(), StringComparison.Ordinal);
    }
}
