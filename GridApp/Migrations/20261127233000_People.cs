using GridApp.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GridApp.Migrations;

/// <summary>Who manages whom, one-time links, second factors, tokens of programs. Read and written by SQL alone: EF Core's model does not know it.</summary>
[DbContext(typeof(GridDbContext))]
[Migration("20261127233000_People")]
public sealed class People : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read("People.sql"));

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("GridApp only migrates forward: restore a backup to go back.");
}
