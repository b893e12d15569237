namespace GridApp.Components;

/// <summary>The path of each icon, on a grid of 20.</summary>
internal static class IconPath
{
    public static string Of(IconName name) => name switch
    {
        IconName.Dashboard => "M3 3.5H8.5V10H3ZM11.5 3.5H17V7H11.5ZM11.5 10H17V16.5H11.5ZM3 13H8.5V16.5H3Z",
        IconName.Map => "M2.5 5.5 7.5 3.5 12.5 6 17.5 4V14.5L12.5 16.5 7.5 14 2.5 16ZM7.5 3.5V14M12.5 6V16.5",
        IconName.Plants => "M2.5 16.5V9.5L7 12V9.5L11.5 12V3.5H15L16 16.5ZM2 16.5H18",
        IconName.Incidents => "M11 2.5 4.5 11.5H9.5L8.5 17.5 15.5 8H10.5Z",
        IconName.Jobs => "M10 2.5A7.5 7.5 0 1 0 10 17.5 7.5 7.5 0 1 0 10 2.5ZM10 5.5V10L13 12",
        IconName.Api => "M7 5.5 2.5 10 7 14.5M13 5.5 17.5 10 13 14.5M11 3.5 9 16.5",
        IconName.About => "M10 2.5A7.5 7.5 0 1 0 10 17.5 7.5 7.5 0 1 0 10 2.5ZM10 9V13.8M10 6.3V6.4",
        IconName.Account => "M10 3A3.2 3.2 0 1 0 10 9.4 3.2 3.2 0 1 0 10 3ZM3.8 17C4.2 13.6 6.7 12 10 12S15.8 13.6 16.2 17",
        IconName.Search => "M9 3.5A5.5 5.5 0 1 0 9 14.5 5.5 5.5 0 1 0 9 3.5ZM13 13 17 17",
        IconName.Theme => "M10 2.5A7.5 7.5 0 1 0 10 17.5 7.5 7.5 0 1 0 10 2.5ZM10 2.5V17.5M10 6H14.8M10 10H17M10 14H14.8",
        IconName.SignOut => "M12 3.5H4.5V16.5H12M9 10H17.5M14.5 7 17.5 10 14.5 13",
        IconName.Close => "M5 5 15 15M15 5 5 15",
        IconName.Menu => "M3.5 4.5H16.5V15.5H3.5ZM8 4.5V15.5M10.5 8.5 12.5 10 10.5 11.5",
        IconName.More => "M5 9.2A0.8 0.8 0 1 0 5 10.8 0.8 0.8 0 1 0 5 9.2ZM10 9.2A0.8 0.8 0 1 0 10 10.8 0.8 0.8 0 1 0 10 9.2ZM15 9.2A0.8 0.8 0 1 0 15 10.8 0.8 0.8 0 1 0 15 9.2Z",
        IconName.Chevron => "M6 8 10 12 14 8",
        IconName.Warning => "M10 3 17.8 16.5H2.2ZM10 8V11.8M10 14V14.1",
        IconName.Info => "M10 2.5A7.5 7.5 0 1 0 10 17.5 7.5 7.5 0 1 0 10 2.5ZM10 9V13.8M10 6.3V6.4",
        IconName.Key => "M6.5 9.5A3.5 3.5 0 1 0 6.5 16.5 3.5 3.5 0 1 0 6.5 9.5ZM9 10.5 16.5 3M13.5 6 16 8.5",
        IconName.Download => "M10 3V12.5M6 9 10 13 14 9M3.5 16.5H16.5",
        IconName.Filter => "M3 4.5H17L11.8 11V16.5L8.2 14.5V11Z",
        IconName.Layers => "M10 3 17.5 7 10 11 2.5 7ZM2.5 10.5 10 14.5 17.5 10.5M2.5 13.5 10 17.5 17.5 13.5",
        IconName.External => "M8 4H4V16H16V12M11.5 3.5H16.5V8.5M16.5 3.5 9 11",
        IconName.Locate => "M10 5A5 5 0 1 0 10 15 5 5 0 1 0 10 5ZM10 2V7M10 13V18M2 10H7M13 10H18",
        IconName.Table => "M3 4H17V16H3ZM3 8H17M3 12H17M8 8V16",
        IconName.Plus => "M10 4V16M4 10H16",
        IconName.Minus => "M4 10H16",
        IconName.Empty => "M3 11.5 5.5 4.5H14.5L17 11.5V16.5H3ZM3 11.5H7.5L8.5 13.5H11.5L12.5 11.5H17",
        IconName.Offline => "M3 3 17 17M5 9.2A8 8 0 0 1 7.4 7.7M10 6.9A8 8 0 0 1 15.2 9.2M7.4 12A4.2 4.2 0 0 1 10 10.9M10 15.4V15.5",
        IconName.Price => "M2.5 16.5H17.5M2.5 13 6 8.5 9 11 12.5 4.5 15 8 17.5 6",
        IconName.Load => "M2.5 10C4 4 6 4 7.5 10S11 16 12.5 10 16 4 17.5 8",
        IconName.Generation => "M2.5 16.5H17.5V11C14 8 12 12 9 9.5S5 8 2.5 11ZM2.5 7.5C5 3.5 7.5 6.5 10 4.5S15 4 17.5 5.5",
        IconName.Bell => "M4.5 14.5C5.7 13.2 5.8 11.6 5.8 9A4.2 4.2 0 0 1 14.2 9C14.2 11.6 14.3 13.2 15.5 14.5ZM8.3 17A1.9 1.9 0 0 0 11.7 17",
        IconName.Upload => "M10 13V3.5M6 7.5 10 3.5 14 7.5M3.5 12.5V16.5H16.5V12.5",
        IconName.Audit => "M5 2.5H15V17.5H5ZM8 6.5H12M8 9.5H12M8 12.5 9.3 14 12 11.5",
        IconName.People => "M7.5 4A2.8 2.8 0 1 0 7.5 9.6 2.8 2.8 0 1 0 7.5 4ZM2 16.5C2.3 13.4 4.6 12 7.5 12S12.7 13.4 13 16.5M13 4.3A2.6 2.6 0 0 1 13 9.3M15 12.2C16.8 12.8 17.8 14.3 18 16.5",
        IconName.Organization => "M3.5 16.5V4.5H11.5V16.5M11.5 8.5H16.5V16.5M2.5 16.5H17.5M6 7.5H9M6 10.5H9M6 13.5H9M14 11.5V11.6M14 14V14.1",
        IconName.Edit => "M3.5 16.5 4.5 12.5 13.5 3.5 16.5 6.5 7.5 15.5ZM11.5 5.5 14.5 8.5",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "This icon has no drawing."),
    };
}
