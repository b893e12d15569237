using System.Globalization;
using GridApp.Data;
using GridApp.Data.Entities;
using GridApp.Domain;
using GridApp.Hosting;
using GridApp.Hosting.Security;
using GridApp.Importing;
using GridApp.Importing.Undo;
using Microsoft.AspNetCore.Mvc;

namespace GridApp.Features.Imports;

/// <summary>Imports over HTTP.</summary>
internal static class ImportEndpoints
{
    private const int MostAtOnce = 1000;

    public static void Map(IEndpointRouteBuilder api)
    {
        var imports = api.MapGroup("/imports").WithTags("Imports");
        imports.MapPost("", SendAsync)
            .RequireAuthorization(Policies.Write)
            .RequireRateLimiting(RateLimits.Imports)
            .WithMetadata(new DisableRequestSizeLimitAttribute()) // the file has its own limit, and is counted as it arrives
            .DisableAntiforgery()
            .AddOpenApiOperationTransformer((operation, _, _) => ImportFormDescription.DescribeAsync(operation))
            .Produces<ImportReceipt>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("Import a file")
            .WithDescription("""
                Answers 202 once the file is received; GET /imports/{id} tells what becomes of it. gzip and zip are opened. Good rows go in, each bad row is rejected with its
                reason, and a repeated file changes nothing. What an admin imports belongs to the admin's organization. Not yet available combinations of dataset and format end as failed.
                """);
        imports.MapPost("/drafts", KeepDraftAsync)
            .RequireAuthorization(Policies.Write)
            .RequireRateLimiting(RateLimits.Imports)
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .DisableAntiforgery()
            .Produces<DraftReceipt>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("Send a file without importing it yet")
            .WithDescription("A form with the field 'file' alone. The page /imports/new?draft={id} shows its first rows and imports it. It is the sender's alone and goes after a day.");
        imports.MapPost("/{id:int}/cancel", StopAsync)
            .RequireAuthorization(Policies.Write)
            .DisableAntiforgery()
            .Produces<ImportReceipt>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Stop an import")
            .WithDescription("One that waits ends at once, one that runs within about a second, as failed; nothing of it is written. 409 when it has ended already.");
        imports.MapPost("/{id:int}/undo", UndoAsync)
            .RequireAuthorization(Policies.Write)
            .DisableAntiforgery()
            .Produces<UndoReceipt>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Undo an import")
            .WithDescription("""
                What it made goes, what it changed has its earlier value back: all of it, or nothing. 409 with a sentence when something builds on it (incidents on its plants, a later import
                of the same values, a change by hand), when it has not ended, and when it is undone already. The file can be imported again afterwards.
                """);
        imports.MapGet("/{id:int}/rejections", RejectionsAsync)
            .RequireAuthorization(Policies.Read)
            .Produces<string>(contentType: "text/csv")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Rejected rows as CSV")
            .WithDescription("Row (the header is row 1), column, value and reason of each rejected row that was kept.");
        imports.MapGet("", ListAsync)
            .RequireAuthorization(Policies.Read)
            .Produces<ImportList>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Imports, newest first")
            .WithDescription("limit (1 to 1000, default 100) and cursor page through them.");
        imports.MapGet("/{id:int}", OneAsync)
            .RequireAuthorization(Policies.Read)
            .Produces<ImportReport>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One import")
            .WithDescription("Rows count data rows. rowsRead = rowsWritten + rowsRejected once it is completed; a rejection's row counts as a spreadsheet does, the header being row 1.");
    }

    private static async Task<IResult> SendAsync(HttpContext context, UploadStore uploads, ImportBacklog backlog, ImportOptions limits, CancellationToken cancellation)
    {
        if (Unknown(context.Request) is { } unknown)
            return unknown.ToProblem();
        var form = await ImportForm.ReadAsync(context.Request, uploads, limits.MaxFileBytes, cancellation);
        if (form.Failure is { } failure)
            return failure is TooLarge ? Results.Problem(Problems.Of(StatusCodes.Status413PayloadTooLarge, failure.Sentence)) : failure.ToProblem();

        var sent = form.Value;
        try
        {
            var id = await backlog.EnqueueAsync(
                Actor.From(context.User),
                new ImportRun
                {
                    Dataset = sent.Dataset, Format = sent.Format, Market = sent.Market, Mapping = sent.Mapping,
                    FileName = sent.FileName, FileBytes = sent.Bytes, StoredAs = sent.StoredAs, Status = "",
                },
                cancellation);
            return TypedResults.Accepted(string.Create(CultureInfo.InvariantCulture, $"/api/v1/imports/{id}"), new ImportReceipt(id, "queued"));
        }
        catch
        {
            uploads.Forget(sent.StoredAs);
            throw;
        }
    }

    private static async Task<IResult> KeepDraftAsync(HttpContext context, UploadStore uploads, ImportDrafts drafts, ImportOptions limits, CancellationToken cancellation)
    {
        if (Unknown(context.Request) is { } unknown)
            return unknown.ToProblem();
        var sent = await ImportForm.ReadFileAsync(context.Request, uploads, limits.MaxFileBytes, cancellation);
        if (sent.Failure is { } failure)
            return failure is TooLarge ? Results.Problem(Problems.Of(StatusCodes.Status413PayloadTooLarge, failure.Sentence)) : failure.ToProblem();
        try
        {
            var id = await drafts.AddAsync(Actor.From(context.User), sent.Value.FileName, sent.Value.StoredAs, sent.Value.Bytes, cancellation);
            return TypedResults.Created(string.Create(CultureInfo.InvariantCulture, $"/imports/new?draft={id}"), new DraftReceipt(id, sent.Value.FileName, sent.Value.Bytes));
        }
        catch
        {
            uploads.Forget(sent.Value.StoredAs);
            throw;
        }
    }

    private static async Task<IResult> StopAsync(int id, HttpContext context, ReadImports imports, ImportBacklog backlog, CancellationToken cancellation)
    {
        if (Unknown(context.Request) is { } unknown)
            return unknown.ToProblem();
        var actor = Actor.From(context.User);
        if (await backlog.StopAsync(actor, id, cancellation))
            return TypedResults.Accepted(string.Create(CultureInfo.InvariantCulture, $"/api/v1/imports/{id}"), new ImportReceipt(id, "running"));
        var report = await imports.ByIdAsync(id, actor, cancellation);
        return (report.Failure ?? new Conflict("This import has ended already.")).ToProblem();
    }

    private static async Task<IResult> UndoAsync(int id, HttpContext context, ImportUndo undo, CancellationToken cancellation)
    {
        if (Unknown(context.Request) is { } unknown)
            return unknown.ToProblem();
        var done = await undo.RunAsync(Actor.From(context.User), id, cancellation);
        return done.Failure is { } failure ? failure.ToProblem() : TypedResults.Ok(new UndoReceipt(id, "undone", done.Value.Parts));
    }

    private static async Task<IResult> RejectionsAsync(int id, HttpContext context, ReadImports imports, TimeProvider time, CancellationToken cancellation)
    {
        if (Unknown(context.Request) is { } unknown)
            return unknown.ToProblem();
        var report = await imports.ByIdAsync(id, Actor.From(context.User), cancellation);
        return report.Failure is { } failure ? failure.ToProblem() : RejectionsCsv.Of(report.Value, time.GetUtcNow());
    }

    private static async Task<IResult> ListAsync(HttpContext context, ReadImports imports, CancellationToken cancellation)
    {
        if (Unknown(context.Request, "limit", "cursor") is { } unknown)
            return unknown.ToProblem();
        var limit = Number(context.Request, "limit", 100, out var limitFault);
        var cursor = Number(context.Request, "cursor", null, out var cursorFault);
        if ((limitFault ?? cursorFault) is { } fault)
            return fault.ToProblem();
        return limit is >= 1 and <= MostAtOnce
            ? TypedResults.Ok(await imports.PageAsync(Actor.From(context.User), limit.Value, cursor, cancellation))
            : new Invalid("limit", string.Create(CultureInfo.InvariantCulture, $"The limit lies between 1 and {MostAtOnce}.")).ToProblem();
    }

    private static async Task<IResult> OneAsync(int id, HttpContext context, ReadImports imports, CancellationToken cancellation)
    {
        if (Unknown(context.Request) is { } unknown)
            return unknown.ToProblem();
        var report = await imports.ByIdAsync(id, Actor.From(context.User), cancellation);
        return report.Failure is { } failure ? failure.ToProblem() : TypedResults.Ok(report.Value);
    }

    private static Unreadable? Unknown(HttpRequest request, params string[] known) =>
        request.Query.Keys.FirstOrDefault(key => !known.Contains(key, StringComparer.Ordinal)) is { } key
            ? new Unreadable($"The query parameter '{key}' is not known.")
            : null;

    private static int? Number(HttpRequest request, string key, int? otherwise, out Unreadable? fault)
    {
        fault = null;
        if (!request.Query.TryGetValue(key, out var values))
            return otherwise;
        if (int.TryParse(values.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;
        fault = new Unreadable($"'{key}' is a whole number.");
        return null;
    }
}
