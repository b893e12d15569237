using GridApp.Components;

namespace GridApp.Tests.Features.Shell;

public sealed class ReturnUrlTests
{
    [Theory]
    [InlineData("/map?z=4&fuel=wind", "/map?z=4&fuel=wind")]
    [InlineData("/", "/")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("map", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/map\r\nSet-Cookie: a=b", "/")]
    public void Local_OfAnyAddress_StaysOnThisSite(string? address, string expected) => Assert.Equal(expected, ReturnUrl.Local(address));
}
