using GridApp.Data;

namespace GridApp.Tests.Importing.Incidents;

/// <summary>Small files of outages, and what the database has of them afterwards.</summary>
internal static class OutageFiles
{
    public const string Caiso =
        "OUTAGE MRID,RESOURCE NAME,RESOURCE ID,OUTAGE TYPE,NATURE OF WORK,CURTAILMENT START DATE TIME,CURTAILMENT END DATE TIME,CURTAILMENT MW,RESOURCE PMAX MW,NET QUALIFYING CAPACITY MW,isOTC\n";

    public const string Csv = "outage_id,asset_id,outage_type,start_time,end_time,status,cause_code,capacity_reduction_mw\n";

    /// <summary>A row of CAISO's file for one resource of 100 MW.</summary>
    public static string Row(string start, string end, string mw = "10", string mrid = "1", string type = "FORCED", string nature = "PLANT_TROUBLE", string resource = "R_1", string pmax = "100") =>
        $"{mrid},Resource {resource},{resource},{type},{nature},{start},{end},{mw},{pmax},5,False\n";

    public static Task<Report> OutagesAsync(this ImportBench bench, string text, Actor? actor = null, string? market = null, string? mapping = null, string format = "auto") =>
        bench.ImportAsync(text, actor, mapping, market, "incidents", format);

    /// <summary>The stretches of an outage in UTC, "start end MW known", ordered; with "-until" where they are no longer the latest word.</summary>
    public static Task<string> StretchesAsync(this ImportBench bench, string key) => bench.ScalarAsync<string>($"""
        select coalesce(string_agg(to_char(s.start_at at time zone 'UTC', 'MM-DD HH24:MI') || ' ' || coalesce(to_char(s.end_at at time zone 'UTC', 'MM-DD HH24:MI'), 'open') || ' ' || s.affected_mw
                   || ' ' || to_char(s.known_from at time zone 'UTC', 'MM-DD HH24:MI') || coalesce('-' || to_char(s.known_to at time zone 'UTC', 'MM-DD HH24:MI'), ''), '; '
                   order by s.start_at, s.known_from, s.affected_mw), '')
          from incident_segments s join incidents i on i.id = s.incident_id
         where i.source_key = '{key}' and (s.known_to is null or s.known_to > s.known_from)
        """);
}
