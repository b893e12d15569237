namespace GridApp.Features.Account;

/// <summary>Marks the texts of login and account: AccountText.resx and AccountText.tr.resx.</summary>
public sealed class AccountText;
