namespace GridApp.Features.Users;

/// <summary>Marker for the texts of this folder (UsersText.resx and .tr.resx).</summary>
public sealed class UsersText;
