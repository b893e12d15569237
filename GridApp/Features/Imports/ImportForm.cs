using System.Text.Json;
using GridApp.Domain;
using GridApp.Domain.Markets;
using GridApp.Importing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace GridApp.Features.Imports;

/// <summary>The file is larger than may be sent (HTTP 413).</summary>
internal sealed record TooLarge(string Sentence) : Failure(Sentence);

/// <summary>What somebody sends to be imported. The file is on disk already: it is written as it arrives and never held in memory.</summary>
/// <param name="Mapping">Checked JSON object of column to field, or null.</param>
internal sealed record ImportForm(string Dataset, string Format, string? Market, string? Mapping, string FileName, string StoredAs, long Bytes)
{
    private const int MaxFieldLength = 64 * 1024;
    private const int MaxFileNameLength = 260;
    private const int MultipartOverhead = 1 << 20;

    private static readonly string[] Fields = ["dataset", "format", "market", "mapping"];

    /// <summary>Reads a multipart request. When it gives back a failure, nothing of the file is kept.</summary>
    public static Task<Outcome<ImportForm>> ReadAsync(HttpRequest request, UploadStore uploads, long maxFileBytes, CancellationToken cancellationToken) =>
        ReadAsync(request, uploads, maxFileBytes, Fields, Check, cancellationToken);

    /// <summary>The same of a form that holds a file and nothing else.</summary>
    public static Task<Outcome<SentFile>> ReadFileAsync(HttpRequest request, UploadStore uploads, long maxFileBytes, CancellationToken cancellationToken) =>
        ReadAsync<SentFile>(
            request, uploads, maxFileBytes, [], (_, file) => file is { } sent ? new SentFile(sent.Name, sent.StoredAs, sent.Bytes) : new Invalid("file", "The file is missing."), cancellationToken);

    private static async Task<Outcome<T>> ReadAsync<T>(
        HttpRequest request, UploadStore uploads, long maxFileBytes, string[] known,
        Func<Dictionary<string, string>, (string Name, string StoredAs, long Bytes)?, Outcome<T>> check, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
        {
            return new Unreadable("Send a form as multipart/form-data with the fields file, dataset and format.");
        }

        var limit = $"The file is larger than {maxFileBytes / 1_000_000} MB, which is the limit.";
        if (request.ContentLength > maxFileBytes + MultipartOverhead)
            return new TooLarge(limit);

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        (string Name, string StoredAs, long Bytes)? file = null;
        Outcome<T>? outcome = null;
        try
        {
            outcome = await ReadPartsAsync();
            return outcome;
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return new Unreadable("The form is cut off or damaged. Send it again.");
        }
        finally
        {
            if (outcome is not { Failure: null } && file is { } kept)
                uploads.Forget(kept.StoredAs);
        }

        async Task<Outcome<T>> ReadPartsAsync()
        {
            var reader = new MultipartReader(boundary, request.Body);
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } part)
            {
                var disposition = part.GetContentDispositionHeader();
                var name = HeaderUtilities.RemoveQuotes(disposition?.Name ?? default).Value ?? "";
                if (name == "file")
                {
                    if (file is not null)
                        return new Invalid("file", "Send one file at a time.");
                    if (disposition is null || !disposition.IsFileDisposition())
                        return new Invalid("file", "This is not a file.");
                    var kept = await uploads.KeepAsync(part.Body, maxFileBytes, cancellationToken);
                    if (kept is null)
                        return new TooLarge(limit);
                    file = (NameOf(disposition), kept.Value.StoredAs, kept.Value.Bytes);
                }
                else if (!known.Contains(name, StringComparer.Ordinal))
                {
                    return new Unreadable($"The form field '{(name.Length > 40 ? name[..40] : name)}' is not known; there {(known.Length > 0 ? "are file, " + string.Join(", ", known) : "is only file")}.");
                }
                else
                {
                    var text = await ValueAsync(part.Body, cancellationToken);
                    if (text is null || !fields.TryAdd(name, text))
                        return new Invalid(name, text is null ? "This is too long." : "Send this field once.");
                }
            }

            return check(fields, file);
        }
    }

    private static Outcome<ImportForm> Check(Dictionary<string, string> fields, (string Name, string StoredAs, long Bytes)? file)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (file is null)
            errors["file"] = ["The file is missing."];
        OneOf("dataset", ImportVocabulary.Datasets);
        OneOf("format", ImportVocabulary.Formats);

        var market = fields.GetValueOrDefault("market") is { Length: > 0 } word ? MarketCatalogue.FromSource(word)?.Code : null;
        if (market is null && fields.GetValueOrDefault("market") is { Length: > 0 })
            errors["market"] = ["This market is not known; /api/v1/markets lists them."];
        var mapping = fields.GetValueOrDefault("mapping") is { Length: > 0 } json ? json : null;
        if (mapping is not null && !IsMapping(mapping))
            errors["mapping"] = ["""The mapping is a JSON object of column to field, as in {"Plant ID": "code"}."""];

        return errors.Count > 0
            ? new Invalid(errors)
            : new ImportForm(fields["dataset"], fields["format"], market, mapping, file!.Value.Name, file.Value.StoredAs, file.Value.Bytes);

        void OneOf(string field, IReadOnlyList<string> known)
        {
            if (fields.GetValueOrDefault(field) is not { Length: > 0 } value)
                errors[field] = [$"The {field} is missing; it is one of {string.Join(", ", known)}."];
            else if (!known.Contains(value, StringComparer.Ordinal))
                errors[field] = [$"This {field} is not known; it is one of {string.Join(", ", known)}."];
        }
    }

    private static bool IsMapping(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(json) is { } mapping
                && mapping.All(pair => pair.Value is not null && !(pair.Key + pair.Value).Contains('\0', StringComparison.Ordinal));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The part as text, or null when it is longer than any field needs.</summary>
    private static async Task<string?> ValueAsync(Stream body, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(body);
        var buffer = new char[MaxFieldLength + 1];
        var length = await reader.ReadBlockAsync(buffer, cancellationToken);
        return length > MaxFieldLength ? null : new string(buffer, 0, length).Trim();
    }

    /// <summary>What the person calls the file, without its folders and without characters that only confuse.</summary>
    private static string NameOf(ContentDispositionHeaderValue disposition)
    {
        var name = disposition.FileNameStar.Value ?? HeaderUtilities.RemoveQuotes(disposition.FileName).Value ?? "";
        name = new string([.. name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c) && !char.IsSurrogate(c))]).Trim();
        return name.Length == 0 ? "upload" : name.Length > MaxFileNameLength ? name[..MaxFileNameLength] : name;
    }
}
