namespace GridApp.Domain;

/// <summary>An expected failure: a value with a sentence that a person can act on. Exceptions are for bugs.</summary>
/// <param name="Sentence">What went wrong and what to do, in English; user interfaces localize by type and field.</param>
public abstract record Failure(string Sentence);

/// <summary>The object does not exist, or is not the caller's to see (HTTP 404).</summary>
public sealed record NotFound(string Sentence) : Failure(Sentence);

/// <summary>The caller's role does not allow this (HTTP 403).</summary>
public sealed record Forbidden(string Sentence) : Failure(Sentence);

/// <summary>Something unique exists already, or somebody else was faster (HTTP 409).</summary>
public sealed record Conflict(string Sentence) : Failure(Sentence)
{
    /// <summary>The field whose value is taken; null when it is not about one.</summary>
    public string? Field { get; init; }

    /// <summary>What there is now, as the API shows it, when what the caller had read is no longer so.</summary>
    public object? Current { get; init; }
}

/// <summary>The request could be read, but breaks rules (HTTP 422).</summary>
/// <param name="Errors">Sentences by field name, in the camelCase of the API.</param>
public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors)
    : Failure("Some fields break a rule: " + string.Join(", ", Errors.Keys.Order(StringComparer.Ordinal)) + ".")
{
    public Invalid(string field, string sentence)
        : this(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [sentence] })
    {
    }
}

/// <summary>The request could not be parsed (HTTP 400).</summary>
public sealed record Unreadable(string Sentence) : Failure(Sentence);

/// <summary>What a query or a command gives back: a value, or the expected failure that stood in its way.</summary>
public sealed class Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Failure? failure)
    {
        this.value = value;
        Failure = failure;
    }

    /// <summary>The failure, or null when there is a value.</summary>
    public Failure? Failure { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none: look at <see cref="Failure"/> first.</exception>
    public T Value => Failure is null ? value! : throw new InvalidOperationException(Failure.Sentence);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Failure failure) => new(default, failure);
}
