using GridApp.Data.Entities;
using GridApp.Importing.Undo;

namespace GridApp.Features.Imports;

/// <summary>One import in a list. Times are UTC.</summary>
public record ImportSummary(
    int Id, string Status, string Dataset, string Format, string? Market, string FileName, long FileBytes,
    int RowsRead, int RowsWritten, int RowsChanged, int RowsRejected, string? Error, DateTime CreatedAt, DateTime? StartedAt, DateTime? FinishedAt, DateTime? UndoneAt, string? UndoneBy)
{
    internal static ImportSummary Of(ImportRun run) => new(
        run.Id, run.Status, run.Dataset, run.Format, run.Market, run.FileName, run.FileBytes,
        run.RowsRead, run.RowsWritten, run.RowsChanged, run.RowsRejected, run.Error, run.CreatedAt.UtcDateTime, run.StartedAt?.UtcDateTime, run.FinishedAt?.UtcDateTime,
        run.UndoneAt?.UtcDateTime, run.UndoneBy);
}

/// <summary>One import, with what was wrong and what was odd.</summary>
public sealed record ImportReport : ImportSummary
{
    internal ImportReport(ImportSummary summary, IReadOnlyList<RejectedRow> rejections, IReadOnlyList<CountedWarning> warnings)
        : base(summary)
    {
        Rejections = rejections;
        Warnings = warnings;
    }

    /// <summary>Rejected rows in the order of the file.</summary>
    public IReadOnlyList<RejectedRow> Rejections { get; }

    public IReadOnlyList<CountedWarning> Warnings { get; }
}

/// <summary>A row that was not taken. The header is row 1.</summary>
public sealed record RejectedRow(int Row, string? Column, string? Value, string Reason);

/// <summary>Something odd in rows that were taken all the same.</summary>
public sealed record CountedWarning(string Reason, int Count);

/// <summary>A page of imports, newest first; <c>next</c> is the cursor of the following page.</summary>
public sealed record ImportList(IReadOnlyList<ImportSummary> Items, int Total, string? Next);

/// <summary>The answer to a received file.</summary>
public sealed record ImportReceipt(int Id, string Status);

/// <summary>The answer to a file that waits to be looked at.</summary>
public sealed record DraftReceipt(int Id, string FileName, long FileBytes);

/// <summary>The answer to an import that was taken back.</summary>
public sealed record UndoReceipt(int Id, string Status, IReadOnlyList<UndonePart> Parts);
