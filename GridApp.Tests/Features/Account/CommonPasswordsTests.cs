using GridApp.Features.Account;

namespace GridApp.Tests.Features.Account;

public sealed class CommonPasswordsTests
{
    [Theory]
    [InlineData("password1234")]
    [InlineData("Administrator1")]
    [InlineData("123456789012")]
    [InlineData("qwertyuiopas")]
    [InlineData("aaaaaaaaaaaaaa")]
    [InlineData("abababababab")]
    [InlineData("grid_admin2026")]
    [InlineData("Galatasaray1905")]
    public void IsCommon_WhatGuessersTryFirst_IsRefused(string password) => Assert.True(CommonPasswords.IsCommon(password, "grid_admin"));

    [Theory]
    [InlineData("granite-otter-quartz-7")]
    [InlineData("correct horse battery")]
    [InlineData("7pm8-xk3r-9wqz")]
    [InlineData("kırmızı traktör yağmur")]
    public void IsCommon_UnrelatedWordsOrRandomSigns_AreTaken(string password) => Assert.False(CommonPasswords.IsCommon(password, "grid_admin"));
}
