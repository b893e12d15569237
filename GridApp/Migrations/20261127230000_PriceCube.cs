using GridApp.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GridApp.Migrations;

/// <summary>Nodal prices by node and day beside those by interval. They are written by COPY and read as packed bytes, so EF Core's model does not know them.</summary>
[DbContext(typeof(GridDbContext))]
[Migration("20261127230000_PriceCube")]
public sealed class PriceCube : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read("PriceCube.sql"));

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("GridApp only migrates forward: restore a backup to go back.");
}
