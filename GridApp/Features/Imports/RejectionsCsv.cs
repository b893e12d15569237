using System.Globalization;
using System.Text;
using GridApp.Components;

namespace GridApp.Features.Imports;

/// <summary>Rejected rows as CSV, to be mended beside the file they came from.</summary>
internal static class RejectionsCsv
{
    public static IResult Of(ImportReport report, DateTimeOffset now)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"# GridApp: rejected rows of import {report.Id}\r\n")
            .Append("# file: ").Append(report.FileName.ReplaceLineEndings(" ")).Append("\r\n")
            .Append(CultureInfo.InvariantCulture, $"# exported: {now.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} (UTC)\r\n")
            .Append(CultureInfo.InvariantCulture, $"# rejected: {report.RowsRejected}, listed: {report.Rejections.Count}; the header is row 1\r\n")
            .Append("row,column,value,reason\r\n");
        foreach (var row in report.Rejections)
        {
            text.Append(CsvCell.Number<int>(row.Row)).Append(',').Append(CsvCell.Text(row.Column)).Append(',')
                .Append(CsvCell.Text(row.Value)).Append(',').Append(CsvCell.Text(row.Reason)).Append("\r\n");
        }

        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"import-{report.Id}-rejected.csv"));
    }
}
