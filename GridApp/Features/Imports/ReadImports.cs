using System.Globalization;
using GridApp.Data;
using GridApp.Domain;
using Microsoft.EntityFrameworkCore;

namespace GridApp.Features.Imports;

/// <summary>Imports as the caller may see them: the own organization's, or all for a super admin.</summary>
internal sealed class ReadImports(GridDatabase database)
{
    /// <summary>One import with its rejections and warnings.</summary>
    public async Task<Outcome<ImportReport>> ByIdAsync(int id, Actor actor, CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(actor, cancellationToken);
        if (await session.Db.Imports.AsNoTracking().SingleOrDefaultAsync(import => import.Id == id, cancellationToken) is not { } run)
            return new NotFound("There is no such import, or it is not yours to see.");
        return new ImportReport(
            ImportSummary.Of(run),
            await session.Db.ImportRejections.Where(rejection => rejection.ImportId == id).OrderBy(rejection => rejection.Row).ThenBy(rejection => rejection.Id)
                .Select(rejection => new RejectedRow(rejection.Row, rejection.Column, rejection.Value, rejection.Reason)).ToListAsync(cancellationToken),
            await session.Db.ImportWarnings.Where(warning => warning.ImportId == id).OrderBy(warning => warning.Reason)
                .Select(warning => new CountedWarning(warning.Reason, warning.Count)).ToListAsync(cancellationToken));
    }

    /// <summary>A page of imports, newest first.</summary>
    /// <param name="before">Only imports with a smaller number: the cursor.</param>
    public async Task<ImportList> PageAsync(Actor actor, int limit, int? before, CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(actor, cancellationToken);
        var runs = await session.Db.Imports.AsNoTracking().Where(import => before == null || import.Id < before)
            .OrderByDescending(import => import.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var total = await session.Db.Imports.CountAsync(cancellationToken);
        var items = runs.Take(limit).Select(ImportSummary.Of).ToList();
        return new ImportList(items, total, runs.Count > limit ? items[^1].Id.ToString(CultureInfo.InvariantCulture) : null);
    }
}
