using System.Collections;
using System.Data;
using System.Data.Common;
using System.Globalization;

namespace SparseEval.Data;

/// <summary>Rows of typed columns, read forward; a value that is missing is DBNull.</summary>
internal sealed class ResultReader(IReadOnlyList<(string Name, Type Type)> columns, IEnumerable<object?[]> rows) : DbDataReader
{
    private readonly IEnumerator<object?[]> _rows = rows.GetEnumerator();
    private object?[]? _ahead;
    private bool _looked;
    private bool _closed;

    public override int FieldCount => columns.Count;

    public override bool HasRows => Look() is not null || Current is not null;

    public override bool IsClosed => _closed;

    public override int RecordsAffected => -1;

    public override int Depth => 0;

    private object?[]? Current { get; set; }

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override bool Read()
    {
        if (_closed) throw new InvalidOperationException("The reader is closed.");
        Current = Look();
        _looked = false;
        return Current is not null;
    }

    public override bool NextResult() => false;

    public override void Close()
    {
        if (_closed) return;
        _closed = true;
        _rows.Dispose();
    }

    public override object GetValue(int ordinal) => Row[ordinal] ?? DBNull.Value;

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++) values[i] = GetValue(i);
        return count;
    }

    public override string GetName(int ordinal) => columns[ordinal].Name;

    public override Type GetFieldType(int ordinal) => columns[ordinal].Type;

    public override string GetDataTypeName(int ordinal) => columns[ordinal].Type.Name;

    public override int GetOrdinal(string name)
    {
        for (var i = 0; i < columns.Count; i++)
            if (columns[i].Name == name) return i;
        throw new ArgumentOutOfRangeException(nameof(name), $"There is no column '{name}'. There is: {string.Join(", ", columns.Select(c => c.Name))}.");
    }

    public override bool IsDBNull(int ordinal) => Row[ordinal] is null;

    /// <summary>Names and types of the columns, as <see cref="DataTable.Load(IDataReader)"/> asks for them.</summary>
    public override DataTable GetSchemaTable()
    {
        var schema = new DataTable("SchemaTable") { Locale = CultureInfo.InvariantCulture };
        foreach (var (name, type) in new[] { ("ColumnName", typeof(string)), ("ColumnOrdinal", typeof(int)), ("ColumnSize", typeof(int)), ("DataType", typeof(Type)), ("AllowDBNull", typeof(bool)), ("IsKey", typeof(bool)), ("IsUnique", typeof(bool)) })
            schema.Columns.Add(name, type);
        for (var i = 0; i < columns.Count; i++) schema.Rows.Add(columns[i].Name, i, -1, columns[i].Type, true, false, false);
        return schema;
    }

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    public override bool GetBoolean(int ordinal) => (bool)GetValue(ordinal);

    public override byte GetByte(int ordinal) => Convert.ToByte(GetValue(ordinal), CultureInfo.InvariantCulture);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => throw new NotSupportedException("No column holds bytes.");

    public override char GetChar(int ordinal) => throw new NotSupportedException("No column holds single characters.");

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => throw new NotSupportedException("No column holds single characters.");

    public override DateTime GetDateTime(int ordinal) => (DateTime)GetValue(ordinal);

    public override decimal GetDecimal(int ordinal) => Convert.ToDecimal(GetValue(ordinal), CultureInfo.InvariantCulture);

    public override double GetDouble(int ordinal) => Convert.ToDouble(GetValue(ordinal), CultureInfo.InvariantCulture);

    public override float GetFloat(int ordinal) => Convert.ToSingle(GetValue(ordinal), CultureInfo.InvariantCulture);

    public override Guid GetGuid(int ordinal) => throw new NotSupportedException("No column holds identifiers.");

    public override short GetInt16(int ordinal) => Convert.ToInt16(GetValue(ordinal), CultureInfo.InvariantCulture);

    public override int GetInt32(int ordinal) => Convert.ToInt32(GetValue(ordinal), CultureInfo.InvariantCulture);

    public override long GetInt64(int ordinal) => Convert.ToInt64(GetValue(ordinal), CultureInfo.InvariantCulture);

    public override string GetString(int ordinal) => (string)GetValue(ordinal);

    private object?[] Row => Current ?? throw new InvalidOperationException("There is no current row; call Read first.");

    private object?[]? Look()
    {
        if (_looked) return _ahead;
        _looked = true;
        return _ahead = _rows.MoveNext() ? _rows.Current : null;
    }
}
