/** The largest number that a WAV header has room for; readers go on to the end of the file. */
const unknownSize = 0xffffffff;

/**
 * The 44 bytes before the samples of a mono WAV file of signed 16-bit samples.
 * @param {{rate: number, samples: number}} format
 */
export function waveHeader({ rate, samples }) {
    const header = new DataView(new ArrayBuffer(44));
    const dataSize = Math.min(samples * 2, unknownSize);
    const ascii = (offset, text) => {
        for (let index = 0; index < text.length; index += 1) {
            header.setUint8(offset + index, text.charCodeAt(index));
        }
    };
    ascii(0, "RIFF");
    header.setUint32(4, Math.min(dataSize + 36, unknownSize), true);
    ascii(8, "WAVE");
    ascii(12, "fmt ");
    header.setUint32(16, 16, true);
    header.setUint16(20, 1, true);
    header.setUint16(22, 1, true);
    header.setUint32(24, rate, true);
    header.setUint32(28, rate * 2, true);
    header.setUint16(32, 2, true);
    header.setUint16(34, 16, true);
    ascii(36, "data");
    header.setUint32(40, dataSize, true);
    return header.buffer;
}
