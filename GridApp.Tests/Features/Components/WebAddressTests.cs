using GridApp.Components;

namespace GridApp.Tests.Features.Components;

public sealed class WebAddressTests
{
    [Theory]
    [InlineData("https://example.org/a?b=c", "https://example.org/a?b=c")]
    [InlineData("HTTP://example.org", "http://example.org/")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData(" JavaScript:alert(1)", null)]
    [InlineData("java\nscript:alert(1)", null)]
    [InlineData("data:text/html,<script>alert(1)</script>", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("//example.org", null)]
    [InlineData("example.org", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Of_WhateverAFileSays_IsAWebAddressOrNothing(string? text, string? link) => Assert.Equal(link, WebAddress.Of(text));
}
