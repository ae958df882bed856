namespace Hymba.Training.Data.World;

/// <summary>All sorts of things. A class of its own, because initialisers in several files have no order.</summary>
internal static class Sorts
{
    public static readonly Family[] All =
    [
        Families.People, Families.Shops, Families.Products, Families.Orders, Families.Companies, Families.Trains, Families.Buses, Families.Towns,
        Families.Hotels, Families.Restaurants, Families.Rivers, Families.Rooms, Families.Events, Families.Meetings, Families.Works,
        Families.Animals, Families.Recipes, Families.Teams,
    ];
}
