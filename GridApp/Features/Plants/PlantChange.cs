using System.Text.Json;

namespace GridApp.Features.Plants;

/// <summary>One step of a plant's history.</summary>
/// <param name="RecordedAt">When, UTC.</param>
/// <param name="Person">Who, as far as the reader may know; null otherwise.</param>
/// <param name="ByImport">An import did it.</param>
/// <param name="ImportFile">Which file, as far as the reader may know.</param>
/// <param name="Superseded">Values of an older source that never took effect.</param>
/// <param name="Source">Where the older values came from.</param>
/// <param name="SourceYear">Year that they describe.</param>
/// <param name="Fields">What was different, in the order of the columns.</param>
public sealed record PlantChange(
    DateTimeOffset RecordedAt, string? Person, bool ByImport, string? ImportFile, bool Superseded, string? Source, int? SourceYear, IReadOnlyList<FieldChange> Fields);

/// <summary>A column with two values.</summary>
/// <param name="Field">Name of the column.</param>
/// <param name="Old">The value that was replaced, or that the older source has.</param>
/// <param name="New">The value that took its place.</param>
public sealed record FieldChange(string Field, JsonElement Old, JsonElement New);
