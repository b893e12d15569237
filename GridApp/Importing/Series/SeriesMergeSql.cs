namespace GridApp.Importing.Series;

/// <summary>The statements of <see cref="SeriesMerge"/> for one dataset. Every part is a constant of this file.</summary>
internal sealed class SeriesMergeSql
{
    /// <summary>Any fixed number: the class of the locks under which a series is imported.</summary>
    private const int LockClass = 471_202_613;

    /// <summary>Plants by code, then by EIC.</summary>
    public const string ResolvePlants = """
        update staged s set plant_id = p.id, organization_id = p.organization_id, key = p.id::text from plants p where p.code = s.key;
        update staged s set plant_id = p.id, organization_id = p.organization_id, key = p.id::text from plants p where s.plant_id is null and p.eic = upper(s.key)
        """;

    /// <summary>Rows whose plant is not known here.</summary>
    public const string DropUnknownPlants = """delete from staged where plant_id is null returning "row", key""";

    /// <summary>Rows of simulated plants.</summary>
    public const string DropSimulatedPlants = """
        delete from staged s using plants p where p.id = s.plant_id and p.simulated returning s."row", p.code
        """;

    /// <summary>Rows of plants that are somebody else's. $1: the organization.</summary>
    public const string DropForeignPlants = """
        delete from staged s using plants p where p.id = s.plant_id and p.organization_id is distinct from $1 returning s."row", p.code
        """;

    /// <summary>Rows beyond what the plant can give: odd, but what was published.</summary>
    public const string CountBeyondCapacity = """
        select count(distinct s."row") from staged s join plants p on p.id = s.plant_id where greatest(s.a, s.b, s.c) > p.capacity_mw * 1.05 and p.capacity_mw > 0
        """;

    /// <summary>Rows of one file that say the same time: ambiguous when the time is a wall clock's, a contradiction when the values differ.</summary>
    public const string DropRepeated = """
        with repeated as (
            select market, key, at, bool_or(is_local) as is_local
              from staged group by market, key, at
            having count(distinct "row") > 1 and (bool_or(is_local) or count(distinct (a, b, c, interim)) > 1)),
        bad as (select distinct s."row", r.is_local from staged s join repeated r using (market, key, at))
        delete from staged s using bad where bad."row" = s."row" returning s."row", s.label, bad.is_local, s.at
        """;

    /// <summary>What is left of repetitions says the same twice.</summary>
    public const string DropEqual = """
        delete from staged s using staged e where e.market = s.market and e.key = s.key and e.at = s.at and e."row" < s."row"
        """;

    /// <summary>Rows whose only values are zeros that mean "not yet published". Until here they count as rows of their time.</summary>
    public const string DropUnpublished = "delete from staged where a is null and b is null and c is null";

    /// <summary>The length that intervals of a series most often have in this file, where it says none; an hour when the file does not tell.</summary>
    public const string InferMinutes = """
        with gaps as (
            select market, key, (extract(epoch from at - lag(at) over (partition by market, key order by at)) / 60)::integer as gap from staged),
        lengths as (
            select market, key, coalesce(mode() within group (order by gap) filter (where gap between 1 and 60 and 60 % gap = 0), 60) as minutes from gaps group by market, key)
        update staged s set minutes = l.minutes from lengths l where l.market = s.market and l.key = s.key and s.minutes is null
        """;

    /// <summary>Energy of an interval becomes its mean power.</summary>
    public const string EnergyToPower = "update staged set a = a * 60 / minutes, b = b * 60 / minutes, c = c * 60 / minutes where minutes <> 60";

    /// <summary>The years that the rows touch: each has its partition.</summary>
    public const string Years = "select distinct extract(year from at at time zone 'UTC')::integer from staged order by 1";

    private readonly string table;
    private readonly string keys;
    private readonly string stagedKeys;
    private readonly string join;
    private readonly string owner;
    private readonly string[] columns;
    private readonly bool hasInterim;

    private SeriesMergeSql(string table, (string Column, string Staged)[] keys, string[] columns, string owner, bool hasInterim = false)
    {
        this.table = table;
        this.columns = columns;
        this.owner = owner;
        this.hasInterim = hasInterim;
        this.keys = string.Join(", ", keys.Select(key => key.Column));
        stagedKeys = string.Join(", ", keys.Select(key => "s." + key.Staged));
        join = string.Join(" and ", keys.Select(key => $"t.{key.Column} = s.{key.Staged}"));
    }

    /// <summary>One import of a series at a time, so that what is counted is what is written.</summary>
    public string Lock => LockOf(table);

    /// <summary>The statement that lets nobody import into a series' table until the transaction's end.</summary>
    public static string LockOf(string table) => FormattableString.Invariant($"select pg_advisory_xact_lock({LockClass}, hashtext('{table}'))");

    /// <summary>What stands already keeps its length, unless the file says another.</summary>
    public string KeepMinutes => $"update staged s set minutes = t.minutes from {table} t where {join} and s.minutes is null";

    /// <summary>Rows that would change what somebody else brought. $1: the organization.</summary>
    public string DropForeign => $"""
        with bad as (select distinct s."row" from staged s join {table} t on {join} where t.organization_id is distinct from $1 and ({Differs(Staged, "s.interim")}))
        delete from staged s using bad where bad."row" = s."row" returning s."row", s.label
        """;

    /// <summary>Counts: rows that change something, rows that correct a value known before.</summary>
    public string Count => $"""
        select count(distinct s."row") filter (where t.at is null or {Differs(Staged, "s.interim")} or s.minutes <> t.minutes),
               count(distinct s."row") filter (where {string.Join(" or ", columns.Select((column, i) => $"{Staged(i)} <> t.{column}"))})
          from staged s left join {table} t on {join}
        """;

    /// <summary>Keeps the rows that are about to be replaced. $1: the import.</summary>
    public string KeepForUndo => $"""
        insert into import_before (import_id, part, earlier_import, before)
        select $1, '{table}', t.import_id, to_jsonb(t) from staged s join {table} t on {join} where {Differs(Staged, "s.interim")} or s.minutes <> t.minutes
        """;

    /// <summary>Writes. $1: the import, $2: the organization. No row is touched that says the same already.</summary>
    public string Write => $"""
        insert into {table} as t ({keys}, minutes, {string.Join(", ", columns)}{(hasInterim ? ", interim" : "")}, organization_id, import_id)
        select {stagedKeys}, s.minutes, {string.Join(", ", columns.Select((_, i) => Staged(i)))}{(hasInterim ? ", s.interim" : "")}, {owner}, $1 from staged s order by s.at
            on conflict ({keys}) do update
               set {string.Join(", ", columns.Select((column, i) => $"{column} = coalesce({Excluded(i)}, t.{column})"))},
                   {(hasInterim ? $"interim = case when {Excluded(0)} is null then t.interim else excluded.interim end, " : "")}
                   minutes = excluded.minutes, simulated = false, organization_id = excluded.organization_id, import_id = excluded.import_id, updated_at = now()
             where {Differs(Excluded, "excluded.interim")} or excluded.minutes <> t.minutes
        """;

    public static SeriesMergeSql Of(SeriesDataset dataset) =>
        dataset == SeriesDataset.MarketPrices ? new("market_prices", [("market", "market"), ("currency", "key"), ("at", "at")], ["ptf", "smf"], "$2", hasInterim: true)
        : dataset == SeriesDataset.Consumption ? new("consumption", [("market", "market"), ("at", "at")], ["actual_mw", "forecast_mw"], "$2")
        : new("generation", [("plant_id", "plant_id"), ("at", "at")], ["planned_mw", "actual_mw", "settlement_mw"], "s.organization_id");

    private static string Staged(int value) => "s." + "abc"[value];

    private string Excluded(int value) => "excluded." + columns[value];

    /// <summary>A value that the file has is another than the one that stands; what the file leaves empty says nothing.</summary>
    private string Differs(Func<int, string> value, string interim) =>
        string.Join(" or ", columns.Select((column, i) => $"({value(i)} is not null and {value(i)} is distinct from t.{column})"))
        + (hasInterim ? $" or ({value(0)} is not null and {interim} <> t.interim)" : "");
}
