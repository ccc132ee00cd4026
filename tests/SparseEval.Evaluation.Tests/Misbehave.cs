using Microsoft.AspNetCore.Http;

namespace SparseEval.Evaluation.Tests;

/// <summary>What servers do to their clients.</summary>
internal static class Misbehave
{
    public static Task<bool> No => Task.FromResult(false);

    /// <summary>Every other request gets one of: busy, broken, cut off, malformed, empty.</summary>
    public static Task<bool> EveryOther(int number, HttpContext http) => number % 2 == 0 ? No : (number / 2 % 5) switch
    {
        0 => Busy(http, retryAfter: "0"),
        1 => Says(http, 500, "internal error"),
        2 => CutsOff(http),
        3 => Says(http, 200, "{\"choices\": [{"),
        _ => Says(http, 200, ""),
    };

    public static Task<bool> Busy(HttpContext http, string retryAfter)
    {
        http.Response.Headers.RetryAfter = retryAfter;
        return Says(http, 429, "slow down");
    }

    public static async Task<bool> Says(HttpContext http, int status, string body)
    {
        http.Response.StatusCode = status;
        await http.Response.WriteAsync(body);
        return true;
    }

    public static async Task<bool> Hangs(HttpContext http)
    {
        await Task.Delay(TimeSpan.FromMinutes(1), http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        return true;
    }

    private static async Task<bool> CutsOff(HttpContext http)
    {
        http.Response.ContentLength = 1000;
        await http.Response.WriteAsync("{\"choices\": [");
        await http.Response.Body.FlushAsync();
        http.Abort();
        return true;
    }
}
