import SpeechText

/// Pronunciations that come before flite's: function words, contractions, corrected homographs,
/// sounds of speech, and words younger than its lexicon.
///
/// A line is a word, after a point the sense if there are several, and its phonemes. Written by
/// hand for General American.
enum Supplement {
    /// The entries by their word.
    static let entries: [String: LexiconEntry] = {
        var senses: [String: [WordSense: [Phoneme]]] = [:]
        var single: [String: [Phoneme]] = [:]
        for text in [functionWords, homographs, sounds, names, technology] {
            for line in text.split(separator: "\n") {
                let parts = line.split(separator: " ", maxSplits: 1)
                let key = parts[0].split(separator: ".", maxSplits: 1)
                guard parts.count == 2,
                    let phonemes = PhonemeInventory.english.phonemes(named: String(parts[1]))
                else { preconditionFailure("not a line of the supplement: \(line)") }
                if key.count == 1 {
                    single[String(key[0])] = phonemes
                } else if let sense = WordSense(rawValue: String(key[1])) {
                    senses[String(key[0]), default: [:]][sense] = phonemes
                } else {
                    preconditionFailure("no such sense: \(line)")
                }
            }
        }
        var entries = single.mapValues { LexiconEntry.one($0) }
        for (word, readings) in senses { entries[word] = .several(readings) }
        return entries
    }()

    private static let functionWords = """
        the.weak DH AH0
        the.noun DH IY1
        to.weak T AH0
        to.noun T UW1
        an AE1 N
        and AE1 N D
        of AH1 V
        in IH1 N
        for F AO1 R
        or AO1 R
        nor N AO1 R
        was W AA1 Z
        were W ER1
        us AH1 S
        as AE1 Z
        if IH1 F
        don't D OW1 N T
        won't W OW1 N T
        can't K AE1 N T
        shan't SH AE1 N T
        ain't EY1 N T
        aren't AA1 R AH0 N T
        weren't W ER1 AH0 N T
        isn't IH1 Z AH0 N T
        wasn't W AA1 Z AH0 N T
        doesn't D AH1 Z AH0 N T
        didn't D IH1 D AH0 N T
        hasn't HH AE1 Z AH0 N T
        haven't HH AE1 V AH0 N T
        hadn't HH AE1 D AH0 N T
        couldn't K UH1 D AH0 N T
        wouldn't W UH1 D AH0 N T
        shouldn't SH UH1 D AH0 N T
        mustn't M AH1 S AH0 N T
        needn't N IY1 D AH0 N T
        mightn't M AY1 T AH0 N T
        oughtn't AO1 T AH0 N T
        daren't D EH1 R AH0 N T
        you're Y UH1 R
        they're DH EH1 R
        we're W IH1 R
        i'm AY1 M
        i'll AY1 L
        we'll W IY1 L
        you'll Y UW1 L
        let's L EH1 T S
        that's DH AE1 T S
        it's IH1 T S
        what's W AH1 T S
        who's HH UW1 Z
        y'all Y AO1 L
        ma'am M AE1 M
        o'clock AH0 K L AA1 K
        ne'er N EH1 R
        e'er EH1 R
        o'er AO1 R
        gonna G AH1 N AH0
        wanna W AA1 N AH0
        gotta G AA1 T AH0
        """

    private static let homographs = """
        read.verb R IY1 D
        read.past R EH1 D
        reading.verb R IY1 D IH0 NG
        reading.name R EH1 D IH0 NG
        lead.verb L IY1 D
        lead.rare L EH1 D
        live.verb L IH1 V
        live.adjective L AY1 V
        lives.verb L IH1 V Z
        lives.noun L AY1 V Z
        wind.noun W IH1 N D
        wind.verb W AY1 N D
        winds.noun W IH1 N D Z
        winds.verb W AY1 N D Z
        tear.noun T IH1 R
        tear.verb T EH1 R
        tears.noun T IH1 R Z
        tears.verb T EH1 R Z
        close.verb K L OW1 Z
        close.adjective K L OW1 S
        use.noun Y UW1 S
        use.verb Y UW1 Z
        used.verb Y UW1 Z D
        used.past Y UW1 S T
        wound.noun W UW1 N D
        wound.past W AW1 N D
        dove.noun D AH1 V
        dove.past D OW1 V
        bow.noun B OW1
        bow.verb B AW1
        bows.noun B OW1 Z
        bows.verb B AW1 Z
        bass.noun B EY1 S
        bass.rare B AE1 S
        sow.noun S AW1
        sow.verb S OW1
        row.noun R OW1
        row.rare R AW1
        does.noun D OW1 Z
        does.verb D AH1 Z
        polish.verb P AA1 L IH0 SH
        polish.name P OW1 L IH0 SH
        august.name AO1 G AH0 S T
        august.adjective AO0 G AH1 S T
        nice.verb N AY1 S
        nice.name N IY1 S
        addict.noun AE1 D IH0 K T
        addict.verb AH0 D IH1 K T
        addicts.noun AE1 D IH0 K T S
        addicts.verb AH0 D IH1 K T S
        address.noun AE1 D R EH2 S
        address.verb AH0 D R EH1 S
        aggregate.noun AE1 G R AH0 G AH0 T
        aggregate.verb AE1 G R AH0 G EY2 T
        invalid.adjective IH0 N V AE1 L AH0 D
        invalid.noun IH1 N V AH0 L AH0 D
        resume.verb R IH0 Z UW1 M
        resume.noun R EH1 Z AH0 M EY2
        record.noun R EH1 K ER0 D
        record.verb R IH0 K AO1 R D
        records.noun R EH1 K ER0 D Z
        records.verb R IH0 K AO1 R D Z
        learned.verb L ER1 N D
        learned.adjective L ER1 N AH0 D
        minute.noun M IH1 N AH0 T
        minute.adjective M AY0 N UW1 T
        conduct.noun K AA1 N D AH2 K T
        conduct.verb K AH0 N D AH1 K T
        collect.verb K AH0 L EH1 K T
        collect.noun K AA1 L EH0 K T
        insert.noun IH1 N S ER2 T
        insert.verb IH0 N S ER1 T
        insults.noun IH1 N S AH0 L T S
        insults.verb IH0 N S AH1 L T S
        protest.noun P R OW1 T EH2 S T
        protest.verb P R AH0 T EH1 S T
        protests.noun P R OW1 T EH2 S T S
        protests.verb P R AH0 T EH1 S T S
        produce.noun P R OW1 D UW0 S
        produce.verb P R AH0 D UW1 S
        produces P R AH0 D UW1 S IH0 Z
        survey.noun S ER1 V EY2
        survey.verb S ER0 V EY1
        upset.verb AH0 P S EH1 T
        upset.noun AH1 P S EH2 T
        rebel.noun R EH1 B AH0 L
        rebel.verb R IH0 B EH1 L
        rebels.noun R EH1 B AH0 L Z
        rebels.verb R IH0 B EH1 L Z
        refuse.noun R EH1 F Y UW2 S
        refuse.verb R IH0 F Y UW1 Z
        delegate.noun D EH1 L AH0 G AH0 T
        delegate.verb D EH1 L AH0 G EY2 T
        appropriate.adjective AH0 P R OW1 P R IY0 AH0 T
        appropriate.verb AH0 P R OW1 P R IY0 EY2 T
        approximate.adjective AH0 P R AA1 K S AH0 M AH0 T
        approximate.verb AH0 P R AA1 K S AH0 M EY2 T
        separate.adjective S EH1 P R AH0 T
        separate.verb S EH1 P ER0 EY2 T
        elaborate.adjective IH0 L AE1 B R AH0 T
        elaborate.verb IH0 L AE1 B ER0 EY2 T
        graduate.noun G R AE1 JH AH0 W AH0 T
        graduate.verb G R AE1 JH AH0 W EY2 T
        moderate.adjective M AA1 D ER0 AH0 T
        moderate.verb M AA1 D ER0 EY2 T
        consummate.adjective K AA1 N S AH0 M AH0 T
        consummate.verb K AA1 N S AH0 M EY2 T
        permit.noun P ER1 M IH2 T
        permit.verb P ER0 M IH1 T
        present.noun P R EH1 Z AH0 N T
        present.verb P R IY0 Z EH1 N T
        presents.noun P R EH1 Z AH0 N T S
        presents.verb P R IY0 Z EH1 N T S
        progress.noun P R AA1 G R EH2 S
        progress.verb P R AH0 G R EH1 S
        misuse.noun M IH0 S Y UW1 S
        misuse.verb M IH0 S Y UW1 Z
        defects.noun D IY1 F EH0 K T S
        defects.verb D IH0 F EH1 K T S
        putting P UH1 T IH0 NG
        subject.noun S AH1 B JH IH0 K T
        subject.verb S AH0 B JH EH1 K T
        object.noun AA1 B JH EH0 K T
        object.verb AH0 B JH EH1 K T
        objects.noun AA1 B JH EH0 K T S
        objects.verb AH0 B JH EH1 K T S
        import.noun IH1 M P AO2 R T
        import.verb IH0 M P AO1 R T
        update.noun AH1 P D EY2 T
        update.verb AH0 P D EY1 T
        upgrade.noun AH1 P G R EY2 D
        upgrade.verb AH0 P G R EY1 D
        wicked W IH1 K AH0 D
        naked N EY1 K AH0 D
        """

    private static let sounds = """
        hmm HH AH1 M
        hm HH AH1 M
        mm M AH1 M
        mhm AH0 M HH AH1 M
        mmm M AH1 M
        hmmm HH AH1 M
        shh SH AH1 SH
        sh SH AH1 SH
        psst P S IH1 S T
        pst P S IH1 S T
        brr B R ER1
        grr G R ER1
        pfft F IH1 T
        tsk T IH1 S K
        zzz Z IH1 Z
        ugh AH1 G
        eh EH1
        er ER1
        uh AH1
        um AH1 M
        huh HH AH1
        oh OW1
        ooh UW1
        ouch AW1 CH
        aha AA0 HH AA1
        aw AO1
        nah N AA1
        yeah Y AE1
        yep Y EH1 P
        nope N OW1 P
        okay OW2 K EY1
        ok OW2 K EY1
        wow W AW1
        mr M IH1 S T ER0
        mrs M IH1 S IH0 Z
        ms M IH1 Z
        dr D AA1 K T ER0
        nth EH1 N TH
        vs V ER1 S AH0 S
        etc EH0 T S EH1 T ER0 AH0
        tv T IY1 V IY1
        pc P IY1 S IY1
        cd S IY1 D IY1
        dj D IY1 JH EY2
        bbq B AA1 R B IH0 K Y UW2
        """

    private static let names = """
        nasa N AE1 S AH0
        nato N EY1 T OW0
        unesco Y UW0 N EH1 S K OW0
        unicef Y UW1 N AH0 S EH2 F
        opec OW1 P EH2 K
        fifa F IY1 F AH0
        uefa Y UW0 EY1 F AH0
        nafta N AE1 F T AH0
        nasdaq N AE1 Z D AE2 K
        fema F IY1 M AH0
        osha OW1 SH AH0
        sars S AA1 R Z
        mers M ER1 Z
        covid K OW1 V IH0 D
        lego L EH1 G OW0
        ikea AY0 K IY1 AH0
        hipaa HH IH1 P AH0
        noaa N OW1 AH0
        potus P OW1 T AH0 S
        scuba S K UW1 B AH0
        swat S W AA1 T
        soho S OW1 HH OW0
        beijing B EY0 JH IH1 NG
        mumbai M UH0 M B AY1
        kyiv K IY1 V
        qatar K AH0 T AA1 R
        iraq IH0 R AA1 K
        iran IH0 R AA1 N
        hawaii HH AH0 W AY1 IY0
        arkansas AA1 R K AH0 N S AO2
        illinois IH2 L AH0 N OY1
        obama OW0 B AA1 M AH0
        hermione HH ER0 M AY1 AH0 N IY0
        siobhan SH IH0 V AO1 N
        sean SH AO1 N
        niamh N IY1 V
        xi SH IY1
        zhang JH AA1 NG
        nguyen W IH1 N
        nietzsche N IY1 CH AH0
        goethe G ER1 T AH0
        einstein AY1 N S T AY2 N
        euler OY1 L ER0
        gauss G AW1 S
        fourier F UH1 R IY0 EY2
        leibniz L AY1 B N IH0 T S
        syrinx S IH1 R IH0 NG K S
        wren R EH1 N
        """

    private static let technology = """
        app AE1 P
        apps AE1 P S
        blog B L AO1 G
        blogger B L AO1 G ER0
        podcast P AA1 D K AE2 S T
        selfie S EH1 L F IY0
        emoji IH0 M OW1 JH IY0
        hashtag HH AE1 SH T AE2 G
        google G UW1 G AH0 L
        amazon AE1 M AH0 Z AA2 N
        netflix N EH1 T F L IH2 K S
        spotify S P AA1 T AH0 F AY2
        facebook F EY1 S B UH2 K
        instagram IH1 N S T AH0 G R AE2 M
        whatsapp W AH1 T S AE2 P
        tiktok T IH1 K T AA2 K
        reddit R EH1 D IH0 T
        github G IH1 T HH AH2 B
        gitlab G IH1 T L AE2 B
        linkedin L IH0 NG K T IH1 N
        youtube Y UW1 T UW2 B
        wikipedia W IH2 K AH0 P IY1 D IY0 AH0
        tesla T EH1 S L AH0
        nvidia EH0 N V IH1 D IY0 AH0
        cuda K UW1 D AH0
        intel IH1 N T EH2 L
        huawei W AA1 W EY2
        xiaomi SH Y AW1 M IY0
        samsung S AE1 M S AH2 NG
        asus EY1 S UW0 S
        lenovo L AH0 N OW1 V OW0
        iphone AY1 F OW2 N
        ipad AY1 P AE2 D
        macos M AE1 K OW0 EH1 S
        ios AY1 OW0 EH1 S
        android AE1 N D R OY2 D
        linux L IH1 N AH0 K S
        ubuntu UH0 B UH1 N T UW0
        debian D EH1 B IY0 AH0 N
        python P AY1 TH AA2 N
        javascript JH AA1 V AH0 S K R IH2 P T
        typescript T AY1 P S K R IH2 P T
        java JH AA1 V AH0
        kotlin K AA1 T L IH0 N
        swift S W IH1 F T
        postgres P OW1 S T G R EH2 S
        sqlite EH1 S K Y UW1 L AY2 T
        mysql M AY1 EH1 S K Y UW1 EH1 L
        json JH EY1 S AH0 N
        yaml Y AE1 M AH0 L
        toml T AA1 M AH0 L
        html EY1 CH T IY1 EH1 M EH1 L
        http EY1 CH T IY1 T IY1 P IY1
        https EY1 CH T IY1 T IY1 P IY1 EH1 S
        wifi W AY1 F AY2
        gif G IH1 F
        jpeg JH EY1 P EH2 G
        midi M IH1 D IY0
        bios B AY1 OW0 S
        ram R AE1 M
        rom R AA1 M
        lan L AE1 N
        wan W AE1 N
        gui G UW1 IY0
        cpu S IY1 P IY1 Y UW1
        gpu JH IY1 P IY1 Y UW1
        usb Y UW1 EH1 S B IY1
        api EY1 P IY1 AY1
        url Y UW1 AA1 R EH1 L
        pdf P IY1 D IY1 EH1 F
        dns D IY1 EH1 N EH1 S
        css S IY1 EH1 S EH1 S
        gps JH IY1 P IY1 EH1 S
        sms EH1 S EH1 M EH1 S
        tls T IY1 EH1 L EH1 S
        aws EY1 D AH1 B AH0 L Y UW0 EH1 S
        naive N AA0 IY1 V
        kubernetes K UW2 B ER0 N EH1 T IY0 Z
        nginx EH1 N JH AH0 N EH2 K S
        regex R EH1 JH EH2 K S
        regexes R EH1 JH EH2 K S IH0 Z
        unicode Y UW1 N AH0 K OW2 D
        ascii AE1 S K IY0
        async EY1 S IH2 NG K
        sudo S UW1 D UW0
        chatbot CH AE1 T B AA2 T
        chatbots CH AE1 T B AA2 T S
        llama L AA1 M AH0
        crypto K R IH1 P T OW0
        bitcoin B IH1 T K OY2 N
        blockchain B L AA1 K CH EY2 N
        startup S T AA1 R T AH2 P
        startups S T AA1 R T AH2 P S
        login L AO1 G IH2 N
        datasets D EY1 T AH0 S EH2 T S
        database D EY1 T AH0 B EY2 S
        metadata M EH1 T AH0 D EY2 T AH0
        backend B AE1 K EH2 N D
        frontend F R AH1 N T EH2 N D
        runtime R AH1 N T AY2 M
        gigabyte G IH1 G AH0 B AY2 T
        gigabytes G IH1 G AH0 B AY2 T S
        terabyte T EH1 R AH0 B AY2 T
        homepage HH OW1 M P EY2 JH
        webpage W EH1 B P EY2 JH
        livestream L AY1 V S T R IY2 M
        dataset D EY1 T AH0 S EH2 T
        datasheet D EY1 T AH0 SH IY2 T
        clickbait K L IH1 K B EY2 T
        dashcam D AE1 SH K AE2 M
        vlog V L AO1 G
        meme M IY1 M
        memes M IY1 M Z
        ebook IY1 B UH2 K
        email IY1 M EY2 L
        emails IY1 M EY2 L Z
        online AA1 N L AY2 N
        offline AO1 F L AY2 N
        tokenizer T OW1 K AH0 N AY2 Z ER0
        transformer T R AE0 N S F AO1 R M ER0
        vaccine V AE0 K S IY1 N
        vaccines V AE0 K S IY1 N Z
        coronavirus K ER0 OW1 N AH0 V AY2 R AH0 S
        drone D R OW1 N
        quinoa K IY1 N W AA2
        croissant K R AH0 S AA1 N T
        gnocchi N Y AA1 K IY0
        pho F AH1
        sriracha S ER0 R AA1 CH AH0
        karaoke K EH2 R IY0 OW1 K IY0
        tsunami T S UW0 N AA1 M IY0
        """
}
