using System.Security.Cryptography;
using GridApp.Data.Entities;
using GridApp.Domain.Organizations;
using Microsoft.AspNetCore.Identity;

namespace GridApp.Features.Account;

/// <summary>A hash that nobody's password has, so that refusing an unknown name costs what refusing a known one costs.</summary>
public sealed class DecoyPassword
{
    private static readonly GridUser Nobody = new() { Role = Roles.Analyst };

    private string? hash;

    /// <summary>Always false, after the time that a real check takes.</summary>
    public bool Refuse(IPasswordHasher<GridUser> hasher, string password)
    {
        hash ??= hasher.HashPassword(Nobody, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
        _ = hasher.VerifyHashedPassword(Nobody, hash, password);
        return false;
    }
}
