using System.Globalization;

namespace Hymba.Training.Data.World;

/// <summary>Drawn values, as they stand in documents.</summary>
internal static class Values
{
    private static readonly string[] Cents = ["50", "95", "99", "20", "75", "25", "80", "45", "60", "15", "35", "90"];

    public static string Age(Draw draw) => draw.Number(18, 89);

    public static string Small(Draw draw) => draw.Number(2, 30);

    public static string Platform(Draw draw) => draw.Number(1, 24);

    public static string Hundreds(Draw draw) => draw.Number(20, 990);

    public static string Thousands(Draw draw) => draw.Number(1000, 99000);

    public static string Id(Draw draw) => draw.Number(100, 9999);

    public static string Year(Draw draw) => draw.Number(1850, 2024);

    public static string Price(Draw draw) => draw.Own(static d => $"{Text(1 + d.Below(d.Chance(0.5) ? 20 : 300))}.{d.Pick(Cents)}");

    public static string Weight(Draw draw) => draw.Own(static d => $"{Text(1 + d.Below(30))}.{Text(1 + d.Below(9))}");

    public static string Time(Draw draw) => draw.Own(static d => $"{Text(6 + d.Below(17))}:{Text(5 * d.Below(12)).PadLeft(2, '0')}");

    public static string Date(Draw draw) => draw.Own(static d => $"{Text(1 + d.Below(28))} {d.Pick(Words.Months)}");

    public static string Phone(Draw draw) => draw.Number(10000, 99999);

    public static string Address(Draw draw) => $"{Names.Street(draw)} {draw.Number(1, 99)}";

    public static string Day(Draw draw) => draw.Pick(Words.Days);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
