using GridApp.Importing.Series;

namespace GridApp.Tests.Importing.Series;

public sealed class TurkishNumberTests
{
    [Theory]
    [InlineData("26.298,80", 26298.80)]
    [InlineData("0,00", 0)]
    [InlineData("35.900", 35900)]
    [InlineData("1.234.567,8", 1234567.8)]
    [InlineData("89,42", 89.42)]
    [InlineData("-5,5", -5.5)]
    [InlineData("1899", 1899)]
    [InlineData("1899,99", 1899.99)]
    public void Number_IsRead(string text, double number)
    {
        Assert.True(TurkishNumber.TryParse(text, out var read));
        Assert.Equal(number, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(",5")]
    [InlineData("5,")]
    [InlineData("26298.80")]
    [InlineData("1.23")]
    [InlineData("1234.567")]
    [InlineData(".123")]
    [InlineData("1..234")]
    [InlineData("12.34.567")]
    [InlineData("1.2345.678")]
    [InlineData("1,2,3")]
    [InlineData("1 000,0")]
    [InlineData("1e5")]
    [InlineData("NaN")]
    [InlineData("١٢")]
    [InlineData("1234567890123456789012345678901234567890")]
    public void AnythingElse_IsNot(string text) => Assert.False(TurkishNumber.TryParse(text, out _));
}
