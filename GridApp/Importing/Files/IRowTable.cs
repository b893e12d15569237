namespace GridApp.Importing.Files;

/// <summary>Rows of text under a header, read forward once, whatever the file is written in.</summary>
internal interface IRowTable
{
    /// <summary>Names of the columns, as the file writes them.</summary>
    IReadOnlyList<string> Header { get; }

    /// <summary>The current row's number as a person counts it.</summary>
    int Row { get; }

    /// <summary>Why the current row cannot be read at all, in a sentence; null when it can.</summary>
    string? Fault { get; }

    /// <summary>A cell of the current row, as the file has it; empty beyond the last.</summary>
    string this[int column] { get; }

    /// <summary>Goes to the next row; false at the end.</summary>
    /// <exception cref="UnreadableFileException">The rest of the file cannot be told apart.</exception>
    bool Next();
}
