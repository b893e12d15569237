namespace GridApp.Features.Imports;

/// <summary>A file that has arrived, on disk already.</summary>
/// <param name="FileName">What the person calls it.</param>
/// <param name="StoredAs">Its name in the upload store.</param>
internal sealed record SentFile(string FileName, string StoredAs, long Bytes);
