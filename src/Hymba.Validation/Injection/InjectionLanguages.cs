namespace Hymba.Validation.Injection;

/// <summary>
/// The plainest moves in other languages with Latin or Cyrillic letters: to lift instructions, to tell the system prompt, to answer without
/// limits. The notation is that of <see cref="InjectionTable"/>.
/// </summary>
internal static class InjectionLanguages
{
    /// <summary>Instructions that lift the ones before.</summary>
    public const string Override = """
        1.0 \b(?:ignorier\w{0,3}|vergiss|vergessen sie|missacht\w{1,3}|verwirf|übergeh\w{0,3}|umgeh\w{0,3}|missachte)~(?:anweisungen|anleitungen|
        + vorgaben|instruktionen|befehle|regeln|richtlinien|systemprompt|sicherheitsregeln|filter|einschränkungen)\b
        1.0 \b(?:ignor(?:e|ez|er|es)|oubli(?:e|ez|er)|néglige[rz]?|contourn(?:e|ez|er)|désob\w{2,6})~(?:les|tes|vos|mes|ses|des|ces|aux|tout(?:es)?|toutes les) (?:\w{1,18} ){0,2}(?:instructions|consignes|directives|règles|
        + ordres|restrictions|filtres)\b
        1.0 \b(?:ignor(?:a|e|en|ar)|olvid(?:a|e|en|ar)|descarta|omite|desobedece|pasa por alto)~(?:instrucciones|reglas|órdenes|ordenes|indicaciones|
        + directrices|normas|restricciones)\b
        1.0 \b(?:ignora(?:re|te)?|dimentica(?:re|te)?|trascura|scorda|disobbedisci)~(?:istruzioni|regole|ordini|direttive|comandi|restrizioni)\b
        1.0 \b(?:ignor(?:e|a|ar|em)|esqueç\w{1,2}|esquece|esquecer|desconsider\w{1,2}|desobedeça)~(?:instruções|instrucoes|regras|ordens|diretrizes|
        + comandos|restrições)\b
        1.0 \b(?:negeer|vergeet|sla)~(?:instructies|aanwijzingen|regels|opdrachten|richtlijnen|beperkingen)\b
        1.0 \b(?:zignoruj|ignoruj|zapomnij|pomiń)~(?:instrukcje|instrukcjach|polecenia|poleceniach|zasady|zasadach|reguły|regułach|wytyczne)\b
        1.0 \b(?:игнорируй\w{0,2}|проигнорируй\w{0,2}|забудь\w{0,2}|отмени\w{0,2}|не следуй|пренебреги)~(?:инструкци\w{1,3}|указани\w{1,3}|правил\w{0,3}|
        + команд\w{0,3}|директив\w{0,3}|ограничени\w{1,3})\b
        1.0 \b(?:ігноруй|забудь|проігноруй)~(?:інструкці\w{1,3}|вказівк\w{1,3}|правила)\b
        1.0 \b(?:ignorera|glöm|strunta i|ignorer|glem)~(?:instruktioner\w{0,2}|regler\w{0,2}|anvisningar\w{0,2}|instrukser\w{0,2})\b
        1.0 \b(?:ignorier\w{0,3}|vergiss|vergessen sie) (?:bitte |jetzt |nun ){0,2}(?:alles|das)(?: bisherige| vorherige| davor| zuvor| vorher| obige| was)\b
        1.0 \b(?:ignor(?:e|ez|er)|oubli(?:e|ez|er))~tout ce (?:qui|que)\b
        1.0 \b(?:ignor(?:a|e|en|ar)|olvid(?:a|e|en|ar)|descarta) todo (?:lo|el)\b
        1.0 \b(?:ignora(?:re|te)?|dimentica(?:re|te)?|scorda) tutto (?:ciò|quello|il)\b
        1.0 \b(?:ignor(?:e|a|ar|em)|esqueç\w{1,2}|esquece|esquecer) tudo\b
        1.0 \b(?:negeer|vergeet) (?:alles|al het)\b
        1.0 \b(?:zignoruj|zapomnij) (?:o )?(?:wszystk\w{1,4})\b
        1.0 \b(?:игнорируй\w{0,2}|проигнорируй\w{0,2}|забудь\w{0,2}) (?:обо |про )?вс[её]\w{0,2}\b
        1.0 \b(?:unut|yok say)\w{0,4}~(?:her şeyi|önceki)\b
        1.0 \b(?:talimat|yönerge|kural|komut)\w{0,12}~(?:yok say|unut|görmezden gel|göz ardı et|dikkate alma)\w{0,6}\b
        """;

    /// <summary>Limits declared away.</summary>
    public const string Unrestricted = """
        0.8 \b(?:ohne (?:jegliche |irgendwelche |jede )?|keine )(?:einschränkung(?:en)?|beschränkung(?:en)?|filter|zensur|regeln|moral)\b
        0.8 \b(?:sans (?:aucune |la moindre )?)(?:restriction|restrictions|limite|limites|filtre|filtres|censure|règles)\b
        0.8 \b(?:sin (?:ninguna |ningún |ningun )?)(?:restricciones|restricción|límites|limites|filtros|filtro|censura|reglas)\b
        0.8 \b(?:senza (?:alcuna |nessuna )?)(?:restrizioni|limiti|limitazioni|filtri|censura|regole)\b
        0.8 \b(?:sem (?:nenhuma )?)(?:restrições|limites|limitações|filtros|censura|regras)\b
        0.8 \b(?:zonder (?:enige )?)(?:beperkingen|filters?|regels|censuur)\b
        0.8 \b(?:bez (?:żadnych )?)(?:ograniczeń|filtrów|cenzury|zasad)\b
        0.8 \bбез (?:каких-либо |всяких |любых )?(?:ограничени\w{1,2}|фильтр\w{1,3}|цензур\w{1,2}|правил)\b
        0.4 \b(?:antworte|antworten sie|réponds?|agis|responda|actúa|responde|rispondi|agisci|antwoord|odpowiadaj|отвечай\w{0,2})\b
        """;

    /// <summary>Requests for the system prompt.</summary>
    public const string Extraction = """
        1.0 \b(?:zeig\w{0,3}|nenne|verrat\w{0,3}|gib|gebe?|wiederhol\w{0,3}|offenbar\w{0,3}|drucke|übersetz\w{0,3}|wie laute[nt]|was (?:ist|sind|steht in))
        + ~(?:systemprompts?|system-prompt|systemnachricht|(?:deine|deinen|ihre|die ursprünglichen|geheimen) (?:\w{1,18} )?(?:anweisungen|instruktionen|vorgaben)|(?:deinen|ihren|dein|ihr) (?:\w{1,18} )?prompt)\b
        1.0 \b(?:montr\w{1,3}|affich\w{1,3}|révèl\w{1,3}|révél\w{1,3}|donn\w{1,3}|répèt\w{1,3}|répét\w{1,3}|imprim\w{1,3}|quel(?:le)?s? (?:est|sont))
        + ~(?:prompt système|invite système|message système|(?:tes|vos) (?:\w{1,18} )?(?:instructions|consignes)|(?:ton|votre) (?:\w{1,18} )?prompt)\b
        1.0 \b(?:muéstr\w{1,5}|muestr\w{1,5}|revel\w{1,3}|dime|dame|repit\w{1,3}|imprim\w{1,3}|enseñ\w{1,5}|cuál(?:es)? (?:es|son))~(?:prompt (?:de |del )?sistema|
        + mensaje (?:de |del )?sistema|(?:tus|sus) (?:\w{1,18} )?instrucciones|(?:tu|su) (?:\w{1,18} )?prompt)\b
        1.0 \b(?:mostra\w{0,3}|rivel\w{1,3}|dimmi|dammi|ripet\w{1,3}|stampa|quali sono)~(?:prompt (?:di |del )?sistema|(?:le )?tue (?:\w{1,18} )?istruzioni|il tuo (?:\w{1,18} )?prompt)\b
        1.0 \b(?:mostr\w{1,3}|revel\w{1,3}|diga|dê|repit\w{1,2}|imprima|exiba|quais são)~(?:prompt (?:de |do )?sistema|suas (?:\w{1,18} )?instruções|(?:seu|teu) (?:\w{1,18} )?prompt)\b
        1.0 \b(?:toon|laat|geef|onthul|herhaal|wat (?:is|zijn|staat in))~(?:systeemprompt|systeembericht|je (?:\w{1,18} )?instructies)\b
        1.0 \b(?:pokaż|ujawnij|podaj|wyświetl|powtórz)~(?:prompt systemowy|systemowy prompt|swoje (?:\w{1,18} )?instrukcje)\b
        1.0 \b(?:покажи\w{0,2}|раскрой\w{0,2}|выведи\w{0,2}|повтори\w{0,2}|напиши\w{0,2}|каков\w{0,2})~(?:системн\w{2,4} (?:промпт|запрос|сообщени|подсказк)\w{0,3}|
        + свои (?:\w{1,18} )?инструкции)\b
        1.0 \bsistem (?:prompt|istem|mesaj|komut)\w{0,6}~(?:göster|açıkla|yaz|paylaş|söyle)\w{0,6}\b
        1.0 {first}(?:bitte )?(?:übersetz\w{0,3}|wiederhol\w{0,3}|gib|gebe?|druck\w{0,2}|schreib\w{0,2}|zeig\w{0,2})~(?:obige\w{0,2}|vorstehende\w{0,2}|vorherige\w{0,2} (?:text|nachricht|anweisungen)|oben|bisherige\w{0,2})\b
        1.0 {first}(?:traduis|traduisez|répète|répétez|affiche|affichez|imprime|écris|résume) (?:tout )?(?:ce qui précède|le texte (?:ci-dessus|précédent)|les (?:instructions|phrases) (?:ci-dessus|précédentes))
        1.0 {first}(?:por favor )?(?:traduzca|traduce|traducir|repita|repite|imprime|imprima|muestra|muestre|escribe|escriba|resume) (?:todo )?(?:lo|el texto|las instrucciones|el mensaje) (?:anterior|anteriores|de arriba|precedente)\b
        1.0 {first}(?:traduci|traduca|ripeti|ripeta|stampa|mostra|scrivi|riassumi) (?:tutto )?(?:quanto sopra|il testo (?:sopra|precedente)|le istruzioni (?:sopra|precedenti)|ciò che precede)
        1.0 {first}(?:por favor )?(?:traduza|repita|repete|imprima|mostre|escreva|resuma) (?:tudo )?(?:o texto|as instruções|a mensagem|o que está) (?:acima|anterior|anteriores)\b
        1.0 {first}(?:переведи\w{0,2}|повтори\w{0,2}|выведи\w{0,2}|напиши\w{0,2}|покажи\w{0,2})~(?:выше|вышеизложенн\w{1,3}|предыдущ\w{1,3} (?:текст|сообщение|инструкции))
        """;
}
