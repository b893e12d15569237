namespace GridApp.Features.About;

/// <summary>Somebody else's work that GridApp shows or stands on.</summary>
/// <param name="Name">As its makers call it; never translated.</param>
/// <param name="Licence">The licence's short name (SPDX where there is one).</param>
/// <param name="LicenceUrl">Where the licence is written.</param>
/// <param name="Url">Where it comes from.</param>
/// <param name="UseKey">Key of the sentence in <see cref="AboutText"/> that says what it is used for.</param>
/// <param name="Credit">The credit line that its licence asks for, word for word.</param>
public sealed record Attribution(string Name, string Licence, string LicenceUrl, string Url, string UseKey, string? Credit = null)
{
    private const string Mit = "https://opensource.org/license/mit";

    /// <summary>Data that people look at.</summary>
    public static IReadOnlyList<Attribution> Data { get; } =
    [
        new("Global Power Plant Database 1.2 and 1.3", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", "https://datasets.wri.org/dataset/globalpowerplantdatabase", "Use_Plants",
            "Global Energy Observatory, Google, KTH Royal Institute of Technology in Stockholm, Enipedia, World Resources Institute. 2019. Global Power Plant Database. Published on Resource Watch and Google Earth Engine. Copyright 2018-2021 World Resources Institute and Data Contributors."),
        new("CAISO curtailed and non-operational generators (CAISOtrends)", "MIT", "https://github.com/kbodwin/CAISOtrends/blob/main/LICENSE.md", "https://github.com/kbodwin/CAISOtrends", "Use_Outages",
            "Copyright (c) 2025 CAISOtrends authors. First published by the California ISO: prior trade day curtailed and non-operational generators."),
        new("entsoe-py bidding zones", "MIT", "https://github.com/EnergieID/entsoe-py/blob/master/LICENSE", "https://github.com/EnergieID/entsoe-py", "Use_BiddingZones", "Copyright (c) 2017 EnergieID cvba-so."),
        new("RTS-GMLC", "RTS-GMLC data use disclaimer", "https://github.com/GridMod/RTS-GMLC/blob/master/LICENSE.md", "https://github.com/GridMod/RTS-GMLC", "Use_Grid",
            "Reliability Test System of the Grid Modernization Laboratory Consortium. Data provided by DOE/NREL/ALLIANCE."),
        new("Natural Earth", "Public Domain", "https://www.naturalearthdata.com/about/terms-of-use/", "https://www.naturalearthdata.com/", "Use_World", "Made with Natural Earth."),
        new("U.S. Atlas TopoJSON (U.S. Census Bureau)", "ISC", "https://opensource.org/license/isc-license-txt", "https://github.com/topojson/us-atlas", "Use_States"),
        new("World Atlas TopoJSON", "ISC", "https://opensource.org/license/isc-license-txt", "https://github.com/topojson/world-atlas", "Use_Atlas"),
    ];

    /// <summary>Software that runs in the browser or in the process.</summary>
    public static IReadOnlyList<Attribution> Software { get; } =
    [
        new("Inter", "OFL-1.1", "https://openfontlicense.org/", "https://rsms.me/inter/", "Use_Type"),
        new("Leaflet", "BSD-2-Clause", "https://opensource.org/license/bsd-2-clause", "https://leafletjs.com/", "Use_Map"),
        new("plotly.js", "MIT", Mit, "https://plotly.com/javascript/", "Use_Charts"),
        new("topojson-client", "ISC", "https://opensource.org/license/isc-license-txt", "https://github.com/topojson/topojson-client", "Use_Topology"),
        new("Swagger UI", "Apache-2.0", "https://www.apache.org/licenses/LICENSE-2.0", "https://swagger.io/tools/swagger-ui/", "Use_ApiDocs"),
        new("ASP.NET Core, Entity Framework Core", "MIT", Mit, "https://github.com/dotnet", "Use_Server"),
        new("Npgsql", "PostgreSQL", "https://opensource.org/license/postgresql", "https://www.npgsql.org/", "Use_Driver"),
        new("PostgreSQL, PostGIS", "PostgreSQL, GPL-2.0-or-later", "https://postgis.net/documentation/faq/license/", "https://www.postgresql.org/", "Use_Database"),
        new("NetTopologySuite", "BSD-3-Clause", "https://opensource.org/license/bsd-3-clause", "https://github.com/NetTopologySuite", "Use_Geometry"),
        new("Quartz.NET", "Apache-2.0", "https://www.apache.org/licenses/LICENSE-2.0", "https://www.quartz-scheduler.net/", "Use_Scheduler"),
        new("COIN-OR CLP", "EPL-2.0", "https://www.eclipse.org/legal/epl-2.0/", "https://github.com/coin-or/Clp", "Use_Solver"),
        new("CsvHelper", "MS-PL OR Apache-2.0", "https://www.apache.org/licenses/LICENSE-2.0", "https://joshclose.github.io/CsvHelper/", "Use_Csv"),
        new("QRCoder", "MIT", Mit, "https://github.com/Shane32/QRCoder", "Use_Codes"),
        new("OpenTelemetry", "Apache-2.0", "https://www.apache.org/licenses/LICENSE-2.0", "https://opentelemetry.io/", "Use_Metrics"),
    ];
}
