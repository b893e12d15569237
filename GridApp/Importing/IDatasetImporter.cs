using GridApp.Data;

namespace GridApp.Importing;

/// <summary>Brings files of one kind into the database.</summary>
internal interface IDatasetImporter
{
    /// <summary>Whether this importer is the one for the dataset in the format.</summary>
    bool Takes(string dataset, string format);

    /// <summary>Reads the file and writes what is good in it, all within the session's transaction.</summary>
    /// <param name="session">On behalf of whoever sent the file. The caller commits.</param>
    /// <param name="tally">What becomes of the rows; counted while reading.</param>
    /// <exception cref="UnreadableFileException">The file cannot be read; the transaction must not be committed.</exception>
    Task ImportAsync(GridSession session, DatasetFile file, ImportTally tally, CancellationToken cancellationToken);
}
