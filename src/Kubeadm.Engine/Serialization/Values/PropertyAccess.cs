using System.Reflection;

namespace Kubeadm.Engine.Serialization.Values;

/// <summary>
/// Reads and writes a property through delegates. Reflection has code of its own compiled for each property at its second use,
/// which for some hundred properties takes more time than all that is done with them.
/// </summary>
internal abstract class PropertyAccess
{
    /// <summary>The access to a property of a class.</summary>
    public static PropertyAccess Of(PropertyInfo property) =>
        (PropertyAccess)Activator.CreateInstance(typeof(Typed<,>).MakeGenericType(property.DeclaringType!, property.PropertyType), property)!;

    /// <summary>Reads the property.</summary>
    public abstract object? Get(object owner);

    /// <summary>Writes the property; null stands for the default of a value type.</summary>
    public abstract void Set(object owner, object? value);

    private sealed class Typed<TOwner, TValue>(PropertyInfo property) : PropertyAccess
        where TOwner : class
    {
        private readonly Func<TOwner, TValue> _get = property.GetMethod!.CreateDelegate<Func<TOwner, TValue>>();
        private Action<TOwner, TValue?>? _set;

        public override object? Get(object owner) => _get((TOwner)owner);

        public override void Set(object owner, object? value)
        {
            _set ??= property.SetMethod!.CreateDelegate<Action<TOwner, TValue?>>();
            _set((TOwner)owner, value is null ? default : (TValue)value);
        }
    }
}
