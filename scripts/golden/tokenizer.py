#!/usr/bin/env python3
"""Golden values of Tests/SpeechTokensTests: small tokenizers trained with Hugging Face's
`tokenizers` on the sentences below, and what it makes of awkward texts.

    python scripts/golden/tokenizer.py        (tokenizers 0.23.3)

Training orders some merges by chance, so the committed files are the golden values; to
renew the expected tokens alone, give --keep.
"""

import json
import pathlib
import sys

from tokenizers import (AddedToken, Regex, Tokenizer, decoders, models, normalizers,
                        pre_tokenizers, processors, trainers)

GOLDEN = pathlib.Path(__file__).parents[2] / "Tests/SpeechTokensTests/Golden"

QWEN2 = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
         r"|\s*[\r\n]+|\s+(?!\S)|\s+")

CORPUS = [
    "The quick brown fox jumps over the lazy dog; the dog doesn't mind.",
    "We'll speak every sentence as it comes, and they've heard it before.",
    "She sells sea shells by the sea shore. The shells she sells are sea shells.",
    "Der schnelle braune Fuchs springt über den faulen Hund, und der Hund schläft weiter.",
    "Größere Städte haben größere Straßen.",
    "Portez ce vieux whisky au juge blond qui fume, déjà là, près de la forêt.",
    "今日は天気がいいから散歩しましょう。東京の天気はどうですか。",
    "音声合成は文章から音声を作る技術です。",
    "今天天气很好,我们去公园散步吧。你好,世界!",
    "Съешь ещё этих мягких французских булок, да выпей чаю.",
    "मौसम आज बहुत अच्छा है",
    "There were 1234567 people in 2024, 3.14 of them at 10:30.",
    "    def f(x):\n        return x  # spaces\n\n\n",
    "👩‍👩‍👧 and 😀😀 make emoji",
] * 4

TEXTS = [
    "",
    " ",
    "a",
    "The quick brown fox",
    " leading and trailing ",
    "double  spaces   and    more     of      them",
    "tabs\tand\nlines\r\nand\n\n\nmore\n",
    "   \n  \n mixed \t\t white\u00a0space\u3000here\u2003too  ",
    "We'll they've DON'T I'M it'S 'quoted' d'accord",
    "1234567890 3.14159 10:30 ½ Ⅷ ²",
    "今日は天気がいいから、散歩しましょう。",
    "你好,世界!今天是2024年。",
    "が",
    "か\u3099 e\u0301 Å \u212b ﬁ ① 한글 \u1112\u1161\u11ab",
    "😀 👩‍👩‍👧 🇩🇪 ✨",
    "مرحبا بالعالم שלום עולם",
    "मौसम अच्छा है",
    "naïve café Größe ŁÓDŹ İstanbul ΣΊΣΥΦΟΣ",
    "\u0000\u0001\u007f\u0085\u200b\ufeff\uffff\U0010ffff",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "theshellsthatshesellsareseashellsImsureandthequickbrownfoxjumpsoverthelazydogintheseashore",
    "!!!???... -- (hello) [world] {x} <y> @#$%^&*_+=|\\/~`",
    "<|im_start|>user\nHello<|im_end|> <|im_end|>  <|endoftext|>",
    "<|im_start|",
    "x<speak>  <speak>y <word>words word <word>s  \n <mask> z  <mask><speak>",
    "École <é> CAFÉ <É> e\u0301cole",
    "[en]hello [SPACE] world[STOP]",
    "don't stop ſ K the quick",
    "a🙂b",
]


def save(name, tokenizer, keep):
    path = GOLDEN / f"{name}.json"
    if keep:
        tokenizer = Tokenizer.from_file(str(path))
    else:
        path.write_text(json.dumps(json.loads(tokenizer.to_str()), ensure_ascii=False))
        tokenizer = Tokenizer.from_file(str(path))
    cases = []
    for text in TEXTS:
        for special in (True, False):
            encoding = tokenizer.encode(text, add_special_tokens=special)
            cases.append({
                "text": text, "special": special, "ids": encoding.ids,
                # In characters, of the whole characters a token takes part in.
                "offsets": [list(o) for o in encoding.offsets],
                "decoded": tokenizer.decode(encoding.ids, skip_special_tokens=False),
                "plain": tokenizer.decode(encoding.ids, skip_special_tokens=True),
            })
    (GOLDEN / f"{name}.expected.json").write_text(json.dumps(cases, ensure_ascii=False))
    return tokenizer


def trained(tokenizer, size, alphabet=True, **more):
    trainer = trainers.BpeTrainer(
        vocab_size=size, show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet() if alphabet else [], **more)
    tokenizer.train_from_iterator(CORPUS, trainer)
    return tokenizer


def main():
    keep = "--keep" in sys.argv
    GOLDEN.mkdir(parents=True, exist_ok=True)

    gpt2 = Tokenizer(models.BPE())
    gpt2.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    gpt2.decoder = decoders.ByteLevel()
    gpt2.post_processor = processors.ByteLevel(trim_offsets=False)
    trained(gpt2, 600, special_tokens=["<|endoftext|>"])
    gpt2.add_tokens([
        AddedToken("<speak>", lstrip=True), AddedToken("<mask>", lstrip=True, rstrip=True),
        AddedToken("<word>", single_word=True), AddedToken("<é>", normalized=True)])
    save("gpt2", gpt2, keep)

    qwen2 = Tokenizer(models.BPE())
    qwen2.normalizer = normalizers.NFC()
    qwen2.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(QWEN2), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    qwen2.decoder = decoders.ByteLevel()
    qwen2.post_processor = processors.ByteLevel(trim_offsets=False)
    trained(qwen2, 700)
    qwen2.add_special_tokens(["<|endoftext|>", "<|im_start|>", "<|im_end|>"])
    qwen2.add_tokens([AddedToken("<é>", normalized=True)])
    qwen2 = save("qwen2", qwen2, keep)
    if not keep:
        model = json.loads(qwen2.to_str())["model"]
        (GOLDEN / "qwen2.vocab.json").write_text(json.dumps(model["vocab"], ensure_ascii=False))
        (GOLDEN / "qwen2.merges.txt").write_text(
            "#version: 0.2\n" + "".join(" ".join(pair) + "\n" for pair in model["merges"]))
        (GOLDEN / "qwen2.config.json").write_text(json.dumps({
            "tokenizer_class": "Qwen2Tokenizer", "add_prefix_space": False, "bos_token": None,
            "eos_token": "<|im_end|>",
            "added_tokens_decoder": {
                str(t["id"]): {k: v for k, v in t.items() if k != "id"}
                for t in json.loads(qwen2.to_str())["added_tokens"]}}, ensure_ascii=False))

    # A prefix space, a template, lower case; pieces that are tokens are taken whole.
    template = Tokenizer(models.BPE(ignore_merges=True))
    template.normalizer = normalizers.Sequence([
        normalizers.NFKC(), normalizers.Lowercase(), normalizers.Replace(Regex(r"\s+"), " "),
        normalizers.Strip(left=False)])
    template.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Digits(individual_digits=True),
        pre_tokenizers.Punctuation("merged_with_previous"),
        pre_tokenizers.ByteLevel(add_prefix_space=True)])
    template.decoder = decoders.ByteLevel()
    trained(template, 600, special_tokens=["<s>", "</s>"])
    template.add_tokens([AddedToken("<É>", normalized=True)])
    template.post_processor = processors.Sequence([
        processors.ByteLevel(trim_offsets=False),
        processors.TemplateProcessing(
            single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 1)])])
    save("template", template, keep)

    # As in XTTS: characters, words, an unknown token, no decoder.
    xtts = Tokenizer(models.BPE(unk_token="[UNK]"))
    xtts.pre_tokenizer = pre_tokenizers.Whitespace()
    trained(xtts, 300, alphabet=False, limit_alphabet=120,
            special_tokens=["[STOP]", "[UNK]", "[SPACE]", "[en]"])
    save("xtts", xtts, keep)

    # A suffix at word ends (CLIP), unknown characters fused.
    suffix = Tokenizer(models.BPE(unk_token="<unk>", end_of_word_suffix="</w>", fuse_unk=True))
    suffix.normalizer = normalizers.Sequence([
        normalizers.NFD(), normalizers.StripAccents(), normalizers.Lowercase()])
    suffix.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    suffix.decoder = decoders.BPEDecoder()
    trained(suffix, 300, alphabet=False, limit_alphabet=60, special_tokens=["<unk>"],
            end_of_word_suffix="</w>")
    save("suffix", suffix, keep)

    # As LLaMA's: a marked space, unknown characters as bytes.
    fallback = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    fallback.normalizer = normalizers.Sequence([
        normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    fallback.decoder = decoders.Sequence([
        decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(),
        decoders.Strip(" ", 1, 0)])
    trained(fallback, 500, alphabet=False, limit_alphabet=80,
            special_tokens=["<unk>"] + [f"<0x{b:02X}>" for b in range(256)])
    save("fallback", fallback, keep)

    metaspace = Tokenizer(models.BPE(
        unk_token="<unk>", continuing_subword_prefix="##"))
    metaspace.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(r"[,.;]"), "merged_with_next"),
        pre_tokenizers.Split("the", "contiguous"),
        pre_tokenizers.Metaspace(prepend_scheme="first")])
    metaspace.decoder = decoders.Metaspace(prepend_scheme="first")
    trained(metaspace, 400, alphabet=False, limit_alphabet=80, special_tokens=["<unk>"],
            continuing_subword_prefix="##")
    save("metaspace", metaspace, keep)


main()
