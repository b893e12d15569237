using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace GridApp.Data;

/// <summary>Data Protection keys in the database: every process on it reads the cookies and tokens of the others, and they survive a restart.</summary>
internal sealed class DataProtectionKeys(GridDataSources sources) : IXmlRepository
{
    // The interface is synchronous; it is asked a few times a day.
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = sources.Identity.CreateCommand("select xml from data_protection_keys order by id");
        using var reader = command.ExecuteReader();
        var elements = new List<XElement>();
        while (reader.Read())
        {
            elements.Add(XElement.Parse(reader.GetString(0)));
        }
        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = sources.Identity.CreateCommand("insert into data_protection_keys (friendly_name, xml) values ($1, $2)");
        command.Parameters.Add(new NpgsqlParameter { Value = friendlyName });
        command.Parameters.Add(new NpgsqlParameter { Value = element.ToString(SaveOptions.DisableFormatting) });
        command.ExecuteNonQuery();
    }
}
