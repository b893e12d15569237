using System.Globalization;

namespace GridApp.Features.Plants;

/// <summary>The texts of the plant's form as they are typed, by the API's field names. Numbers are invariant, as the browser's number fields give them.</summary>
public sealed class PlantFields
{
    public const string Code = "code";
    public const string Name = "name";
    public const string Fuel = "fuel";
    public const string SourceFuel = "sourceFuel";
    public const string Capacity = "capacityMw";
    public const string Latitude = "latitude";
    public const string Longitude = "longitude";
    public const string Market = "market";
    public const string Country = "country";
    public const string Zone = "zone";
    public const string Owner = "owner";
    public const string Eic = "eic";
    public const string Organization = "organizationId";
    public const string Yekdem = "isYekdem";
    public const string Res = "isRes";
    public const string Year = "commissioningYear";

    private const string Yes = "true";

    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    public List<PlantUnitFields> Units { get; private init; } = [];

    /// <summary>What is typed; empty when nothing is.</summary>
    public string this[string field]
    {
        get => texts.GetValueOrDefault(field, "");
        set => texts[field] = value;
    }

    /// <summary>What the units add up to, MW; what is no number counts nothing.</summary>
    public double UnitSum => Units.Sum(unit => Number(unit.Capacity) ?? 0);

    public static PlantFields Of(PlantDraft draft)
    {
        var fields = new PlantFields
        {
            Units = [.. draft.Units.Select(unit => new PlantUnitFields { Id = unit.Id, Code = unit.Code ?? "", Eic = unit.Eic ?? "", Capacity = Text(unit.CapacityMw) })],
        };
        foreach ((string field, string text) in new[]
        {
            (Code, draft.Code ?? ""), (Name, draft.Name ?? ""), (Fuel, draft.Fuel ?? ""), (SourceFuel, draft.SourceFuel ?? ""), (Capacity, Text(draft.CapacityMw)),
            (Latitude, Text(draft.Latitude)), (Longitude, Text(draft.Longitude)), (Market, draft.Market ?? ""), (Country, draft.Country ?? ""), (Zone, draft.Zone ?? ""),
            (Owner, draft.Owner ?? ""), (Eic, draft.Eic ?? ""), (Organization, Text(draft.OrganizationId)), (Yekdem, draft.IsYekdem ? Yes : ""), (Res, draft.IsRes ? Yes : ""),
            (Year, Text(draft.CommissioningYear)),
        })
        {
            fields[field] = text;
        }

        return fields;
    }

    public bool IsOn(string field) => this[field] == Yes;

    public void Set(string field, bool on) => this[field] = on ? Yes : "";

    /// <summary>The draft that the texts mean. A text that is no number means one that no plant has, so that its rule tells.</summary>
    public PlantDraft Read() => new()
    {
        Code = this[Code],
        Name = this[Name],
        Fuel = this[Fuel],
        SourceFuel = this[SourceFuel],
        CapacityMw = Number(this[Capacity]),
        Latitude = Number(this[Latitude]),
        Longitude = Number(this[Longitude]),
        Market = this[Market],
        Country = this[Country].Trim().ToUpperInvariant(),
        Zone = this[Zone],
        Owner = this[Owner],
        Eic = this[Eic].Trim().ToUpperInvariant(),
        OrganizationId = Whole(this[Organization]),
        IsYekdem = IsOn(Yekdem),
        IsRes = IsOn(Res),
        CommissioningYear = this[Year].Trim().Length == 0 ? null : Whole(this[Year]) ?? 0,
        Units = [.. Units.Select(unit => new PlantUnitDraft { Id = unit.Id, Code = unit.Code, Eic = unit.Eic.Trim().ToUpperInvariant(), CapacityMw = Number(unit.Capacity) })],
    };

    /// <summary>Mine over theirs: a field that I left as I had read it becomes what it is now.</summary>
    /// <param name="read">What both began with.</param>
    /// <param name="theirs">What there is now.</param>
    public PlantFields Over(PlantFields read, PlantFields theirs)
    {
        var merged = new PlantFields { Units = Same(Units, read.Units) ? Copy(theirs.Units) : Copy(Units) };
        foreach (string field in texts.Keys.Union(theirs.texts.Keys))
            merged[field] = this[field] == read[field] ? theirs[field] : this[field];
        return merged;
    }

    /// <summary>The fields that differ; units count as one, by the name <c>units</c>.</summary>
    public IReadOnlyList<string> Differences(PlantFields other)
    {
        List<string> names = [.. texts.Keys.Where(field => this[field] != other[field])];
        if (!Same(Units, other.Units))
            names.Add("units");
        return names;
    }

    private static bool Same(List<PlantUnitFields> x, List<PlantUnitFields> y) =>
        x.Count == y.Count && x.Zip(y).All(pair => (pair.First.Code, pair.First.Eic, pair.First.Capacity) == (pair.Second.Code, pair.Second.Eic, pair.Second.Capacity));

    private static List<PlantUnitFields> Copy(List<PlantUnitFields> units) => [.. units.Select(unit => new PlantUnitFields { Id = unit.Id, Code = unit.Code, Eic = unit.Eic, Capacity = unit.Capacity })];

    private static string Text<T>(T? number)
        where T : struct, IFormattable => number?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static double? Number(string text) => text.Trim().Length == 0
        ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;

    private static int? Whole(string text) => int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;
}

/// <summary>The texts of one unit.</summary>
public sealed class PlantUnitFields
{
    /// <summary>Of a unit that the plant has already.</summary>
    public int? Id { get; init; }

    public string Code { get; set; } = "";

    public string Eic { get; set; } = "";

    public string Capacity { get; set; } = "";
}
