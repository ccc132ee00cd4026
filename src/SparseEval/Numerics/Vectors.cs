using System.Numerics;

namespace SparseEval;

/// <summary>Products of plain arrays by the processor's vector instructions.</summary>
internal static class Vectors
{
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (sum, width, i) = (Vector<double>.Zero, Vector<double>.Count, 0);
        for (; i <= a.Length - width; i += width) sum += new Vector<double>(a.Slice(i, width)) * new Vector<double>(b.Slice(i, width));
        var total = Vector.Sum(sum);
        for (; i < a.Length; i++) total += a[i] * b[i];
        return total;
    }

    /// <summary>Products of one vector with four others; a is read once.</summary>
    public static void Dot(ReadOnlySpan<double> a, double[] b, double[] c, double[] d, double[] e, Span<double> products)
    {
        var (p, q, r, s, width, i) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Count, 0);
        for (; i <= a.Length - width; i += width)
        {
            var v = new Vector<double>(a.Slice(i, width));
            p += v * new Vector<double>(b, i);
            q += v * new Vector<double>(c, i);
            r += v * new Vector<double>(d, i);
            s += v * new Vector<double>(e, i);
        }
        (products[0], products[1], products[2], products[3]) = (Vector.Sum(p), Vector.Sum(q), Vector.Sum(r), Vector.Sum(s));
        for (; i < a.Length; i++)
        {
            products[0] += a[i] * b[i];
            products[1] += a[i] * c[i];
            products[2] += a[i] * d[i];
            products[3] += a[i] * e[i];
        }
    }

    /// <summary>Products of one vector with any number of others.</summary>
    public static void Dot(ReadOnlySpan<double> a, double[][] others, Span<double> products)
    {
        var k = 0;
        for (; k <= products.Length - 4; k += 4) Dot(a, others[k], others[k + 1], others[k + 2], others[k + 3], products.Slice(k, 4));
        for (; k < products.Length; k++) products[k] = Dot(a, others[k]);
    }

    /// <summary>Adds a multiple to the target.</summary>
    public static void Add(Span<double> target, ReadOnlySpan<double> a, double times)
    {
        var (factor, width, i) = (new Vector<double>(times), Vector<double>.Count, 0);
        for (; i <= a.Length - width; i += width)
            (new Vector<double>(target.Slice(i, width)) + factor * new Vector<double>(a.Slice(i, width))).CopyTo(target.Slice(i, width));
        for (; i < a.Length; i++) target[i] += times * a[i];
    }

    /// <summary>Adds multiples of two vectors to the target.</summary>
    public static void Add(Span<double> target, ReadOnlySpan<double> a, double timesA, ReadOnlySpan<double> b, double timesB)
    {
        var (x, y, width, i) = (new Vector<double>(timesA), new Vector<double>(timesB), Vector<double>.Count, 0);
        for (; i <= a.Length - width; i += width)
        {
            var at = target.Slice(i, width);
            (new Vector<double>(at) + x * new Vector<double>(a.Slice(i, width)) + y * new Vector<double>(b.Slice(i, width))).CopyTo(at);
        }
        for (; i < a.Length; i++) target[i] += timesA * a[i] + timesB * b[i];
    }

    /// <summary>Adds multiples of four vectors to the target.</summary>
    public static void Add(Span<double> target, double[] a, double[] b, double[] c, double[] d, ReadOnlySpan<double> times)
    {
        var (p, q, r, s) = (new Vector<double>(times[0]), new Vector<double>(times[1]), new Vector<double>(times[2]), new Vector<double>(times[3]));
        var (width, i) = (Vector<double>.Count, 0);
        for (; i <= target.Length - width; i += width)
        {
            var at = target.Slice(i, width);
            (new Vector<double>(at) + p * new Vector<double>(a, i) + q * new Vector<double>(b, i) + r * new Vector<double>(c, i) + s * new Vector<double>(d, i)).CopyTo(at);
        }
        for (; i < target.Length; i++) target[i] += times[0] * a[i] + times[1] * b[i] + times[2] * c[i] + times[3] * d[i];
    }

    /// <summary>target += factor x.</summary>
    public static void AddScaled(Span<double> target, double factor, ReadOnlySpan<double> x)
    {
        var (f, width, i) = (new Vector<double>(factor), Vector<double>.Count, 0);
        for (; i <= target.Length - width; i += width)
            (new Vector<double>(target.Slice(i, width)) + f * new Vector<double>(x.Slice(i, width))).CopyTo(target.Slice(i, width));
        for (; i < target.Length; i++) target[i] += factor * x[i];
    }

    /// <summary>Sum of a_j b_j w_j.</summary>
    public static double Form(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> w)
    {
        var (sum, width, i) = (Vector<double>.Zero, Vector<double>.Count, 0);
        for (; i <= a.Length - width; i += width)
            sum += new Vector<double>(a.Slice(i, width)) * new Vector<double>(b.Slice(i, width)) * new Vector<double>(w.Slice(i, width));
        var total = Vector.Sum(sum);
        for (; i < a.Length; i++) total += a[i] * b[i] * w[i];
        return total;
    }

    /// <summary>Replaces x by 1 / (1 + exp(-x)).</summary>
    public static void Sigmoid(Span<double> x)
    {
        var (one, width, i) = (Vector<double>.One, Vector<double>.Count, 0);
        for (; i <= x.Length - width; i += width) (one / (one + Vector.Exp(-new Vector<double>(x.Slice(i, width))))).CopyTo(x.Slice(i, width));
        for (; i < x.Length; i++) x[i] = 1 / (1 + Math.Exp(-x[i]));
    }

    /// <summary>target += a b, element by element.</summary>
    public static void AddProduct(Span<double> target, ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (width, i) = (Vector<double>.Count, 0);
        for (; i <= target.Length - width; i += width)
            (new Vector<double>(target.Slice(i, width)) + new Vector<double>(a.Slice(i, width)) * new Vector<double>(b.Slice(i, width))).CopyTo(target.Slice(i, width));
        for (; i < target.Length; i++) target[i] += a[i] * b[i];
    }

    /// <summary>fit += times x / shift and leverage += x^2 / shift.</summary>
    public static void AddRidge(Span<double> fit, Span<double> leverage, ReadOnlySpan<double> x, double shift, double times)
    {
        var (divisor, factor, width, i) = (new Vector<double>(shift), new Vector<double>(times), Vector<double>.Count, 0);
        for (; i <= x.Length - width; i += width)
        {
            var v = new Vector<double>(x.Slice(i, width));
            var weight = v / divisor;
            (new Vector<double>(fit.Slice(i, width)) + weight * factor).CopyTo(fit.Slice(i, width));
            (new Vector<double>(leverage.Slice(i, width)) + weight * v).CopyTo(leverage.Slice(i, width));
        }
        for (; i < x.Length; i++)
        {
            fit[i] += x[i] / shift * times;
            leverage[i] += x[i] / shift * x[i];
        }
    }

    /// <summary>Sum of (a_j - b_j)^2.</summary>
    public static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (sum, width, i) = (Vector<double>.Zero, Vector<double>.Count, 0);
        for (; i <= a.Length - width; i += width)
        {
            var d = new Vector<double>(a.Slice(i, width)) - new Vector<double>(b.Slice(i, width));
            sum += d * d;
        }
        var total = Vector.Sum(sum);
        for (; i < a.Length; i++) total += (a[i] - b[i]) * (a[i] - b[i]);
        return total;
    }
}
