/** The curve between the second and third of four samples (Catmull and Rom, 1974).
 * @param {Float32Array} samples four of them
 * @param {number} phase 0 at the second, 1 at the third */
export function hermite(samples, phase) {
    const [a, b, c, d] = samples;
    const first = (c - a) / 2;
    const second = a - 2.5 * b + 2 * c - d / 2;
    const third = (d - a) / 2 + 1.5 * (b - c);
    return ((third * phase + second) * phase + first) * phase + b;
}
