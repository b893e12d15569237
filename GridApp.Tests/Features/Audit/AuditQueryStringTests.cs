using GridApp.Domain;
using GridApp.Features.Audit;
using Microsoft.AspNetCore.WebUtilities;

namespace GridApp.Tests.Features.Audit;

public sealed class AuditQueryStringTests
{
    [Theory]
    [InlineData("")]
    [InlineData("user=grid_admin")]
    [InlineData("start=2026-11-20T00%3A00%3A00Z&end=2026-11-21T00%3A00%3A00Z&user=a%26b&action=incident&objectType=plant&objectId=12&organizationId=3")]
    public void Parse_WhatItWrites_IsTheSame(string query) => Assert.Equal(query, AuditQueryString.Of(Read(query).Value));

    [Fact]
    public void Parse_AMomentWithAnOffset_IsInUtc() => Assert.Equal(new DateTimeOffset(2026, 11, 20, 21, 0, 0, TimeSpan.Zero), Read("start=2026-11-21T00:00:00%2B03:00").Value.Start);

    [Theory]
    [InlineData("start=2026-11-20T00:00:00")]
    [InlineData("start=2026-11-20")]
    [InlineData("end=soon")]
    [InlineData("organizationId=first")]
    [InlineData("user=a&user=b")]
    public void Parse_WhatCannotBeRead_IsUnreadable(string query) => Assert.IsType<Unreadable>(Read(query).Failure);

    [Theory]
    [InlineData("start=2026-11-21T00:00:00Z&end=2026-11-21T00:00:00Z", "end")]
    [InlineData("user=%00", "user")]
    public void Parse_WhatBreaksARule_NamesTheField(string query, string field) => Assert.Equal([field], Assert.IsType<Invalid>(Read(query).Failure).Errors.Keys);

    private static Outcome<AuditFilter> Read(string query) => AuditQueryString.Parse(QueryHelpers.ParseQuery(query));
}
