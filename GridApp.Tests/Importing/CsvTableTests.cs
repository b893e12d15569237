using System.Text;
using GridApp.Importing;
using GridApp.Importing.Files;

namespace GridApp.Tests.Importing;

public sealed class CsvTableTests : IDisposable
{
    private readonly TempFiles files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("a,b,c\n1,2,3\n")]
    [InlineData("a;b;c\n1;2,5;3\n")]
    [InlineData("a\tb\tc\n1,2\t3\t4\n")]
    [InlineData("a|b|c\n1|2|3\n")]
    [InlineData("name;city, state;x\nK;a, b;c\n")]
    [InlineData("\"a;b;c;d\",e,f\n1,2,3\n")]
    public void Open_AnyUsualDelimiter_IsFound(string text)
    {
        var path = files.Write("x.csv", Encoding.UTF8.GetBytes(text));
        using var table = CsvTable.Open(path, TextShape.Of(path, 1 << 20, CancellationToken.None), 1 << 20);
        Assert.Equal(3, table.Header.Count);
        Assert.True(table.Next());
        Assert.Equal(3, table.CellCount);
    }

    [Fact]
    public void Next_TextAfterAClosingQuote_IsMarkedAndReadingGoesOn()
    {
        var path = files.Write("x.csv", "code,name\n1,\"ab\"c\n2,d\n"u8.ToArray());
        using var table = CsvTable.Open(path, TextShape.Of(path, 1 << 20, CancellationToken.None), 1 << 20);
        Assert.True(table.Next());
        Assert.True(table.IsMalformed);
        Assert.True(table.Next());
        Assert.False(table.IsMalformed);
        Assert.Equal("d", table[1]);
    }

    [Fact]
    public void Next_QuotesAndLineBreaksInCells_StayInOneRow()
    {
        var rows = Read("code,name\r\n1,\"two\r\nlines\"\r\n2,\"say \"\"hi\"\", you\"\r\n3,5\" pipe\r\n");
        Assert.Equal([(2, "1|two\r\nlines"), (3, "2|say \"hi\", you"), (4, "3|5\" pipe")], rows);
    }

    [Fact]
    public void Next_BlankLines_AreSkippedButCounted() =>
        Assert.Equal([(2, "1|a"), (5, "2|b")], Read("code,name\n1,a\n\n   \n2,b\n\n"));

    [Fact]
    public void Next_CarriageReturnsOnly_AreLineEnds() => Assert.Equal([(2, "1|a"), (3, "2|b")], Read("code,name\r1,a\r2,b\r"));

    [Fact]
    public void Next_QuoteNeverClosed_IsUnreadableAndNamesTheRow()
    {
        var e = Assert.Throws<UnreadableFileException>(() => Read("code,name,x\n1,a,y\n2,\"b,y\n3,c,y\n4,d,y\n"));
        Assert.Contains("Row 3", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Next_QuoteNeverClosedInAHugeFile_StopsEarly()
    {
        var text = new StringBuilder("code,name\n1,\"open\n");
        for (var i = 0; i < 200_000; i++)
            text.Append("2,some name\n");
        Assert.Contains("Row 2", Assert.Throws<UnreadableFileException>(() => Read(text.ToString())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OnlyBlankLines_HasNoHeader() => Assert.Throws<UnreadableFileException>(() => Read("\n\n  \n"));

    [Fact]
    public void Header_MarkAndSpaces_AreNotPartOfTheNames()
    {
        var path = files.Write("x.csv", [0xEF, 0xBB, 0xBF, .. " code , name \n1,a\n"u8]);
        using var table = CsvTable.Open(path, TextShape.Of(path, 1 << 20, CancellationToken.None), 1 << 20);
        Assert.Equal(["code", "name"], table.Header);
    }

    private List<(int Row, string Cells)> Read(string text)
    {
        var path = files.Write("x.csv", Encoding.UTF8.GetBytes(text));
        using var table = CsvTable.Open(path, TextShape.Of(path, 1 << 24, CancellationToken.None), 1 << 24);
        var rows = new List<(int, string)>();
        while (table.Next())
            rows.Add((table.Row, string.Join('|', Enumerable.Range(0, table.CellCount).Select(i => table[i]))));
        return rows;
    }
}
