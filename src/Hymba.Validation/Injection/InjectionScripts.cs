namespace Hymba.Validation.Injection;

/// <summary>
/// What <see cref="InjectionLanguages"/> has, for other scripts. Those without blanks have short stretches of any characters for gaps.
/// </summary>
internal static class InjectionScripts
{
    /// <summary>Instructions that lift the ones before.</summary>
    public const string Override = """
        1.0 \b(?:تجاهل|انس|انسى|تجاهلي)~(?:التعليمات|الأوامر|القواعد|تعليماتك|الإرشادات|التوجيهات)\b
        1.0 (?:पिछले|पहले|सभी)[^\n।]{0,30}(?:निर्देश|नियम)[^\n।]{0,20}(?:अनदेखा|भूल|नज़रअंदाज)
        1.0 (?:忽略|无视|無視|忘记|忘記|忘掉|抛弃|不要遵守|不要理会|绕过|忽視|忽视)[^\n。！]{0,16}(?:指令|指示|规则|規則|提示|说明|說明|限制|设定|設定|命令|要求)
        1.0 (?:指示|命令|ルール|規則|プロンプト|制約|設定)[^\n。]{0,8}(?:無視|忘れ|従わない)
        1.0 (?:지시|명령|규칙|지침|프롬프트|제한)[^\n.]{0,10}(?:무시|잊어|잊고|따르지)
        """;

    /// <summary>Limits declared away.</summary>
    public const string Unrestricted = """
        0.8 (?:没有|沒有|不受)[^\n。]{0,6}(?:限制|约束|過濾|过滤|审查)
        0.8 (?:制限|制約|検閲|フィルター)[^\n。]{0,4}(?:なし|なく|ない)
        0.8 (?:제한|필터|검열)[^\n.]{0,4}없이
        """;

    /// <summary>Requests for the system prompt.</summary>
    public const string Extraction = """
        1.0 \b(?:اكشف|اعرض|أظهر|اظهر|أخبرني)~(?:موجه النظام|رسالة النظام|تعليمات النظام|تعليماتك)\b
        1.0 (?:告诉|告訴|显示|顯示|输出|輸出|打印|透露|重复|重複|给我|泄露|说出)[^\n。！]{0,12}(?:系统提示|系統提示|系统消息|初始提示|初始指令|提示词|提示詞|系统指令|你的指令)
        1.0 (?:システムプロンプト|初期プロンプト|システムメッセージ|初期指示)[^\n。]{0,8}(?:表示|教え|見せ|出力|開示|繰り返)
        1.0 (?:시스템 ?프롬프트|초기 ?프롬프트|시스템 ?메시지|초기 ?지시)[^\n.]{0,8}(?:보여|알려|출력|공개|말해|반복)
        """;
}
