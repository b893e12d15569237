using System.Text.Json;
using GridApp.Features.Audit;

namespace GridApp.Tests.Features.Audit;

public sealed class AuditChangesTests
{
    [Fact]
    public void Of_TwoStates_NamesOnlyWhatDiffers()
    {
        var changes = AuditChanges.Of(Json("""{"name":"Keban","capacityMw":1330,"eic":null,"units":[1,2]}"""), Json("""{"name":"Keban","capacityMw":1335.5,"eic":"40W","units":[1,2]}"""));
        Assert.Equal([new AuditChange("capacityMw", "1330", "1335.5"), new AuditChange("eic", null, "40W")], changes);
    }

    [Fact]
    public void Of_NestedObjects_NamesTheWayToTheField() =>
        Assert.Equal([new AuditChange("delay.hours", "2", "4")], AuditChanges.Of(Json("""{"delay":{"hours":2,"kind":"smf"}}"""), Json("""{"delay":{"hours":4,"kind":"smf"}}""")));

    [Fact]
    public void Of_NothingBefore_IsEverythingThatIsThereNow() =>
        Assert.Equal([new AuditChange("name", null, "Keban")], AuditChanges.Of(null, Json("""{"name":"Keban","eic":null}""")));

    [Fact]
    public void Of_NothingAfter_IsEverythingThatWas() =>
        Assert.Equal([new AuditChange("name", "Keban", null)], AuditChanges.Of(Json("""{"name":"Keban"}"""), null));

    [Fact]
    public void Of_AListThatChanged_ShowsBothLists() =>
        Assert.Equal([new AuditChange("units", "[1]", "[1,2]")], AuditChanges.Of(Json("""{"units":[1]}"""), Json("""{"units":[1,2]}""")));

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
