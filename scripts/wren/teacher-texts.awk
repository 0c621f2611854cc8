# Sentences of words in no order, for a teacher to say, so that every sound is heard beside every
# other: words of *.trans.txt as often as they are there, and a third of them from a *.dict.
function chance(n) { seed = (seed * 16807) % 2147483647; return int(seed / 2147483647 * n) }
BEGIN { seed = 20261122 }
FILENAME ~ /\.dict$/ { if ($1 ~ /^[a-z]+$/ && length($1) > 2) rare[r++] = $1; next }
FILENAME ~ /\.trans\.txt$/ { for (i = 2; i <= NF; i++) common[c++] = tolower($i); next }
END {
    for (line = 0; line < 700; line++) {
        text = ""; count = 5 + chance(7)
        for (i = 0; i < count; i++) {
            word = chance(3) ? common[chance(c)] : rare[chance(r)]
            text = text (i ? (chance(6) ? " " : ", ") : "") word
        }
        print text (chance(5) ? "." : "?")
    }
}
