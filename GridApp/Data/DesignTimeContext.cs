using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace GridApp.Data;

/// <summary>Lets <c>dotnet ef migrations add</c> see the model; it never connects.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<GridDbContext>
{
    public GridDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<GridDbContext>().UseNpgsql("Host=localhost").Options);
}
