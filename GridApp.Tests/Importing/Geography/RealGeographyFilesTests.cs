using System.Globalization;
using System.IO.Compression;
using Xunit.Abstractions;

namespace GridApp.Tests.Importing.Geography;

/// <summary>Real files, as they are published.</summary>
public sealed class RealGeographyFilesTests(ITestOutputHelper output)
{
    /// <summary>Part of a pixel that an edge may move at a zoom step; two neighbours then part by less than one.</summary>
    private const double MostPixels = 0.5;

    [TestDataFact]
    public async Task BiddingZonesOfEntsoe_GoInAsTheyAre_AndTheirSimplerShapesStayWithinHalfAPixel()
    {
        await using var bench = await ImportBench.StartAsync();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(TestData.Path("06_boundaries", "entsoe_bidding_zones", "FR.geojson"))!, "*.geojson"))
        {
            var report = (await bench.ImportAsync(await File.ReadAllBytesAsync(file), dataset: "zones", format: "auto", fileName: Path.GetFileName(file))).Completed();
            Assert.Equal((1, 1, 1, 0), report.Rows);
        }

        Assert.Equal("AT BE CH DE_LU DK_1 DK_2 ES FR IT_NORD NL PT SE_3 SE_4", await bench.ScalarAsync<string>("select string_agg(code, ' ' order by code) from zones where type = 'bidding_zone' and market = code"));
        Assert.Equal(13, await CountAsync(bench, "st_isvalid(geom) and st_ispolygonccw(geom)"));
        // 544,000 km2 without overseas, after its statistical office.
        Assert.InRange(await bench.ScalarAsync<double>("select area_km2 from zones where code = 'FR'"), 530_000, 560_000);

        output.WriteLine("13 bidding zones, bytes of GeoJSON by zoom step: " + await bench.ScalarAsync<string>("""
            select string_agg(zoom || ': ' || bytes, ', ' order by zoom) from (
                select 4 as zoom, sum(length(st_asgeojson(geom, 2))) as bytes from zone_shapes where zoom = 4 union all
                select zoom, sum(length(st_asgeojson(geom, 3))) from zone_shapes where zoom in (6, 8) group by zoom union all
                select zoom, sum(length(st_asgeojson(geom, 4))) from zone_shapes where zoom = 10 group by zoom union all
                select 99, sum(length(st_asgeojson(geom, 7))) from zones) s
            """));
        await ExpectNearAsync(bench, everyNth: 40);
    }

    [TestDataFact]
    public async Task ZonesOfNewYork_AreCodedByTheirNames()
    {
        await using var bench = await ImportBench.StartAsync();
        var report = (await bench.ImportAsync(await File.ReadAllBytesAsync(TestData.Path("06_boundaries", "nyiso_zones.geojson")), market: "NYISO", dataset: "zones", format: "auto", fileName: "nyiso_zones.geojson")).Completed();
        Assert.Equal((10, 10, 10, 0), report.Rows);
        Assert.Equal(["10: Rings", "10: The file"], report.Warnings.Select(warning => $"{warning.Count}: {string.Join(' ', warning.Reason.Split(' ').Take(warning.Reason.StartsWith("The", StringComparison.Ordinal) ? 2 : 1))}").Order(StringComparer.Ordinal));
        Assert.Equal("CAPITL,CENTRL,DUNWOD,GENESE,HUD VL,LONGIL,MHK VL,N.Y.C.,NORTH,WEST", await bench.ScalarAsync<string>("select string_agg(code, ',' order by code collate \"C\") from zones where type = 'load_zone'"));
        await ExpectNearAsync(bench, everyNth: 1);
    }

    [TestDataFact]
    public async Task TheWorldOfElectricityMaps_IsImportedWhole_WithTheBoundariesOfTheMarkets()
    {
        await using var bench = await ImportBench.StartAsync();
        var content = await File.ReadAllBytesAsync(TestData.Path("05_electricitymaps", "world.geojson"));
        var report = (await bench.ImportAsync(content, dataset: "zones", format: "auto", fileName: "world.geojson")).Completed();
        Assert.Equal((362, 362, 362, 0), report.Rows);
        Assert.Equal("CAISO,ERCOT,ISONE,MISO,NYISO,PJM,SPP", await bench.ScalarAsync<string>("select string_agg(market, ',' order by market) from zones where type = 'iso_boundary'"));
        Assert.InRange(await CountAsync(bench, "type = 'bidding_zone' and market is not null"), 40, 60);
        Assert.Equal(0, await CountAsync(bench, "not st_isvalid(geom)"));
        Assert.Contains(report.Warnings, warning => warning is { Count: 1 } && warning.Reason.Contains("repaired", StringComparison.Ordinal));
        output.WriteLine($"362 zones of the world ({content.Length} bytes): {(report.Run.FinishedAt! - report.Run.StartedAt!).Value.TotalMilliseconds:0} ms; again:");
        report = (await bench.ImportAsync(content, dataset: "zones", format: "auto", fileName: "world.geojson")).Completed();
        output.WriteLine($"{(report.Run.FinishedAt! - report.Run.StartedAt!).Value.TotalMilliseconds:0} ms");
        Assert.Equal(0, report.Run.RowsChanged);
    }

    [TestDataFact]
    public async Task LinesOfTheSyntheticWest_GoInAsTheyAre()
    {
        await using var bench = await ImportBench.StartAsync();
        await using var packed = File.OpenRead(TestData.Path("02_test_grid_activsg10k_geo", "transmission_line.csv.gz"));
        await using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var content = new MemoryStream();
        await gzip.CopyToAsync(content);
        var report = (await bench.ImportAsync(content.ToArray(), dataset: "lines", format: "auto", fileName: "transmission_line.csv")).Completed();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Rows}: {(report.Run.FinishedAt! - report.Run.StartedAt!).Value.TotalMilliseconds:0} ms; {string.Join("; ", report.Rejections.Select(rejection => rejection.Reason).GroupBy(reason => reason).Select(group => $"{group.Count()} {group.Key}"))}"));
        Assert.Equal(12_706, report.Rows.Read);
        Assert.Equal(12_706, report.Rows.Written);
        Assert.Equal(5_445, Assert.Single(report.Warnings).Count);
        Assert.Equal(12_706 - 5_445, await bench.ScalarAsync<int>("select count(*)::integer from lines where path is not null"));
        output.WriteLine(await bench.ScalarAsync<string>("select concat_ws(' ', min(voltage_kv), max(voltage_kv), min(limit_mw), count(*) filter (where limit_mw = 0), max(length(code)), count(*) filter (where code like '%~%')) from lines"));

        // The first row of the file.
        Assert.Equal("185.33 FORKS NEAH BAY 138", await bench.ScalarAsync<string>("select concat_ws(' ', limit_mw, from_node, to_node, voltage_kv) from lines where name = 'FORKS -- NEAH BAY'"));
        Assert.Equal(0, (await bench.ImportAsync(content.ToArray(), dataset: "lines", format: "auto", fileName: "transmission_line.csv")).Completed().Run.RowsChanged);
    }

    private static Task<int> CountAsync(ImportBench bench, string where) => bench.ScalarAsync<int>($"select count(*)::integer from zones where {where}");

    /// <summary>No corner of a simpler shape is far from the edge of the whole one, and no corner of a part that stays is far from the simpler edge.</summary>
    private async Task ExpectNearAsync(ImportBench bench, int everyNth)
    {
        var farthest = await bench.ScalarAsync<double[]>($"""
            with flat as (
                select s.zoom, 40075016.685578488 / (256 * 2 ^ s.zoom) as pixel, st_transform(st_intersection(z.geom, st_makeenvelope(-180, -85, 180, 85, 4326)), 3857) as whole,
                       st_transform(st_intersection(s.geom, st_makeenvelope(-180, -85, 180, 85, 4326)), 3857) as simple
                  from zone_shapes s join zones z on z.id = s.zone_id),
            measured as (
                select f.zoom, (select max(st_distance(p.geom, st_boundary(f.whole))) from st_dumppoints(f.simple) p where p.path[cardinality(p.path)] % {everyNth} = 0) / f.pixel as there,
                       (select max(st_distance(p.geom, st_boundary(f.simple)))
                          from st_dump(f.whole) d cross join lateral st_dumppoints(d.geom) p
                         where greatest(st_xmax(d.geom) - st_xmin(d.geom), st_ymax(d.geom) - st_ymin(d.geom)) >= f.pixel and p.path[cardinality(p.path)] % {everyNth} = 0) / f.pixel as back
                  from flat f)
            select array_agg(most order by zoom) from (select zoom, max(greatest(there, back)) as most from measured group by zoom) m
            """);
        output.WriteLine("Farthest corner, pixels, by zoom step 4, 6, 8, 10: " + string.Join(", ", farthest.Select(pixels => pixels.ToString("0.000", CultureInfo.InvariantCulture))));
        Assert.Equal(4, farthest.Length);
        Assert.All(farthest, pixels => Assert.InRange(pixels, 0, MostPixels));
    }
}
