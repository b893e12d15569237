using System.Globalization;
using System.Text;
using GridApp.Features.Prices;

namespace GridApp.Tests.Features.Prices;

public sealed class PriceNumberTests
{
    [Theory]
    [InlineData(0f, "0")]
    [InlineData(12.34f, "12.34")]
    [InlineData(-0.05f, "-0.05")]
    [InlineData(-7.5f, "-7.5")]
    [InlineData(100f, "100")]
    [InlineData(99999.99f, "99999.99")]
    [InlineData(12.345f, "12.345")]
    [InlineData(float.NaN, "null")]
    [InlineData(float.PositiveInfinity, "null")]
    public void APrice_IsWrittenAsPublished(float value, string text) => Assert.Equal(text, Text(value));

    [Fact]
    public void WhatIsWritten_IsTheSameNumber()
    {
        var random = new Random(11);
        for (var i = 0; i < 20_000; i++)
        {
            var value = i % 2 == 0
                ? (float)(random.Next(-9_999_999, 9_999_999) / 100.0)
                : (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-6, 12)));
            Assert.Equal(value, float.Parse(Text(value), CultureInfo.InvariantCulture));
        }
    }

    private static string Text(float value)
    {
        Span<byte> bytes = stackalloc byte[PriceNumber.MostBytes];
        return Encoding.ASCII.GetString(bytes[..PriceNumber.Format(value, bytes)]);
    }
}
