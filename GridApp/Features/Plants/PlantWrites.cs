using GridApp.Data;
using GridApp.Domain;
using NpgsqlTypes;
using Npgsql;

namespace GridApp.Features.Plants;

/// <summary>The statements that creating and changing a plant share.</summary>
internal static class PlantWrites
{
    /// <summary>What people are told where values come from once somebody has written them here.</summary>
    public const string EnteredHere = "Entered in GridApp";

    private const string Insert = """
        insert into plants (code, name, fuel, source_fuel, capacity_mw, longitude, latitude, country, market, market_approximate, zone, owner, eic,
                            organization_id, simulated, is_yekdem, is_res, commissioning_year, source, source_year)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, false, $15, $16, $17, $18, $19)
        returning id
        """;

    private const string Update = """
        update plants
           set code = $1, name = $2, fuel = $3, source_fuel = $4, capacity_mw = $5, longitude = $6, latitude = $7, country = $8, market = $9,
               market_approximate = $10, zone = $11, owner = $12, eic = $13, organization_id = $14, is_yekdem = $15, is_res = $16,
               commissioning_year = $17, source = $18, source_year = $19
         where id = $20
        returning id
        """;

    /// <summary>The values of plant p as a revision keeps them: what an import keeps, and the units.</summary>
    public const string Values = """
        jsonb_build_object(
            'code', p.code, 'name', p.name, 'fuel', p.fuel, 'source_fuel', p.source_fuel, 'capacity_mw', p.capacity_mw,
            'longitude', p.longitude, 'latitude', p.latitude, 'country', p.country, 'market', p.market,
            'market_approximate', p.market_approximate, 'zone', p.zone, 'owner', p.owner, 'eic', p.eic,
            'organization_id', p.organization_id, 'is_yekdem', p.is_yekdem, 'is_res', p.is_res,
            'commissioning_year', p.commissioning_year, 'source', p.source, 'source_url', p.source_url, 'source_year', p.source_year,
            'units', (select coalesce(jsonb_agg(jsonb_build_object('code', u.code, 'eic', u.eic, 'capacity_mw', u.capacity_mw) order by u.code), '[]')
                        from plant_units u where u.plant_id = p.id))
        """;

    /// <summary>The values as they are, kept before they change.</summary>
    private const string KeepRevision = $"""
        insert into plant_revisions (plant_id, recorded_at, user_id, superseded, source, source_year, "values", values_hash)
        select p.id, $2, $3, false, p.source, p.source_year, kept.v, md5(kept.v::text)
          from plants p
         cross join lateral (
               select {Values} as v) kept
         where p.id = $1
        """;

    public static Task<int> InsertAsync(GridSession session, PlantDraft draft, string source, int sourceYear, CancellationToken cancellation) =>
        WriteAsync(session, Insert, draft, marketApproximate: false, source, sourceYear, id: null, cancellation);

    public static Task<int> UpdateAsync(GridSession session, int id, PlantDraft draft, bool marketApproximate, string source, int sourceYear, CancellationToken cancellation) =>
        WriteAsync(session, Update, draft, marketApproximate, source, sourceYear, id, cancellation);

    public static async Task KeepRevisionAsync(GridSession session, int id, DateTimeOffset now, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = session.Command(KeepRevision);
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        command.Parameters.Add(new NpgsqlParameter { Value = now.ToUniversalTime() });
        command.Parameters.Add(Nullable(session.Actor.UserId, NpgsqlDbType.Integer));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Makes the plant's units those of the draft. Units that stay keep their numbers: incidents point at them.</summary>
    public static async Task WriteUnitsAsync(GridSession session, int plantId, IReadOnlyList<PlantUnitDetail> current, IReadOnlyList<PlantUnitDraft> wanted, CancellationToken cancellation)
    {
        (PlantUnitDraft Unit, int? Id)[] units = [.. wanted.Select(unit => (unit, unit.Id ?? current.FirstOrDefault(known => known.Code == unit.Code)?.Id))];
        int[] gone = [.. current.Select(known => known.Id).Except(units.Where(unit => unit.Id is not null).Select(unit => unit.Id!.Value))];
        if (gone.Length > 0)
            await RunAsync(session, "delete from plant_units where plant_id = $1 and id = any($2)", cancellation, Number(plantId), new NpgsqlParameter { Value = gone });
        foreach ((PlantUnitDraft unit, int? id) in units)
        {
            NpgsqlParameter[] values = [Number(plantId), Text(unit.Code), Text(unit.Eic), new() { Value = unit.CapacityMw!.Value }];
            if (id is { } known)
                await RunAsync(session, "update plant_units set code = $2, eic = $3, capacity_mw = $4 where plant_id = $1 and id = $5", cancellation, [.. values, Number(known)]);
            else
                await RunAsync(session, "insert into plant_units (plant_id, code, eic, capacity_mw) values ($1, $2, $3, $4)", cancellation, values);
        }
    }

    /// <summary>The expected failure behind a refused statement, or null when it is none.</summary>
    public static Failure? FailureOf(PostgresException refused)
    {
        bool ofUnits = refused.TableName == "plant_units";
        bool eic = refused.ConstraintName?.Contains("eic", StringComparison.OrdinalIgnoreCase) == true;
        return refused.SqlState switch
        {
            PostgresErrorCodes.UniqueViolation when ofUnits => new Conflict(eic ? "Another unit has the EIC of one of these units." : "Two units would have one code.") { Field = "units" },
            PostgresErrorCodes.UniqueViolation => new Conflict(eic ? "Another plant has this EIC." : "Another plant has this code.") { Field = eic ? "eic" : "code" },
            PostgresErrorCodes.ForeignKeyViolation => new Invalid("organizationId", "There is no such organization."),
            PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => new Conflict("Somebody else changed the same moment; read the plant again and repeat."),
            _ => null,
        };
    }

    private static async Task<int> WriteAsync(GridSession session, string sql, PlantDraft draft, bool marketApproximate, string source, int sourceYear, int? id, CancellationToken cancellation)
    {
        await using NpgsqlCommand command = session.Command(sql);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            Text(draft.Code), Text(draft.Name), Text(draft.Fuel), Text(draft.SourceFuel),
            new() { Value = draft.CapacityMw!.Value },
            Nullable(draft.Longitude, NpgsqlDbType.Double), Nullable(draft.Latitude, NpgsqlDbType.Double),
            Text(draft.Country), Text(draft.Market), new() { Value = marketApproximate }, Text(draft.Zone), Text(draft.Owner), Text(draft.Eic),
            Nullable(draft.OrganizationId, NpgsqlDbType.Integer),
            new() { Value = draft.IsYekdem }, new() { Value = draft.IsRes },
            Nullable(draft.CommissioningYear, NpgsqlDbType.Integer), Text(source), Number(sourceYear),
        ]);
        if (id is { } known)
            command.Parameters.Add(Number(known));
        return (int)(await command.ExecuteScalarAsync(cancellation)
            ?? throw new InvalidOperationException("The plant was locked for this change and is gone."));
    }

    private static async Task RunAsync(GridSession session, string sql, CancellationToken cancellation, params NpgsqlParameter[] parameters)
    {
        await using NpgsqlCommand command = session.Command(sql);
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Number(int number) => new() { Value = number };

    private static NpgsqlParameter Nullable<T>(T? value, NpgsqlDbType type)
        where T : struct => new() { Value = value is { } known ? known : DBNull.Value, NpgsqlDbType = type };
}
