using GridApp.Domain.Incidents;
using GridApp.Domain.Markets;
using GridApp.Domain.Plants;
using GridApp.Importing.Files;

namespace GridApp.Importing.Incidents;

/// <summary>
/// Reads CAISO's "prior trade day curtailed and non-operational generators": several rows per outage (MRID), one per curtailment of a day, in Pacific local time.
/// There is no publication time: a row counts as known at the end of the local day that it starts on.
/// </summary>
internal sealed class CaisoReader : IOutageReader
{
    public const string SourceName = "CAISO curtailed and non-operational generators";
    private const string MarketCode = "CAISO";
    private const string CodePrefix = "CAISO:";

    private static readonly FieldVocabulary Vocabulary = new(
        "CAISO's outages", ["key", "resource", "name", "type", "nature", "start", "end", "mw", "pmax"],
        new(StringComparer.Ordinal)
        {
            ["key"] = ["OUTAGE MRID"],
            ["resource"] = ["RESOURCE ID"],
            ["name"] = ["RESOURCE NAME"],
            ["type"] = ["OUTAGE TYPE"],
            ["nature"] = ["NATURE OF WORK"],
            ["start"] = ["CURTAILMENT START DATE TIME"],
            ["end"] = ["CURTAILMENT END DATE TIME"],
            ["mw"] = ["CURTAILMENT MW"],
            ["pmax"] = ["RESOURCE PMAX MW"],
        });

    private readonly RowCells cells;
    private readonly OutageTimes times;
    private readonly ImportTally tally;
    private readonly LocalClock clock = new(TimeZoneInfo.FindSystemTimeZoneById(MarketCatalogue.Find(MarketCode)!.TimeZone));
    private readonly Dictionary<string, string> codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OutageResource> resources = new(StringComparer.Ordinal);
    private readonly HashSet<string> resized = new(StringComparer.Ordinal);

    /// <exception cref="UnreadableFileException">The header is another one.</exception>
    public CaisoReader(CsvTable table, IReadOnlyDictionary<string, string>? mapping, ImportTally tally)
    {
        var columns = FieldColumns.Of(Vocabulary, table.Header, mapping, table.Delimiter);
        cells = new RowCells(table, columns, tally);
        times = new OutageTimes(cells, tally);
        this.tally = tally;
        (PlantColumn, KeyColumn) = (columns.NameOf("resource"), columns.NameOf("key"));
    }

    public string Source => SourceName;

    public bool Accumulates => true;

    public string PlantColumn { get; }

    public string KeyColumn { get; }

    public IReadOnlyDictionary<string, OutageResource> Resources => resources;

    /// <summary>Whether a header is this layout's.</summary>
    public static bool Recognizes(IReadOnlyList<string> header)
    {
        var fields = header.Select(Vocabulary.FieldOf).ToHashSet(StringComparer.Ordinal);
        return Vocabulary.Required.All(fields.Contains);
    }

    public OutageRow? Next()
    {
        while (cells.Next())
        {
            if (Accept() is { } row)
                return row;
        }

        return null;
    }

    private OutageRow? Accept()
    {
        if (!cells.Required("key", 100, out var key) || !cells.Required("resource", PlantRules.MaxCodeLength - CodePrefix.Length, out var resource)
            || !cells.Required("name", PlantRules.MaxNameLength, out var name) || !Type(out var type) || !cells.Optional("nature", 100, out var nature)
            || !times.Read(clock, minuteToMidnight: true, out var start, out var end) || !Mw(out var mw) || !Pmax(out var pmax))
        {
            return null;
        }

        if (end is null)
        {
            cells.Reject("end", "", "This is missing.");
            return null;
        }

        if (mw > pmax + CapacityLeft.Dust)
            tally.Warn("Rows take more MW than the resource's PMAX; they are kept as published.");
        var code = CodeOf(resource);
        Describe(code, new OutageResource(name, pmax, MarketCode, start));
        return new OutageRow(cells.Row, key, code, type, nature, nature, null, start, end, null, mw, clock.EndOfDay(start));
    }

    private bool Type(out IncidentType type)
    {
        var word = cells.Word("type");
        type = "PLANNED".Equals(word, StringComparison.OrdinalIgnoreCase) ? IncidentType.Planned : IncidentType.Forced;
        return type is IncidentType.Planned || "FORCED".Equals(word, StringComparison.OrdinalIgnoreCase) || cells.Reject("type", word, "The type is neither FORCED nor PLANNED.");
    }

    private bool Mw(out double mw) =>
        cells.Number("mw", out mw) && (mw > 0 || cells.Reject("mw", cells.Word("mw"), "An outage takes more than 0 MW."))
        && (mw <= PlantRules.MaxCapacityMw || cells.Reject("mw", cells.Word("mw"), "These are more MW than any plant has."));

    private bool Pmax(out double mw) =>
        cells.Number("pmax", out mw) && (mw is >= 0 and <= PlantRules.MaxCapacityMw || cells.Reject("pmax", cells.Word("pmax"), "This is no capacity in MW."));

    private string CodeOf(string resource)
    {
        if (!codes.TryGetValue(resource, out var code))
            codes.Add(resource, code = CodePrefix + resource);
        return code;
    }

    private void Describe(string code, OutageResource resource)
    {
        if (resources.TryGetValue(code, out var known))
        {
            if (known.CapacityMw != resource.CapacityMw && resized.Add(code))
                tally.Warn("Resources change their PMAX within the file; the one of the row that starts last counts.");
            if (resource.LastStart < known.LastStart || (known.CapacityMw == resource.CapacityMw && known.Name == resource.Name && resource.LastStart == known.LastStart))
                return;
        }

        resources[code] = resource;
    }
}
