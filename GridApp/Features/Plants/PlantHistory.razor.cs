using System.Globalization;
using System.Text.Json;
using GridApp.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace GridApp.Features.Plants;

public sealed partial class PlantHistory
{
    [Parameter, EditorRequired] public IReadOnlyList<PlantChange> Steps { get; set; } = [];

    [Inject] private IStringLocalizer<PlantsText> Text { get; set; } = default!;

    private string Who(PlantChange step)
    {
        if (step.ByImport)
            return step.ImportFile is null ? Text["History_Import"] : Text["History_Import_Of", step.ImportFile];
        return step.Person is null ? Text["History_Person"] : Text["History_Person_Of", step.Person];
    }

    private string Label(string field) => Text["Field_" + field] is { ResourceNotFound: false } label ? label : field;

    /// <summary>A stored value as a person reads it.</summary>
    private string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "–",
        JsonValueKind.True => Text["Yes"],
        JsonValueKind.False => Text["No"],
        JsonValueKind.Number => value.GetDouble().ToString("0.#######", CultureInfo.CurrentCulture),
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : "–",
        JsonValueKind.Array => value.GetArrayLength() == 0 ? "–" : string.Join(", ", value.EnumerateArray().Select(Unit)),
        _ => value.GetRawText(),
    };

    private static string Unit(JsonElement unit) =>
        unit.TryGetProperty("code", out JsonElement code) && unit.TryGetProperty("capacity_mw", out JsonElement mw) && mw.ValueKind == JsonValueKind.Number
            ? $"{code} {Display.Megawatts(mw.GetDouble())} MW"
            : unit.GetRawText();
}
