using GridApp.Data;

namespace GridApp.Importing.Undo;

/// <summary>Takes imports of a dataset back. All of it happens in one transaction, of the system: what stands on the import may be others', and nobody's walls may hide it.</summary>
public interface IImportUndo
{
    /// <summary>Whether it is for a dataset.</summary>
    bool Takes(string dataset);

    /// <summary>The locks that an import of the dataset takes: from here on nothing of it changes.</summary>
    Task LockAsync(GridSession session, int id, CancellationToken cancellationToken);

    /// <summary>A sentence that says what stands in the way; null when nothing does.</summary>
    Task<string?> RefusalAsync(GridSession session, int id, CancellationToken cancellationToken);

    /// <summary>What would go, and what would get its earlier value back.</summary>
    Task<IReadOnlyList<UndonePart>> ExtentAsync(GridSession session, int id, CancellationToken cancellationToken);

    /// <summary>Does it, with sets. Under the locks, and nothing stands in the way.</summary>
    Task ApplyAsync(GridSession session, int id, CancellationToken cancellationToken);
}
