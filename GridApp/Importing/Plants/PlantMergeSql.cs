using System.Globalization;

namespace GridApp.Importing.Plants;

/// <summary>The statements of <see cref="PlantMerge"/>, cut to the columns that the file carries. Every part is a constant of this file or an integer.</summary>
internal sealed class PlantMergeSql
{
    /// <summary>Another writer must not change a plant between our look at it and our write. Readers are not held up.</summary>
    public const string Lock = "lock table plants in exclusive mode";

    /// <summary>Rows whose code a later row repeats.</summary>
    public const string DropRepeated = """delete from staged s using staged later where later.code = s.code and later."row" > s."row" """;

    /// <summary>Rows that would write a plant of somebody else. $1: the organization.</summary>
    public const string DropForeign = """
        delete from staged s using plants p where p.code = s.code and p.organization_id is distinct from $1 returning s."row", s.code
        """;

    /// <summary>Rows whose EIC names another plant, or an earlier row's.</summary>
    public const string DropTakenEic = """
        delete from staged s
         where s.eic is not null
           and (exists (select from plants p where p.eic = s.eic and p.code <> s.code)
                or exists (select from staged other where other.eic = s.eic and other."row" < s."row"))
        returning s."row", s.eic
        """;

    /// <summary>Counts: new plants, changed plants, older values to keep.</summary>
    public const string Count = """
        select count(*) filter (where is_new), count(*) filter (where is_changed), count(*) filter (where is_older and differs) from planned
        """;

    /// <summary>The values that are about to be replaced. $1: the person, $2: the import.</summary>
    public const string KeepReplaced = """
        insert into plant_revisions (plant_id, recorded_at, user_id, import_id, superseded, source, source_year, "values", values_hash)
        select p.id, now(), $1, $2, false, p.source, p.source_year, kept.v, md5(kept.v::text)
          from planned n
          join plants p on p.id = n.plant_id
         cross join lateral (
               select jsonb_build_object(
                      'code', p.code, 'name', p.name, 'fuel', p.fuel, 'source_fuel', p.source_fuel, 'capacity_mw', p.capacity_mw,
                      'longitude', p.longitude, 'latitude', p.latitude, 'country', p.country, 'market', p.market,
                      'market_approximate', p.market_approximate, 'zone', p.zone, 'owner', p.owner, 'eic', p.eic,
                      'organization_id', p.organization_id, 'is_yekdem', p.is_yekdem, 'is_res', p.is_res,
                      'commissioning_year', p.commissioning_year, 'source', p.source, 'source_url', p.source_url, 'source_year', p.source_year) as v) kept
         where n.is_changed
        """;

    /// <summary>The rows that are about to be replaced, as they are: a revision lacks what people do not read. $1: the import.</summary>
    public const string KeepForUndo = """
        insert into import_before (import_id, part, earlier_import, before)
        select $1, 'plants', p.import_id, to_jsonb(p) - 'geom' - 'version' from planned n join plants p on p.id = n.plant_id where n.is_changed
        """;

    private readonly string vintage;
    private readonly string[] carried;

    /// <param name="columns">What the file carries.</param>
    /// <param name="vintage">The year that the file describes, or null.</param>
    public PlantMergeSql(PlantColumns columns, int? vintage)
    {
        this.vintage = vintage is { } year ? year.ToString(CultureInfo.InvariantCulture) : "null::integer";
        carried =
        [
            "name", "fuel", "source_fuel", "capacity_mw", "longitude", "latitude",
            .. Optional("country", "country"),
            // Without a column it follows from the place, so it is always there.
            "market", "market_approximate",
            .. Optional("zone", "zone"),
            .. Optional("owner", "owner"),
            .. Optional("eic", "eic"),
            .. Optional("isYekdem", "is_yekdem"),
            .. Optional("isRes", "is_res"),
            .. Optional("commissioningYear", "commissioning_year"),
        ];

        IEnumerable<string> Optional(string field, string column) => columns.Has(field) ? [column] : [];
    }

    /// <summary>
    /// What each staged row would do. A market that somebody named is not replaced by one that follows from the place. An older file never replaces a
    /// newer one's values; a file without a year is older than any with one.
    /// </summary>
    public string Plan => $"""
        create temp table planned on commit drop as
        select m.*,
               m.plant_id is null as is_new,
               not m.is_older and (m.differs or m.is_newer) as is_changed
          from (select v.*,
                       p.id as plant_id,
                       p.id is not null and coalesce({vintage}, 0) < coalesce(p.source_year, 0) as is_older,
                       p.id is not null and coalesce({vintage}, 0) > coalesce(p.source_year, 0) as is_newer,
                       p.id is not null and ({List("p")}) is distinct from ({List("v")}) as differs
                  from (select s."row", s.code, s.name, s.fuel, s.source_fuel, s.capacity_mw, s.longitude, s.latitude, s.country, s.zone, s.owner, s.eic,
                               s.is_yekdem, s.is_res, s.commissioning_year, s.source, s.source_url,
                               case when {MarketStays} then o.market else s.market end as market,
                               case when {MarketStays} then o.market_approximate else s.market_approximate end as market_approximate
                          from staged s
                          left join plants o on o.code = s.code) v
                  left join plants p on p.code = v.code) m
        """;

    /// <summary>New plants. Nobody else can add one meanwhile (see <see cref="Lock"/>), so no conflict needs to be looked for. $1: their organization, $2: the import.</summary>
    public string Add => $"""
        insert into plants (code, name, fuel, source_fuel, capacity_mw, longitude, latitude, country, market, market_approximate, zone, owner, eic,
                            is_yekdem, is_res, commissioning_year, source, source_url, source_year, organization_id, import_id, simulated)
        select code, name, fuel, source_fuel, capacity_mw, longitude, latitude, country, market, market_approximate, zone, owner, eic,
               is_yekdem, is_res, commissioning_year, source, source_url, {vintage}, $1, $2, false
          from planned
         where is_new
         order by "row"
        """;

    /// <summary>Changed plants. $1: the import.</summary>
    public string Replace => $"""
        update plants p set
               {string.Join(", ", carried.Select(column => $"{column} = n.{column}"))},
               source = n.source, source_url = n.source_url, source_year = {vintage}, import_id = $1
          from planned n
         where n.is_changed and p.id = n.plant_id
        """;

    /// <summary>Values of an older file beside a newer plant: kept once, without effect. $1: the person, $2: the import.</summary>
    public string KeepOlder => $"""
        insert into plant_revisions (plant_id, recorded_at, user_id, import_id, superseded, source, source_year, "values", values_hash)
        select n.plant_id, now(), $1, $2, true, n.source, {vintage}, kept.v, md5(kept.v::text)
          from planned n
         cross join lateral (
               select jsonb_build_object('code', n.code, {string.Join(", ", carried.Select(column => $"'{column}', n.{column}"))},
                                         'source', n.source, 'source_url', n.source_url, 'source_year', {vintage}) as v) kept
         where n.is_older and n.differs
            on conflict (plant_id, values_hash) where superseded do nothing
        """;

    private const string MarketStays = "o.market is not null and not o.market_approximate and (s.market is null or s.market_approximate)";

    private string List(string alias) => string.Join(", ", carried.Select(column => $"{alias}.{column}"));
}
