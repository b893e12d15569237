namespace GridApp.Importing.Series;

/// <summary>One value set of a series, as a file has it.</summary>
/// <param name="Row">Its row in the file, the header being 1. A row in several currencies gives several of these.</param>
/// <param name="Market">Market code; empty for a plant's generation.</param>
/// <param name="Key">Currency, or the word that names the plant; empty for consumption.</param>
/// <param name="Time">Start of the interval.</param>
/// <param name="Label">The time as the file writes it.</param>
/// <param name="Minutes">Length of the interval, where the file says so.</param>
/// <param name="A">The dataset's first value, or null.</param>
/// <param name="B">The second.</param>
/// <param name="C">The third.</param>
/// <param name="Interim">The price is not final.</param>
internal readonly record struct SeriesRow(
    int Row, string Market, string Key, SeriesTime Time, string Label, short? Minutes, double? A, double? B, double? C, bool Interim);
