using System.Globalization;
using GridApp.Data;
using GridApp.Data.Entities;
using GridApp.Domain;
using GridApp.Hosting;
using GridApp.Importing;
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
        imports.MapGet("", ListAsync)
            .RequireAuthorization(Policies.Read)
            .Produces<ImportPage>()
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
