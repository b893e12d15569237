using GridApp.Domain.Incidents;
using GridApp.Domain.Markets;
using GridApp.Domain.Plants;
using GridApp.Importing.Files;

namespace GridApp.Importing.Incidents;

/// <summary>Reads outages of any source: columns by their usual names or by a mapping, plants by their codes.</summary>
internal sealed class CsvOutageReader : IOutageReader
{
    public const string SourceName = "CSV import";

    private static readonly FieldVocabulary Vocabulary = new(
        "outages", ["outageId", "plantCode", "type", "start", "affectedMw"],
        new(StringComparer.Ordinal)
        {
            ["outageId"] = ["incident_id", "outage_mrid", "mrid", "outage_number", "id"],
            ["plantCode"] = ["asset_id", "plant_id", "resource_id", "plant", "gppd_idnr", "code"],
            ["type"] = ["outage_type", "incident_type"],
            ["start"] = ["start_time", "start_at", "start_date", "start_datetime", "outage_start"],
            ["end"] = ["end_time", "end_at", "end_date", "end_datetime", "outage_end", "actual_end"],
            ["expectedEnd"] = ["expected_end_time", "estimated_end", "planned_end"],
            ["status"] = ["outage_status"],
            ["affectedMw"] = ["capacity_reduction_mw", "affected_capacity_mw", "curtailment_mw", "reduction_mw", "unavailable_mw", "outage_mw", "mw"],
            ["causeCode"] = ["cause"],
            ["reason"] = ["nature_of_work"],
            ["description"] = ["comment", "comments", "remarks", "notes"],
            ["market"] = ["iso_region", "iso", "rto"],
        });

    /// <summary>The fields, for whoever maps columns by hand.</summary>
    public static DatasetFields Described { get; } = DatasetFields.Of(ImportVocabulary.Incidents, Vocabulary);

    private readonly RowCells cells;
    private readonly OutageTimes times;
    private readonly ImportTally tally;
    private readonly Market? market;
    private readonly DateTimeOffset now;
    private readonly Dictionary<string, LocalClock> clocks = new(StringComparer.Ordinal);

    /// <param name="market">Whose local time it is where times have no zone and the row names no market; or null.</param>
    /// <param name="now">The time of the import: before it nobody knew here what the file says.</param>
    /// <exception cref="UnreadableFileException">Columns are missing.</exception>
    public CsvOutageReader(CsvTable table, IReadOnlyDictionary<string, string>? mapping, Market? market, DateTimeOffset now, ImportTally tally)
    {
        var columns = FieldColumns.Of(Vocabulary, table.Header, mapping, table.Delimiter);
        cells = new RowCells(table, columns, tally);
        times = new OutageTimes(cells, tally);
        this.tally = tally;
        this.market = market;
        this.now = now;
        (PlantColumn, KeyColumn) = (columns.NameOf("plantCode"), columns.NameOf("outageId"));
    }

    public string Source => SourceName;

    public bool Accumulates => false;

    public string PlantColumn { get; }

    public string KeyColumn { get; }

    public IReadOnlyDictionary<string, OutageResource> Resources { get; } = new Dictionary<string, OutageResource>();

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
        var clock = Clock();
        if (!cells.Required("outageId", 100, out var key) || !cells.Required("plantCode", PlantRules.MaxCodeLength, out var plant) || !Type(out var type)
            || !cells.Optional("reason", 500, out var reason) || !cells.Optional("causeCode", 100, out var cause) || !cells.Optional("description", 4000, out var description)
            || !times.Read(clock, minuteToMidnight: false, out var start, out var end)
            || !times.Read("expectedEnd", clock, out var expected) || !Mw(out var mw) || !Status(start, end, out var cancelled))
        {
            return null;
        }

        if (expected <= start)
        {
            cells.Reject("expectedEnd", cells.Word("expectedEnd"), "The expected end does not come after the start.");
            return null;
        }

        return new OutageRow(cells.Row, key, plant, type, reason, cause, description, start, end, expected, mw, now, cancelled);
    }

    private bool Type(out IncidentType type)
    {
        var word = cells.Word("type");
        var found = OutageWords.Type(word);
        type = found ?? IncidentType.Forced;
        return found is not null || cells.Reject("type", word ?? "", "The type is none of forced, planned, maintenance and derate.");
    }

    private bool Mw(out double mw) =>
        cells.Number("affectedMw", out mw) && (mw > 0 || cells.Reject("affectedMw", cells.Word("affectedMw"), "An outage takes more than 0 MW."))
        && (mw <= PlantRules.MaxCapacityMw || cells.Reject("affectedMw", cells.Word("affectedMw"), "These are more MW than any plant has."));

    /// <summary>The clock for times without a zone; null when neither the row nor the import names a market that is known.</summary>
    private LocalClock? Clock()
    {
        var named = cells.Word("market") is { } word ? MarketCatalogue.FromSource(word) : market;
        if (named is null)
            return null;
        if (!clocks.TryGetValue(named.TimeZone, out var clock))
            clocks.Add(named.TimeZone, clock = new LocalClock(TimeZoneInfo.FindSystemTimeZoneById(named.TimeZone)));
        return clock;
    }

    /// <summary>The status follows from the times; the file's word only tells a cancelled outage, and whether the row contradicts itself.</summary>
    private bool Status(DateTimeOffset start, DateTimeOffset? end, out bool cancelled)
    {
        cancelled = false;
        var word = cells.Word("status");
        if (word is null)
            return true;
        if (OutageWords.Status(word) is not { } said)
        {
            tally.Warn($"The status '{(word.Length > 40 ? word[..40] + "..." : word).Replace('\0', '\uFFFD')}' is not known; the status follows from the times.");
            return true;
        }

        cancelled = said is IncidentStatus.Cancelled;
        if (said is IncidentStatus.Completed && end is null)
            return cells.Reject("status", word, "A completed outage needs its end.");
        if (!cancelled && said != IncidentStatuses.At(start, end, null, now))
            tally.Warn("Rows name a status that their times contradict today; the status follows from the times.");
        return true;
    }
}
