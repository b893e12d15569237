using GridApp.Data.Entities;
using Microsoft.AspNetCore.Identity;

namespace GridApp.Features.Account;

/// <summary>Refuses passwords that are long and yet the first that anybody tries: a common word with digits around it, one pattern repeated, a run of keys, the own name.</summary>
internal sealed class CommonPasswords : IPasswordValidator<GridUser>
{
    private static readonly string[] Words =
    [
        "password", "passwort", "parola", "sifre", "admin", "administrator", "welcome", "letmein", "iloveyou", "monkey", "dragon", "master", "superman",
        "football", "baseball", "princess", "sunshine", "shadow", "trustno", "hello", "secret", "changeme", "default", "login", "test", "user", "root",
        "guest", "galatasaray", "fenerbahce", "besiktas", "gridapp", "grid", "super",
    ];

    private static readonly string[] Runs = ["01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb"];

    public Task<IdentityResult> ValidateAsync(UserManager<GridUser> manager, GridUser user, string? password) =>
        Task.FromResult(IsCommon(password ?? "", user.UserName)
            ? IdentityResult.Failed(new IdentityError { Code = "PasswordCommon", Description = "This password is easily guessed. Take a few unrelated words." })
            : IdentityResult.Success);

    internal static bool IsCommon(string password, string? userName)
    {
        var plain = password.ToLowerInvariant();
        if (Runs.Any(run => run.Contains(plain, StringComparison.Ordinal) || string.Concat(run, run).Contains(plain, StringComparison.Ordinal)))
        {
            return true;
        }
        for (var period = 1; period <= 4; period++)
        {
            if (plain.Where((c, i) => c != plain[i % period]).Take(1).Any() is false)
            {
                return true;
            }
        }
        // What is left when common words, the own name, digits and signs are taken out is what a guesser has to guess.
        foreach (var word in Words.Append(userName?.ToLowerInvariant() ?? "").Where(word => word.Length > 2).OrderByDescending(word => word.Length))
        {
            plain = plain.Replace(word, "", StringComparison.Ordinal);
        }
        return plain.Count(char.IsLetter) < 3 && password.Any(char.IsLetter) && plain.Distinct().Count() < 6;
    }
}
