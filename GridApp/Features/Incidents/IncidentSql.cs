using System.Globalization;
using System.Text;
using GridApp.Data;
using GridApp.Domain.Geography;
using GridApp.Domain.Incidents;
using GridApp.Domain.Plants;
using GridApp.Features.Plants;
using Npgsql;

namespace GridApp.Features.Incidents;

/// <summary>Puts the one query together that answers a filter: first which incidents, then everything about those of the page.</summary>
internal sealed class IncidentSql
{
    /// <summary>In a longer span so much overlaps that reading everything once is quicker than looking it up.</summary>
    private static readonly TimeSpan NarrowSpan = TimeSpan.FromDays(31);

    private readonly List<NpgsqlParameter> parameters = [];
    private readonly StringBuilder where = new();
    private readonly IncidentFilter filter;
    private bool needsNames;
    private bool needsDetails;
    private bool needsOut;
    private bool hasOut;
    private bool isNarrow;
    private string from;

    /// <param name="filter">Which.</param>
    /// <param name="plants">Plants whose name has the filter's text in it; asked only when there is one.</param>
    /// <param name="now">Now.</param>
    public IncidentSql(IncidentFilter filter, Func<string, int[]> plants, DateTimeOffset now)
    {
        this.filter = filter;
        Add((filter.At ?? now).ToUniversalTime());
        Add(now.ToUniversalTime());
        from = Incidents + " i";
        Conditions(plants);
    }

    /// <summary>What is out at the moment <c>$1</c>, by incident.</summary>
    private string Out =>
        $"out as (select o.incident_id, sum(o.affected_mw) as affected_mw, min(o.type) as type from incident_segments_at($1, {(filter.Known is null ? "null" : KnownAt)}, $2) o group by o.incident_id)";

    /// <summary>A command whose rows are the total before the limit, then <see cref="IncidentRows.Columns"/>, then whatever <paramref name="more"/> asks.</summary>
    public NpgsqlCommand Command(GridSession session, IncidentSort sort, int limit, int offset, string more = "")
    {
        string key = Key(sort.By);
        string direction = sort.Descending ? "desc" : "asc";

        // The start is never unknown, and without a word about nulls its index gives the order.
        string order = $"key {direction}{(sort.By is IncidentOrder.Start ? "" : " nulls last")}, id {direction}";
        string most = Add(limit);
        string skip = Add(offset);
        string source = $"{from}{(needsNames ? Names : "")}{(needsDetails ? Details : "")}{(needsOut && !hasOut ? OutJoin : "")} where true{where}";

        // What a narrow question finds is carried along; a wide one is counted, and read for the page alone.
        (string found, string total, string page) = isNarrow
            ? ($", matched as (select i.*, {key} as key from {source}), page as (select * from matched order by {order} limit {most} offset {skip})", "matched", "page i")
            : ($", page as (select i.id, {key} as key from {source} order by {order} limit {most} offset {skip})", source, $"page join {Incidents} i using (id)");
        string sql = $"""
            with {Out}{found}
            select (select count(*) from {total})::integer, {IncidentRows.Columns}{more}
              from {page}{IncidentRows.Joins}{OutJoin}
             order by {order.Replace("id ", "i.id ", StringComparison.Ordinal)}
            """;
        NpgsqlCommand command = session.Command(sql);
        command.Parameters.AddRange(parameters.ToArray());
        return command;
    }

    private const string OutJoin = " left join out s on s.incident_id = i.id";

    private const string Names = " left join plants p on p.id = i.plant_id left join lines l on l.id = i.line_id left join plant_units u on u.id = i.unit_id";

    private const string Details = " left join incident_details d on d.incident_id = i.id";

    /// <summary>The incidents as they stand, or as they stood for somebody at <see cref="IncidentFilter.Known"/>.</summary>
    private string Incidents => filter.Known is null ? "incidents" : $"""
        (select x.id, x.plant_id, x.unit_id, x.line_id, x.organization_id, coalesce(k.type, x.type) as type, coalesce(k.affected_mw, x.affected_mw) as affected_mw,
                coalesce(k.start_at, x.start_at) as start_at, case when k.incident_id is null then x.end_at else k.end_at end as end_at,
                case when k.incident_id is null then x.expected_end else k.expected_end end as expected_end,
                case when x.cancelled_at <= {KnownAt} then x.cancelled_at end as cancelled_at, x.follows_id, x.simulated, x.public_record, x.over_capacity, x.source, x.version
           from incidents x
           left join (select s.incident_id, (array_agg(s.type order by s.start_at))[1] as type, max(s.affected_mw) as affected_mw, min(s.start_at) as start_at,
                             case when bool_or(s.end_at is null) then null else max(s.end_at) end as end_at, max(s.expected_end) filter (where s.end_at is null) as expected_end
                        from incident_segments s where s.known_from <= {KnownAt} and (s.known_to is null or s.known_to > {KnownAt}) group by s.incident_id) k on k.incident_id = x.id
          where k.incident_id is not null or x.cancelled_at <= {KnownAt})
        """;

    private string? knownAt;

    private string KnownAt => knownAt ??= Add(filter.Known!.Value.ToUniversalTime());

    private void Conditions(Func<string, int[]> plants)
    {
        if (filter.Start is { } start)
        {
            string first = Add(start.ToUniversalTime());
            And($"(i.end_at > {first} or (i.end_at is null and not ({first} > $2 and i.expected_end > $2 and i.expected_end > i.start_at and i.expected_end <= {first}) is true))");
        }

        if (filter.End is { } end)
            And($"i.start_at < {Add(end.ToUniversalTime())}");
        if (filter is { Start: { } narrowStart, End: { } narrowEnd, Known: null, PlantId: null } && narrowEnd - narrowStart <= NarrowSpan)
        {
            isNarrow = true;
            from = $"incidents_overlapping({Add(narrowStart.ToUniversalTime())}, {Add(narrowEnd.ToUniversalTime())}) n join incidents i on i.id = n.incident_id";
        }

        if (filter.PlantId is { } plant)
            And($"i.plant_id = {Add(plant)}");
        if (filter.LineId is { } line)
            And($"i.line_id = {Add(line)}");
        if (filter.OrganizationId is { } organization)
            And($"i.organization_id = {Add(organization)}");
        if (filter.Simulated is { } simulated)
            And($"i.simulated = {Add(simulated)}");
        Statuses();
        if (filter.Types.Count > 0)
        {
            // The type at the moment, where one is asked for.
            bool isOfMoment = filter.At is not null || hasOut;
            needsOut |= isOfMoment;
            And($"{(isOfMoment ? "coalesce(s.type, i.type)" : "i.type")} = any({Add(filter.Types.Select(type => type.Code()).ToArray())})");
        }

        if (filter.Fuels.Count > 0)
        {
            needsNames = true;
            And($"p.fuel = any({Add(filter.Fuels.Select(fuel => fuel.Code()).ToArray())})");
        }

        Markets();
        if (filter.Box is { } box)
            Box(box);
        if (filter.Text is { } text)
            Text(text, plants(text));
    }

    private void Statuses()
    {
        IReadOnlyList<IncidentStatus> statuses = filter.EffectiveStatuses;
        if (statuses.Count == 0)
            return;
        if (statuses is [IncidentStatus.Active])
        {
            isNarrow = true;
            hasOut = true;
            from = $"out s join {Incidents} i on i.id = s.incident_id";
            return;
        }

        needsOut = true;
        And($"({IncidentRows.Status}) = any({Add(statuses.Select(status => status.Code()).ToArray())})");
    }

    private void Markets()
    {
        if (filter.Markets.Count == 0)
            return;
        needsNames = true;
        string market = "(case when i.line_id is null then p.market else l.market end)";
        string named = $"{market} = any({Add(filter.Markets.ToArray())})";
        And(filter.Markets.Contains(PlantFilter.NoMarket) ? $"({named} or {market} is null)" : named);
    }

    private void Box(BoundingBox box)
    {
        needsNames = true;
        (string west, string east, string south, string north) = (Add(box.West), Add(box.East), Add(box.South), Add(box.North));
        bool crosses = box.West > box.East;
        string longitude = crosses
            ? $"(p.longitude >= {west} or p.longitude <= {east})"
            : $"(p.longitude between {west} and {east}{(box.West == -180 ? " or p.longitude = 180" : "")})";
        string touches = crosses
            ? $"(l.path && st_makeenvelope({west}, {south}, 180, {north}, 4326) or l.path && st_makeenvelope(-180, {south}, {east}, {north}, 4326))"
            : $"l.path && st_makeenvelope({west}, {south}, {east}, {north}, 4326)";
        And($"((p.latitude between {south} and {north} and {longitude}) or {touches})");
    }

    private void Text(string text, int[] plants)
    {
        needsNames = true;
        needsDetails = true;
        string pattern = Add("%" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%");
        And($"(i.plant_id = any({Add(plants)}) or l.name ilike {pattern} or d.reason ilike {pattern} or d.cause_code ilike {pattern} or d.description ilike {pattern})");
    }

    private string Key(IncidentOrder by)
    {
        needsNames |= by is IncidentOrder.Capacity or IncidentOrder.Name or IncidentOrder.Fuel or IncidentOrder.Market;
        needsOut |= by is IncidentOrder.AffectedMw or IncidentOrder.Status or IncidentOrder.Type;
        return by switch
        {
            IncidentOrder.End => "coalesce(i.end_at, i.expected_end)",
            IncidentOrder.AffectedMw => "coalesce(s.affected_mw, i.affected_mw)",
            IncidentOrder.Capacity => "coalesce(u.capacity_mw, p.capacity_mw, l.limit_mw)",
            IncidentOrder.Name => "lower(coalesce(p.name, l.name))",
            IncidentOrder.Type => "coalesce(s.type, i.type)",
            IncidentOrder.Fuel => "p.fuel",
            IncidentOrder.Market => "case when i.line_id is null then p.market else l.market end",
            IncidentOrder.Status => IncidentRows.Status,
            _ => "i.start_at",
        };
    }

    private void And(string condition) => where.Append(" and ").Append(condition);

    private string Add<T>(T value)
    {
        parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return "$" + parameters.Count.ToString(CultureInfo.InvariantCulture);
    }
}
