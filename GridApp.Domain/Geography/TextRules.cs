namespace GridApp.Domain.Geography;

/// <summary>Rules of a text that is kept.</summary>
internal static class TextRules
{
    public static void Check(List<GeographyFault> faults, string field, string? text, int maxLength, bool required = false)
    {
        if (required && string.IsNullOrWhiteSpace(text))
            faults.Add(new(field, $"The {field} is missing."));
        else if (text?.Length > maxLength)
            faults.Add(new(field, $"The {field} is longer than {maxLength} characters."));
        else if (text?.Contains('\0', StringComparison.Ordinal) == true)
            faults.Add(new(field, $"The {field} contains a character that no text may contain (NUL)."));
    }
}
