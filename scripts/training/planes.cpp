// Rearranges bytes so that gzip makes more of them, and back, without loss.
//
//   planes floats|samples apart|together  < in > out
//
// `floats`: of four bytes of a number the upper two are much alike from one number to the next.
// Those of a block stand together, then all the second ones, and so on.
// `samples`: int16 are foretold from the 16 before by an adaptive filter whose coefficients follow
// the signs of the errors (sign-sign LMS), and the errors' two bytes stand apart likewise, their
// sign in the lowest bit. Integers only: every compiler and machine comes to the same.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using Bytes = std::vector<std::uint8_t>;
constexpr std::size_t blockBytes = 1 << 20;

/// Bytes of numbers of a width that lie behind each other, to lie by their place in the number, or
/// back. What is left below a whole number keeps its place.
Bytes rearranged(const Bytes &bytes, std::size_t width, bool apart) {
    Bytes result = bytes;
    const std::size_t count = bytes.size() / width;
    for (std::size_t number = 0; number < count; number++)
        for (std::size_t part = 0; part < width; part++) {
            const std::size_t whole = number * width + part;
            const std::size_t plane = part * count + number;
            (apart ? result[plane] : result[whole]) = apart ? bytes[whole] : bytes[plane];
        }
    return result;
}

/// Foretells samples, each from those before.
class Prediction {
public:
    std::int32_t next() const {
        std::int64_t sum = 1 << 12;
        for (std::size_t tap = 0; tap < taps; tap++)
            sum += std::int64_t{weights[tap]} * history[tap];
        return last * 31 / 32 + static_cast<std::int32_t>(sum >> 13);
    }

    /// Learns what came instead of what `next` said. A weight changes by 8 at most and a block has
    /// 2^19 samples, so it stays below 2^22, and what is foretold from 16 below 2^31.
    void learn(std::int32_t sample, std::int32_t error) {
        if (error != 0)
            for (std::size_t tap = 0; tap < taps; tap++) {
                const std::int32_t size = std::abs(history[tap]);
                const std::int32_t change =
                    size > 1024 ? 8 : size > 128 ? 4 : size > 16 ? 2 : size > 0;
                weights[tap] += (history[tap] < 0) == (error < 0) ? change : -change;
            }
        std::copy_backward(history.begin(), history.end() - 1, history.end());
        history[0] = sample - last * 31 / 32;
        last = sample;
    }

private:
    static constexpr std::size_t taps = 16;
    std::array<std::int32_t, taps> weights{}, history{};
    std::int32_t last = 0;
};

/// Samples to the errors of their prediction, or back. Both wrap around at 16 bits.
void predict(Bytes &bytes, bool apart) {
    Prediction prediction;
    for (std::size_t place = 0; place + 1 < bytes.size(); place += 2) {
        const std::int32_t foretold = prediction.next();
        const std::uint16_t given = bytes[place] | bytes[place + 1] << 8;
        std::int16_t sample, error;
        std::uint16_t result;
        if (apart) {
            sample = static_cast<std::int16_t>(given);
            error = static_cast<std::int16_t>(sample - foretold);
            result = static_cast<std::uint16_t>(error * 2 ^ (error < 0 ? -1 : 0));
        } else {
            error = static_cast<std::int16_t>(given >> 1 ^ -(given & 1));
            sample = static_cast<std::int16_t>(foretold + error);
            result = static_cast<std::uint16_t>(sample);
        }
        prediction.learn(sample, error);
        bytes[place] = result & 255;
        bytes[place + 1] = result >> 8;
    }
}

} // namespace

int main(int count, char **arguments) {
    const std::string kind = count == 3 ? arguments[1] : "", way = count == 3 ? arguments[2] : "";
    if ((kind != "floats" && kind != "samples") || (way != "apart" && way != "together")) {
        std::fputs("planes floats|samples apart|together < in > out\n", stderr);
        return 2;
    }
    const bool apart = way == "apart", isSound = kind == "samples";
    Bytes block(blockBytes);
    while (const std::size_t read = std::fread(block.data(), 1, blockBytes, stdin)) {
        block.resize(read);
        if (isSound && apart) predict(block, true);
        block = rearranged(block, isSound ? 2 : 4, apart);
        if (isSound && !apart) predict(block, false);
        if (std::fwrite(block.data(), 1, read, stdout) != read) break;
        block.resize(blockBytes);
    }
    if (std::ferror(stdin) || std::fflush(stdout) != 0 || std::ferror(stdout)) {
        std::perror("planes");
        return 1;
    }
}
