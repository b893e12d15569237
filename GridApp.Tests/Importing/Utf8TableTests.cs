using System.Text;
using GridApp.Importing;
using GridApp.Importing.Files;

namespace GridApp.Tests.Importing;

/// <summary>Cells of tables as bytes, wherever the blocks of the file end.</summary>
public sealed class Utf8TableTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "a|b 1|2")]
    [InlineData("a;b\r\n1;2", "a|b 1|2")]
    [InlineData("a\tb\n\n \n1\t2\n\n", "a|b 1|2")]
    [InlineData("a,b\n\"1,5\",\"say \"\"so\"\"\"\n", "a|b 1,5|say \"so\"")]
    [InlineData("a,b\n\"two\nlines\",2\n", "a|b two\nlines|2")]
    [InlineData("\"a,x\";b\n1;2\n", "a,x|b 1|2")]
    [InlineData("a,b\n,\n1,\n", "a|b | 1|")]
    [InlineData("a,b\n\"\",\"\"\r\n", "a|b |")]
    [InlineData("a,b\n5\" pipe,2\n", "a|b 5\" pipe|2")]
    public void Cells_AreFound(string text, string expected) => Assert.Equal(expected, string.Join(' ', Rows(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void Cells_AreTheSame_HoweverTheBytesArrive()
    {
        var text = new StringBuilder("node,text,price\n");
        for (var i = 0; i < 20_000; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"N{i},{(i % 3 == 0 ? $"\"ü{i}, \"\"x\"\"\n\"" : $"ğ{i}")},{i / 100.0}\r\n");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        var whole = Rows(bytes);
        Assert.Equal(20_001, whole.Count);
        Assert.Equal("N3|ü3, \"x\"\n|0.03", whole[4]);
        Assert.Equal(whole, Rows(bytes, 7));
        Assert.Equal(whole, Rows(bytes, 65_537));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(262_143)]
    [InlineData(262_144)]
    [InlineData(400_000)]
    public void ALongCell_GrowsTheBuffer(int length)
    {
        var cell = new string('x', length);
        Assert.Equal(["a|b", $"{cell}|1", "2|3"], Rows(Encoding.UTF8.GetBytes($"a,b\n{cell},1\n2,3")));
        Assert.Equal(["a|b", $"{cell}\"|1", "2|3"], Rows(Encoding.UTF8.GetBytes($"a,b\n\"{cell}\"\"\",1\n2,3")));
    }

    [Fact]
    public void RowsAreCountedAsASpreadsheetDoes_AndMalformedOnesMarked()
    {
        using var table = Open("a,b\n\n\"x\ny\",1\n\"x\"y,1\n"u8.ToArray());
        Assert.True(table.Next() && table.Next());
        Assert.Equal((3, false), (table.Row, table.IsMalformed));
        Assert.True(table.Next());
        Assert.Equal((4, true), (table.Row, table.IsMalformed));
        Assert.False(table.Next());
    }

    [Fact]
    public void WhatIsNoTable_IsRefused()
    {
        Assert.Contains("empty", Refused(""), StringComparison.Ordinal);
        Assert.Contains("not text", Refused("a,b\u0001"), StringComparison.Ordinal);
        Assert.Contains("Row 2 opens a quote", Refused("a,b\n\"1,2\n3,4"), StringComparison.Ordinal);
        Assert.Contains("longer than", Refused("a,b\n" + new string('x', 3 << 20)), StringComparison.Ordinal);
        Assert.Throws<NotUtf8Exception>(() => Rows([.. "a,b\n1,"u8, 0xFC, (byte)'\n']));
        Assert.Throws<NotUtf8Exception>(() => Rows([.. "a,b\n1,"u8, 0xC3]));
    }

    private static string Refused(string text) => Assert.Throws<UnreadableFileException>(() => Rows(Encoding.UTF8.GetBytes(text))).Message;

    private static Utf8Table Open(byte[] bytes, int block = int.MaxValue) => Utf8Table.Open(() => new Dripping(bytes, block), null);

    private static List<string> Rows(byte[] bytes, int block = int.MaxValue)
    {
        using var table = Open(bytes, block);
        var rows = new List<string>();
        while (table.Next())
            rows.Add(string.Join('|', Enumerable.Range(0, table.CellCount).Select(i => Encoding.UTF8.GetString(table[i]))));
        return rows;
    }

    /// <summary>Gives its bytes a few at a time.</summary>
    private sealed class Dripping(byte[] bytes, int block) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, block)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, block));
    }
}
