using GridApp.Domain.Geography;
using GridApp.Domain.Markets;
using GridApp.Importing.Files;

namespace GridApp.Importing.Geography;

/// <summary>Turns rows with shapes into zones, and sorts out those that break a rule.</summary>
internal sealed class ZoneRowReader
{
    private const int MaxSourceLength = 300;

    private readonly DatasetFile file;
    private readonly FieldColumns columns;
    private readonly RowCells cells;
    private readonly ShapeReader shapes;
    private readonly ImportTally tally;

    public ZoneRowReader(GeographyFile opened, DatasetFile file, ImportTally tally)
    {
        this.file = file;
        this.tally = tally;
        columns = opened.Columns;
        cells = new RowCells(opened.Table, columns, tally);
        shapes = new ShapeReader(opened.Table, cells, columns, tally);
    }

    /// <summary>The next zone; null at the end of the file. Rejected rows on the way are in the tally.</summary>
    /// <exception cref="UnreadableFileException">The rest of the file cannot be told apart.</exception>
    public ZoneRow? Next()
    {
        while (cells.Next())
        {
            if (Accept() is { } row)
                return row;
        }

        return null;
    }

    private ZoneRow? Accept()
    {
        if (!shapes.Read(out Shape? shape) || !Approximate(out bool approximate))
            return null;
        string? code = cells.Word("code") ?? cells.Word("zoneName") ?? cells.Word("featureId") ?? cells.Word("name");
        ElectricityMapsZone? key = columns["countryKey"] >= 0 && code is not null ? ElectricityMapsZone.Of(code) : null;
        Market? market = MarketOf(code, key);
        string type = cells.Word("type") ?? TypeOf(code, market, key, shape);
        string? name = cells.Word("name") ?? NameOf(code, type, market);
        if (ZoneRules.Check(new ZoneFacts(code, name, type, shape, cells.Word("parent"))) is [var fault, ..])
        {
            cells.Reject(fault.Field, fault.Field switch { "geometry" => null, "code" => code, "name" => name, _ => cells.Word(fault.Field) }, fault.Sentence);
            return null;
        }

        if (shapes.Place(shape!, market) is not { } placed)
            return null;
        string source = cells.Word("source") ?? file.FileName;
        return new ZoneRow(
            cells.Row, market?.Code, code!, name!, ZoneTypes.FromSource(type)!.Value.Code(), cells.Word("parent"), source.Length > MaxSourceLength ? source[..MaxSourceLength] : source,
            approximate, market?.Simulated == true, placed);
    }

    private Market? MarketOf(string? code, ElectricityMapsZone? key)
    {
        if (cells.Word("market") is { } word)
        {
            Market? named = MarketCatalogue.FromSource(word);
            if (named is null)
                tally.Warn($"The market '{(word.Length > 40 ? word[..40] + "..." : word)}' is not known; the zones are without a market.");
            return named;
        }

        // A European bidding zone is its own market.
        return file.Market ?? (key is { } known ? known.Market : MarketCatalogue.Find(code));
    }

    private string TypeOf(string? code, Market? market, ElectricityMapsZone? key, Shape? shape)
    {
        if (shape?.Kind == ShapeKind.Point)
            return ZoneType.Hub.Code();
        if (key is { } known)
            return known.Type.Code();
        if (file.Format == "entsoe" || market is { Currency: not "USD" })
            return ZoneType.BiddingZone.Code();
        if (market is not null && code == market.Code)
            return ZoneType.IsoBoundary.Code();
        tally.Warn("The file does not say what type these zones are; they are taken for load zones.");
        return ZoneType.LoadZone.Code();
    }

    /// <summary>Where the only word is a key, a zone that is a whole market is called as the market is.</summary>
    private string? NameOf(string? code, string type, Market? market)
    {
        if (cells.Word("zoneName") is { } name && name != code)
            return name;
        return market is not null && ZoneTypes.FromSource(type) is ZoneType.IsoBoundary or ZoneType.BiddingZone && (code == market.Code || columns["countryKey"] >= 0) ? market.Name : code;
    }

    private bool Approximate(out bool approximate)
    {
        string? word = cells.Word("approximate");
        approximate = word is "1" || string.Equals(word, "true", StringComparison.OrdinalIgnoreCase) || string.Equals(word, "yes", StringComparison.OrdinalIgnoreCase);
        return approximate || word is null or "0" || word.Equals("false", StringComparison.OrdinalIgnoreCase) || word.Equals("no", StringComparison.OrdinalIgnoreCase)
            || cells.Reject("approximate", word, "This is neither true nor false.");
    }
}
