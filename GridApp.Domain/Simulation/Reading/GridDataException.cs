namespace GridApp.Domain.Simulation.Reading;

/// <summary>A source file is not what it should be; the message names file, row and column. Readers turn it into <see cref="Unreadable"/>.</summary>
internal sealed class GridDataException(string message) : Exception(message);
