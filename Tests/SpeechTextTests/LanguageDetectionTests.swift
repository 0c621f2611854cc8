import SpeechText
import Testing

@Suite struct LanguageDetectionTests {
    @Test(arguments: [
        ("en", "The quick brown fox jumps over the lazy dog."),
        ("en", "I don't think so."), ("en", "Where are you going with that?"),
        ("en", "He said 「こんにちは」 to me."), ("en", "The word カラオケ means karaoke."),
        ("en", "I love 東京 and 大阪."), ("en", "It is the café on the corner."),
        ("en", "Quoted text. See RFC 2119, v2.3.1 and USB-C."),
        ("en", "It is 0.5 mm. No. 5 is it."),
        ("en", "Rodrigo was in Rio de Janeiro."), ("en", "The menu was à la carte."),
        ("en", "Visit https://www.example.com/a?b=1 soon."), ("en", "www.a.com"),
        ("en", "World War II ended in 1945."), ("en", "The war in Van Nuys ended."),
        ("en", "Ten men met Ben."), ("de", "Er hat Hunger."), ("it", "Come stai oggi?"),
        ("en", "She was wed in 1990."),
        ("pt", "Em 1998, a Dra. Ana tinha 22 anos."), ("pt", "Hoje ela foi bem."),
        ("pt", "Onde fica a praia?"), ("es", "Hoy hace muy buen tiempo."),
        ("es", "Mañana vamos a Madrid."),
        ("pt", "Não sei o que você quer dizer."), ("pt", "O menino foi para a escola."),
        ("pt", "A canção é muito bonita."), ("pt", "Obrigado, até logo."),
        ("pt", "Ela não gosta de café com leite."), ("pt", "Os pássaros cantavam nas árvores."),
        ("es", "El niño fue a la escuela."), ("es", "¿Dónde está la biblioteca?"),
        ("es", "No lo sé, pero creo que sí."), ("es", "Las canciones son muy bonitas."),
        ("fr", "Le garçon est allé à l'école."), ("fr", "Je ne sais pas ce que tu veux."),
        ("fr", "C'est la vie."), ("fr", "Où sont les toilettes, s'il vous plaît ?"),
        ("de", "Der Junge ging in die Schule."), ("de", "Ich weiß nicht, was du meinst."),
        ("de", "Das ist eine schöne Überraschung."),
        ("it", "Il ragazzo è andato a scuola."), ("it", "Non so che cosa vuoi dire."),
        ("it", "Questa è una bella canzone."), ("nl", "De jongen ging naar school."),
        ("nl", "Ik weet niet wat je bedoelt."), ("nl", "Het is een mooie dag."),
        ("sv", "Jag vet inte vad du menar."), ("pl", "Nie wiem, co masz na myśli."),
        ("ja", "これはペンです。"), ("ja", "iPhoneを2台ください。"), ("ja", "Visual Studio Code を使う。"),
        ("ja", "『The Lord of the Rings』を読んだ。"), ("ja", "カラオケ"), ("ja", "東京駅前の広場"),
        ("ja", "経済産業省発表"), ("zh", "我爱北京天安门。"), ("zh", "你好吗？"), ("zh", "他們說這是真的。"),
        ("zh", "今天天气很好，我们去公园。"), ("zh", "我用iPhone打电话。"), ("zh", "鲜の每日这里买"),
        ("ko", "안녕하세요, 반갑습니다."), ("ko", "나는 iPhone을 샀다."), ("ru", "Привет, как дела?"),
        ("uk", "Привіт, як справи?"), ("el", "Καλημέρα κόσμε."), ("he", "שלום עולם"),
        ("ar", "مرحبا بالعالم"), ("fa", "سلام، حال شما چطور است؟ من گرسنه‌ام."),
        ("hi", "नमस्ते दुनिया"), ("th", "สวัสดีชาวโลก"), ("vi", "Tôi không biết bạn nói gì."),
        ("tr", "Bu çok güzel bir gün."),
    ])
    func language(tag: String, text: String) throws {
        let found = try sentences(text)
        #expect(found.map(\.style.language.tag) == Array(repeating: tag, count: found.count))
        #expect(!found.isEmpty)
    }

    @Test func `a sentence without evidence follows the one before`() throws {
        let found = try sentences("O menino não foi à escola. 12345. Maria!")
        #expect(found.map(\.style.language.tag) == ["pt", "pt", "pt"])
        var options = TextOptions()
        options.defaultLanguage = .portuguese
        #expect(try sentences("12345.", options: options).map(\.style.language) == [.portuguese])
    }

    @Test func `Han alone is Japanese among Japanese`() throws {
        #expect(
            try sentences("これは本です。\n\n第一章\n\n山田太郎").map(\.style.language)
                == [.japanese, .japanese, .japanese])
        #expect(
            try sentences("第一章\n\nこれは本です。").map(\.style.language) == [.japanese, .japanese])
        #expect(try sentences("第一章").map(\.style.language) == [.chinese])
        #expect(
            try sentences("山田太郎。これは本です。").map(\.style.language) == [.japanese, .japanese])
    }

    @Test func `Han alone has the language that is usual here`() throws {
        var options = TextOptions()
        options.defaultLanguage = .japanese
        for (text, languages) in [
            ("本日休業", [Language.japanese]), ("12345.", [.japanese]), ("我们不知道。", [.chinese]),
            ("Hello.", [.english]), ("東京都\n\nHello.", [.japanese, .english]),
        ] {
            #expect(try sentences(text, options: options).map(\.style.language) == languages)
        }
    }

    @Test func `a language that is given is not guessed`() throws {
        var options = TextOptions()
        options.language = Language("de-AT")
        #expect(try sentences("The fox.", options: options).map(\.style.language.tag) == ["de-AT"])
    }

    @Test func `lines in different scripts are different sentences`() throws {
        let found = try sentences("Call 5'10\"\n今日はいい天気だ\nThe end of it")
        #expect(found.map(\.style.language.tag) == ["en", "ja", "en"])
    }

    @Test func `languages change within a document`() throws {
        let found = try sentences(
            "This is the first one. Isto é a segunda frase, não é? これは三番目です。 这是第四个句子。")
        #expect(found.map(\.style.language.tag) == ["en", "pt", "ja", "zh"])
    }

    @Test func `a long quotation in another script is said in its language`() throws {
        let text = "彼は「To be or not to be, that is the question」と言った。"
        let found = try sentences(text)
        #expect(
            found.map(\.spoken.text) == [
                "彼は", "「To be or not to be, that is the question」", "と言った。",
            ])
        #expect(found.map(\.style.language) == [.japanese, .english, .japanese])
        expectSound(try Document(Array(text.utf8)))
        #expect(try sentences("彼は「Hello」と言った。").count == 1)
        #expect(
            try sentences("He said 「吾輩は猫である名前はまだ無い」 and left the room.")
                .map(\.style.language) == [.english, .japanese, .english])
    }
}
