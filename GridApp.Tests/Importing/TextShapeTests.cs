using System.Text;
using GridApp.Importing;
using GridApp.Importing.Files;

namespace GridApp.Tests.Importing;

public sealed class TextShapeTests : IDisposable
{
    private const string Turkish = "code,name\n1,Işıklı Değirmen Şelalesi\n";
    private readonly TempFiles files = new();

    static TextShapeTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Of_MarkedUnicode_ReadsWithoutAWarning(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var shape = Of([.. encoding.GetPreamble(), .. encoding.GetBytes(Turkish)]);
        Assert.Equal((Turkish, null), (Content(shape), shape.Warning));
    }

    [Fact]
    public void Of_Utf8WithoutMark_ReadsWithoutAWarning()
    {
        var shape = Of(Encoding.UTF8.GetBytes(Turkish));
        Assert.Equal((Turkish, null), (Content(shape), shape.Warning));
    }

    [Theory]
    [InlineData("iso-8859-9")]
    [InlineData("windows-1254")]
    public void Of_TurkishSingleByte_IsReadAndSaysSo(string name)
    {
        var shape = Of(Encoding.GetEncoding(name).GetBytes(Turkish));
        Assert.Equal(Turkish, Content(shape));
        Assert.Contains("not UTF-8", shape.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_WrongByteFarBehindTheHead_IsStillFound()
    {
        byte[] content = [.. Encoding.ASCII.GetBytes(new string('a', 300_000) + "\n"), 0xFE, (byte)'\n'];
        Assert.NotNull(Of(content).Warning);
    }

    [Fact]
    public void Of_CharacterAcrossABlockEdge_IsNoFault()
    {
        byte[] content = [.. Encoding.ASCII.GetBytes(new string('a', 65_535)), .. Encoding.UTF8.GetBytes("ğ,x\n")];
        Assert.Null(Of(content).Warning);
    }

    [Fact]
    public void Of_CharacterCutAtTheEnd_IsNotUtf8() => Assert.NotNull(Of([.. "a,b\n"u8, 0xC4]).Warning);

    [Fact]
    public void Of_PackedFiles_ReadLikeTheirContent()
    {
        var content = Encoding.UTF8.GetBytes(Turkish);
        Assert.Equal(Turkish, Content(Of(TempFiles.Gzip(content))));
        Assert.Equal(Turkish, Content(Of(TempFiles.Zip(("plants.csv", content)))));
        Assert.Equal(Turkish, Content(Of(TempFiles.Zip(("a/README.md", "x"u8.ToArray()), ("a/plants.csv", content), ("__MACOSX/._plants.csv", content)))));
        Assert.Equal(Turkish + Turkish, Content(Of([.. TempFiles.Gzip(content), .. TempFiles.Gzip(content)])));
    }

    [Fact]
    public void Of_GzipCutAnywhere_IsIncomplete()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 5_000; i++)
            text.Append(i).Append(',').Append(i * 7919 % 10007).Append('\n');
        var packed = TempFiles.Gzip(Encoding.ASCII.GetBytes(text.ToString()));
        foreach (var length in new[] { packed.Length - 1, packed.Length - 4, packed.Length - 9, packed.Length / 2, 20, 12, 3 })
            Assert.Throws<UnreadableFileException>(() => Of(packed[..length]));
    }

    [Fact]
    public void Of_GzipOfAnEmptyFile_IsEmpty() => Refused("empty", TempFiles.Gzip([]));

    [Fact]
    public void Of_NothingAtAll_IsEmpty() => Refused("empty", []);

    [Fact]
    public void Of_DamagedArchives_AreRefused()
    {
        var zip = TempFiles.Zip(("plants.csv", Encoding.ASCII.GetBytes(Turkish)));
        Refused("damaged", zip[..^30]);
        var gzip = TempFiles.Gzip(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 9000))));
        gzip[gzip.Length / 2] ^= 0x55;
        gzip[gzip.Length / 2 + 1] ^= 0x55;
        Assert.Throws<UnreadableFileException>(() => Of(gzip));
    }

    [Fact]
    public void Of_ZipWithSeveralDataFiles_AsksForOne() =>
        Refused("one at a time", TempFiles.Zip(("a.csv", "a"u8.ToArray()), ("b.csv", "b"u8.ToArray())));

    [Fact]
    public void Of_ZipWithoutData_SaysSo()
    {
        Refused("no data file", TempFiles.Zip());
        Refused("no data file", TempFiles.Zip(("a.md", "a"u8.ToArray()), ("b.pdf", "b"u8.ToArray())));
    }

    [Fact]
    public void Of_PackedTwice_SaysSo()
    {
        var gzip = TempFiles.Gzip("a,b\n"u8.ToArray());
        Refused("compressed twice", TempFiles.Gzip(gzip));
        Refused("compressed twice", TempFiles.Zip(("plants.csv.gz", gzip)));
        Refused("compressed twice", TempFiles.Zip(("inner.zip", TempFiles.Zip(("plants.csv", "a"u8.ToArray())))));
    }

    [Fact]
    public void Of_Binary_IsNoText()
    {
        Refused("not text", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0]);
        Refused("not text", Encoding.Unicode.GetBytes("code,name\n"));
    }

    [Fact]
    public void Of_ContentOverTheLimit_IsRefusedHoweverItIsPacked()
    {
        var content = new byte[200_001];
        Array.Fill(content, (byte)'a');
        Refused("195.3 KB", TempFiles.Gzip(content), limit: 200_000);
        Refused("195.3 KB", TempFiles.Zip(("a.csv", content)), limit: 200_000);
        Assert.Equal(200_001, Of(TempFiles.Gzip(content), limit: 200_001).Bytes);
    }

    [Fact]
    public void Of_ContentFarLargerThanItsFile_IsRefusedBelowTheLimit()
    {
        var content = new byte[80 << 20];
        Array.Fill(content, (byte)'a');
        Refused("times its size", TempFiles.Gzip(content), limit: 1 << 30);
    }

    private void Refused(string words, byte[] content, long limit = 1 << 24) =>
        Assert.Contains(words, Assert.Throws<UnreadableFileException>(() => Of(content, limit)).Message, StringComparison.Ordinal);

    private string Content(TextShape shape)
    {
        using var reader = new StreamReader(Unpacking.Open(Path.Combine(files.Folder, "file"), 1 << 24), shape.Encoding);
        return reader.ReadToEnd();
    }

    private TextShape Of(byte[] content, long limit = 1 << 24) =>
        TextShape.Of(files.Write("file", content), limit, CancellationToken.None);
}
