namespace Hymba.Validation.Language;

/// <summary>What tells languages apart: the commonest short words of each and letters that few others have.</summary>
internal static class LanguageProfiles
{
    /// <summary>Language code, common words, telling characters.</summary>
    public static readonly (string Code, string Words, string Letters)[] Latin =
    [
        ("en",
            "the of and to in is that it for was on are as with his they at be this have from or had by but what some we "
            + "can out other were all there when up use your how said an each she which do their time if will way about many "
            + "then them would these her him has more could go did my than been who its now find long down made may part over "
            + "new just i you he not a was also into any only does don't it's i'm prompt name answer",
            ""),
        ("de",
            "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat "
            + "dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis "
            + "mehr durch man sein wurde sei ich du wir ihr mein kann wenn was wo warum heiße bitte ja nein diese dieser "
            + "dieses kein keine",
            "äöüß"),
        ("fr",
            "le la les de des et à un une dans en du que qui est pour pas au sur plus par ce il avec ne se son sa ses mais "
            + "ou comme tout nous vous je tu elle on leur y être fait cette aux sont ont été c'est d'un d'une qu'il qu'elle "
            + "n'est l'on très aussi bien sans où quand même jusqu'à moi toi appelle bonjour",
            "éèêëçàùûîïôœ"),
        ("es",
            "el la los las de del y a en un una que es por con no se su para como más lo al le o este sí porque esta entre "
            + "cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno ni contra otros ese eso "
            + "ante ellos e esto mí antes algunos qué unos yo otro otras te llamo llamas cómo está son soy eres gracias hola "
            + "tu mi",
            "ñ¿¡áíóú"),
        ("it",
            "il lo la i gli le di del della dei delle e è a in un una che per con non si su sono come più da al alla nel "
            + "nella ma anche ci questo questa se o ho ha hanno era quando dove chi cosa molto tutto tutti io tu lui lei noi "
            + "voi loro mio mia mi chiamo ciao grazie perché così quello ancora",
            "èàòùì"),
        ("pt",
            "o a os as de do da dos das e é em um uma que para com não se por mais no na nos nas como mas ao foi ele ela "
            + "seu sua ou ser quando muito há já está eu também só pelo pela até isso entre era depois sem mesmo aos ter seus "
            + "quem esse eles você tu meu minha são obrigado olá chamo",
            "ãõçâê"),
        ("nl",
            "de het een en van in is dat op te zijn met voor niet die aan er om ook als dan maar bij nog uit naar door over "
            + "ze hij wij jij ik je mijn heeft hebben was werd worden kan geen wat wie waar hoe deze dit zo tot veel meer al "
            + "heet naam",
            ""),
        ("sv",
            "och i att det som en på är av för med den till inte har de ett om han men var jag sig från vi så kan när hon "
            + "ska eller vad där mycket du mig din mitt heter också",
            "åäö"),
        ("da",
            "og i at det som en på er af for med den til ikke har de et om han men var jeg sig fra vi så kan når hun skal "
            + "eller hvad der meget du mig din mit hedder også",
            "æøå"),
        ("pl",
            "i w na z do nie się że to jest o jak po co ale za od tak przez czy dla ich był jego już tylko ja ty my może "
            + "być są ten ta te mam jestem się proszę",
            "ąćęłńśźż"),
        ("cs",
            "a v na se že je s z do o to i jako za by pro ale po tak jsem jsou byl nebo jeho který když co já ty už jen aby "
            + "při také není",
            "ěščřžýůť"),
        ("fi",
            "ja on ei se että hän oli mutta ovat kuin niin joka myös tai jos mitä kun minä sinä olen minun sen tämä siitä "
            + "vain ole nyt",
            "äö"),
        ("tr",
            "ve bir bu da de için ile çok ne o olarak daha gibi olan var ben sen biz kadar sonra ama mi mı değil en benim "
            + "adım",
            "ğışçü"),
        ("ro", "și în de la a nu cu o pe că este un mai din se pentru ce să sunt au care lui dar ca ei fi sau eu tu mă numesc", "ășțâî"),
        ("hu", "a az és hogy nem is egy ez azt van meg de volt csak el mint már még ki vagy ha én te mi nagyon vannak lehet", "őűáéíóú"),
    ];
}
