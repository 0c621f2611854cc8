// The server's end of a WebSocket (RFC 6455), as much of it as the page needs.

/** @param {import("node:stream").Duplex} stream after the upgrade */
export function acceptSocket(stream) {
    const socket = { cancelled: false, closed: false, onmessage: () => {}, send };
    let rest = Buffer.alloc(0);
    let message = [];
    stream.on("data", (data) => {
        rest = Buffer.concat([rest, data]);
        for (let frame = take(); frame; frame = take()) receive(frame);
    });
    for (const event of ["close", "error", "end"]) {
        stream.on(event, () => {
            socket.closed = true;
        });
    }
    return socket;

    function take() {
        if (rest.length < 2) return null;
        let length = rest[1] & 0x7f;
        let head = 2;
        if (length === 126) {
            if (rest.length < 4) return null;
            length = rest.readUInt16BE(2);
            head = 4;
        } else if (length === 127) {
            if (rest.length < 10) return null;
            length = Number(rest.readBigUInt64BE(2));
            head = 10;
        }
        if (rest.length < head + 4 + length) return null;
        const mask = rest.subarray(head, head + 4);
        const payload = Buffer.from(rest.subarray(head + 4, head + 4 + length));
        for (let index = 0; index < length; index += 1) payload[index] ^= mask[index % 4];
        const frame = { final: (rest[0] & 0x80) !== 0, code: rest[0] & 0x0f, payload };
        rest = rest.subarray(head + 4 + length);
        return frame;
    }

    function receive({ final, code, payload }) {
        if (code === 8) {
            write(8, payload);
            stream.end();
        } else if (code === 9) {
            write(10, payload);
        } else if (code <= 2) {
            message.push(payload);
            if (!final) return;
            const text = Buffer.concat(message).toString();
            message = [];
            socket.onmessage(JSON.parse(text));
        }
    }

    function send(data) {
        if (Buffer.isBuffer(data)) write(2, data);
        else write(1, Buffer.from(JSON.stringify(data)));
    }

    function write(code, payload) {
        if (socket.closed) return;
        const head = payload.length < 126
            ? Buffer.from([0x80 | code, payload.length])
            : payload.length < 65_536
                ? Buffer.from([0x80 | code, 126, payload.length >> 8, payload.length & 255])
                : Buffer.concat([Buffer.from([0x80 | code, 127]), lengthOf(payload)]);
        stream.write(Buffer.concat([head, payload]));
    }

    function lengthOf(payload) {
        const bytes = Buffer.alloc(8);
        bytes.writeBigUInt64BE(BigInt(payload.length));
        return bytes;
    }
}
