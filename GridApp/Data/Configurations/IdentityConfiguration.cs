using GridApp.Data.Entities;
using GridApp.Domain.Organizations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GridApp.Data.Configurations;

internal sealed class GridUserConfiguration : IEntityTypeConfiguration<GridUser>
{
    public void Configure(EntityTypeBuilder<GridUser> builder)
    {
        builder.ToTable("users", table => table.HasCheckConstraint(
            "users_role",
            $"role in ('{Roles.SuperAdmin}', '{Roles.Admin}', '{Roles.Analyst}') and (role = '{Roles.SuperAdmin}' or organization_id is not null)"));
        builder.Property(user => user.Role).HasMaxLength(32);
        builder.Property(user => user.FirstName).HasMaxLength(100);
        builder.Property(user => user.LastName).HasMaxLength(100);
        builder.Property(user => user.CreatedAt).HasDefaultValueSql("now()");
        builder.HasOne(user => user.Organization).WithMany().HasForeignKey(user => user.OrganizationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class UserClaimConfiguration : IEntityTypeConfiguration<IdentityUserClaim<int>>
{
    public void Configure(EntityTypeBuilder<IdentityUserClaim<int>> builder) => builder.ToTable("user_claims");
}

internal sealed class UserLoginConfiguration : IEntityTypeConfiguration<IdentityUserLogin<int>>
{
    public void Configure(EntityTypeBuilder<IdentityUserLogin<int>> builder) => builder.ToTable("user_logins");
}

internal sealed class UserTokenConfiguration : IEntityTypeConfiguration<IdentityUserToken<int>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<int>> builder) => builder.ToTable("user_tokens");
}

internal sealed class LoginAttemptConfiguration : IEntityTypeConfiguration<LoginAttempt>
{
    public void Configure(EntityTypeBuilder<LoginAttempt> builder)
    {
        builder.ToTable("login_attempts");
        builder.HasKey(attempt => attempt.NameHash);
    }
}

internal sealed class DataProtectionKeyConfiguration : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> builder) => builder.ToTable("data_protection_keys");
}
