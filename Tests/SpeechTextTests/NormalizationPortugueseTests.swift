import Testing

@testable import SpeechText

/// Brazilian unless the tag says Portugal.
@Suite struct NormalizationPortugueseTests {
    @Test(arguments: PortugueseCases.all)
    func reads(_ test: Case) {
        #expect(normalized(test.written, "pt") == test.spoken)
    }

    @Test(arguments: PortugueseCases.european)
    func readsEuropean(_ test: Case) {
        #expect(normalized(test.written, "pt-PT") == test.spoken)
    }

    @Test(arguments: ["Era uma vez uma rainha.", "Não sei, disse o João.", "— Olá! — gritou ela."])
    func leaves(_ text: String) {
        #expect(normalized(text, "pt") == text)
    }
}

enum PortugueseCases {
    static let all = [
        Case("1 irmã", "uma irmã"), Case("21 maçãs", "vinte e uma maçãs"),
        Case("2 ímãs", "dois ímãs"),
        Case("16", "dezesseis"), Case("21 dias", "vinte e um dias"), Case("2 casas", "duas casas"),
        Case("1 pessoa", "uma pessoa"), Case("200 páginas", "duzentas páginas"),
        Case("100", "cem"), Case("101", "cento e um"),
        Case("1.234", "mil duzentos e trinta e quatro"),
        Case("1.100", "mil e cem"), Case("2.000.001", "dois milhões e um"),
        Case("1.234,5", "mil duzentos e trinta e quatro vírgula cinco"),
        Case("1,234.5", "mil duzentos e trinta e quatro vírgula cinco"),
        Case("3,14", "três vírgula quatorze"), Case("0,5", "zero vírgula cinco"),
        Case("3.5", "três vírgula cinco"),
        Case("-7", "menos sete"), Case("2º lugar", "segundo lugar"), Case("2ª vez", "segunda vez"),
        Case("23º", "vigésimo terceiro"), Case("1/2", "um meio"),
        Case("1/2 xícara de leite", "meia xícara de leite"), Case("1/2 copo", "meio copo"),
        Case("3/4", "três quartos"),
        Case("2/3", "dois terços"), Case("1/20", "um vinte avos"), Case("10-12", "dez a doze"),
        Case("em 1984", "em mil novecentos e oitenta e quatro"),
        Case("R$ 10,50", "dez reais e cinquenta centavos"), Case("R$ 1", "um real"),
        Case("R$ 0,99", "noventa e nove centavos"), Case("R$ 5 milhões", "cinco milhões de reais"),
        Case("R$ 1.000.000", "um milhão de reais"), Case("US$ 20", "vinte dólares"),
        Case("€20", "vinte euros"),
        Case("£2", "duas libras"), Case("50%", "cinquenta por cento"),
        Case("15:45", "quinze e quarenta e cinco"), Case("15h30", "quinze e trinta"),
        Case("1h", "uma hora"),
        Case("às 14h", "às quatorze horas"), Case("1 de maio", "primeiro de maio"),
        Case("01/05/2024", "primeiro de maio de dois mil e vinte e quatro"),
        Case("2024-05-12", "doze de maio de dois mil e vinte e quatro"),
        Case("5 km", "cinco quilômetros"), Case("1,5 m", "um vírgula cinco metro"),
        Case("20 °C", "vinte graus Celsius"), Case("100 km/h", "cem quilômetros por hora"),
        Case("20 m²", "vinte metros quadrados"), Case("16GB", "dezesseis gigabytes"),
        Case("2 t", "duas toneladas"), Case("Sr. Silva", "Senhor Silva"),
        Case("Dra. Ana", "Doutora Ana"),
        Case("Av. Paulista", "Avenida Paulista"), Case("nº 5", "número cinco"),
        Case("século XIX", "século dezenove"), Case("Dom Pedro II", "Dom Pedro segundo"),
        Case("João XXIII", "João vinte e três"),
        Case("a II Guerra Mundial", "a segunda Guerra Mundial"),
        Case("D. João VI", "Dom João sexto"),
        Case("Tel. (11) 3456-7890", "Telefone um um, três quatro cinco seis, sete oito nove zero"),
        Case("capítulo IV", "capítulo quatro"),
        Case("o PT e o PSDB", "o P T e o P S D B"), Case("a ONU", "a ONU"),
        Case("pão & vinho", "pão e vinho"),
        Case("joao@mail.com.br", "joao arroba mail ponto com ponto B R"),
        Case("44 a.C.", "quarenta e quatro antes de Cristo."),
        Case(
            "+55 11 91234-5678",
            "mais cinco cinco, um um, nove um dois três quatro, cinco seis sete oito"),
    ]
    static let european = [
        Case("16", "dezasseis"), Case("1.000.000.000", "mil milhões"),
        Case("5 km", "cinco quilómetros"),
        Case("14", "catorze"),
    ]
}
