namespace Hymba.Training.Data.World;

/// <summary>The ordinary words of the world. They are few, and both splits use them.</summary>
internal static class Words
{
    public static readonly string[] StreetKinds = ["Street", "Road", "Lane", "Avenue", "Square"];
    public static readonly string[] CompanyKinds = ["Foods", "Motors", "Works", "Systems", "Books", "Energy", "Tools", "Design"];

    public static readonly string[] Jobs =
        ["a baker", "a teacher", "a doctor", "an engineer", "a painter", "a driver", "a nurse", "a farmer", "a pilot", "a cook", "a lawyer", "a writer",
         "a carpenter", "an actor", "a gardener", "a librarian", "a musician", "a dentist", "a programmer", "a photographer"];

    public static readonly string[] Foods =
        ["soup", "bread", "cheese", "rice", "pasta", "fish", "salad", "pizza", "apple pie", "chocolate", "potatoes", "pancakes", "noodles", "curry",
         "beans", "ice cream", "mushrooms", "eggs"];

    public static readonly string[] Hobbies =
        ["chess", "swimming", "painting", "tennis", "cooking", "reading", "dancing", "football", "hiking", "fishing", "singing", "cycling",
         "sailing", "gardening"];

    public static readonly string[] Colours =
        ["red", "blue", "green", "black", "white", "yellow", "brown", "grey", "orange", "purple", "pink", "silver"];

    public static readonly string[] Materials = ["wood", "steel", "glass", "cotton", "leather", "plastic", "wool", "stone", "paper", "copper"];

    public static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    public static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    public static readonly string[] Things =
        ["lamp", "chair", "table", "phone", "bicycle", "camera", "clock", "jacket", "bag", "kettle", "radio", "printer", "tent", "keyboard", "mirror", "sofa",
         "watch", "backpack", "guitar", "knife"];

    public static readonly string[] ShopKinds =
        ["bakery", "bookshop", "pharmacy", "florist", "market", "library", "cafe", "toy shop", "shoe shop", "garage"];

    public static readonly string[] EventKinds =
        ["festival", "concert", "exhibition", "workshop", "conference", "race", "market day", "auction", "parade", "tournament"];

    public static readonly string[] Statuses = ["shipped", "delayed", "packed", "paid", "cancelled", "delivered", "open", "returned"];
    public static readonly string[] Languages = ["French", "German", "Spanish", "Italian", "Polish", "Dutch", "Greek", "Swedish"];
    public static readonly string[] Topics =
        ["the sea", "a long journey", "two brothers", "a lost city", "winter", "a robot", "music", "a secret garden", "the stars",
         "old trees"];
    public static readonly string[] Sports = ["football", "tennis", "chess", "hockey", "rugby", "handball"];
    public static readonly string[] Animals = ["cat", "dog", "horse", "parrot", "rabbit", "goat"];
    public static readonly string[] Dishes = ["soup", "cake", "stew", "pie", "salad", "bread"];
    public static readonly string[] Weather = ["sunny", "rainy", "cloudy", "windy", "snowy", "foggy", "stormy", "clear"];
    public static readonly string[] Rooms = ["kitchen", "bedroom", "office", "bathroom", "hall", "garage", "living room", "garden"];
    public static readonly string[] Goods =
        ["lamps", "chairs", "bicycles", "cameras", "clocks", "shoes", "radios", "tents", "engines", "toys", "bread", "paper"];
}
