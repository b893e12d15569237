namespace GridApp.Importing.Prices;

/// <summary>The layouts that are known. The first that recognises a file reads it, so a market's own come before anybody's.</summary>
internal static class PriceLayouts
{
    public static IReadOnlyList<PriceLayout> All { get; } = 
    [
        new OasisPrices(), new ContourPrices(), new CaisoNodes(), new PjmPrices(), new IsoNePrices(), new IsoNeNodes(), new NyisoPrices(), new SppPrices(), new CsvPrices(), new CsvNodes(),
    ];

    /// <summary>Formats that some layout has.</summary>
    public static bool Has(string format) => format == "auto" || All.Any(layout => layout.Format == format);

    /// <summary>The layout of a file.</summary>
    /// <param name="format">What the person said it is; <c>auto</c>: find out.</param>
    /// <exception cref="UnreadableFileException">None that was asked for.</exception>
    public static PriceLayout Of(FileHead head, string format)
    {
        var found = All.FirstOrDefault(layout => layout.Recognises(head));
        if (found is not null && (format == "auto" || found.Format == format))
            return found;
        if (found is null && head.Start.TrimStart('\uFEFF', ' ', '\r', '\n', '\t').StartsWith('<'))
            throw new UnreadableFileException($"'{head.Name}' is XML. OASIS answers so when it has no data for a question, or when the question was wrong; ask it for CSV (resultformat=6) and look what it says.");
        throw new UnreadableFileException(found is not null
            ? $"'{head.Name}' holds {found.Words}, but the format was said to be {format}; send it as {found.Format} or auto."
            : $"'{head.Name}' is in none of the layouts of prices or nodes that are known ({string.Join(", ", All.Select(layout => layout.Words))}). {head.Seen} A mapping can name the columns of a CSV.");
    }
}
