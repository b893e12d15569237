namespace GridApp.Components;

/// <summary>The icons of the interface, drawn in <see cref="Icon"/>.</summary>
public enum IconName
{
    Map,
    Plants,
    Incidents,
    Api,
    About,
    Account,
    Search,
    Theme,
    SignOut,
    Close,
    Menu,
    Chevron,
    Warning,
    Info,
    Key,
    Download,
    Filter,
    Layers,
    External,
    Locate,
    Table,
    Plus,
    Minus,
    Empty,
    Offline,
    Price,
    Load,
    Generation,
}
