using System.Globalization;
using System.Text;

namespace GridApp.Domain.Plants;

/// <summary>When two sources mean the same plant by its name.</summary>
public static class PlantNames
{
    private static readonly HashSet<string> LegalForms = new(["LLC", "INC", "LP", "CORP", "LTD"], StringComparer.Ordinal);

    /// <summary>
    /// What is left of a name without case, accents, punctuation, spacing and legal forms: "Burney Forest Power, L.L.C." and "BURNEY FOREST POWER" are equal.
    /// Nothing is guessed beyond that: units and numbers stay. Empty when nothing is left.
    /// </summary>
    public static string Key(string name)
    {
        var key = new StringBuilder(name.Length);
        var word = new StringBuilder();
        foreach (char c in name.Replace("&", " AND ", StringComparison.Ordinal).Normalize(NormalizationForm.FormD).Append(' '))
        {
            if (char.IsLetterOrDigit(c))
            {
                word.Append(c == 'ı' ? 'I' : char.ToUpperInvariant(c));
            }
            else if (c is not '.' and not '\'' && CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
            {
                string whole = word.ToString();
                if (!LegalForms.Contains(whole))
                    key.Append(whole);
                word.Clear();
            }
        }

        return key.ToString();
    }
}
