using System.Globalization;
using System.Text;

namespace GridApp.Features.Plants;

/// <summary>Text folded for search: lower case, without accents, with one kind of i, so that "iskenderun" finds "İskenderun" under every culture.</summary>
internal static class SearchText
{
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var folded = new StringBuilder(text.Length);
        foreach (char c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
                folded.Append(c is 'ı' ? 'i' : char.ToLowerInvariant(c));
        }

        return folded.ToString();
    }
}
