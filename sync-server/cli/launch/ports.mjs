import { createServer } from 'node:net';

/** First choice of a new data folder. */
export const USUAL_PORT = 5180;
const TRIES = 50;

/**
 * @param {number} port 0 lets the system choose
 * @returns {Promise<number | undefined>} the port, when it can be listened on
 */
function tryPort(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : undefined));
    });
  });
}

/**
 * @typedef {{ ok: true, port: number, moved: boolean } | { ok: false, complaint: string }} Choice
 */

/**
 * The port to serve on. The browser keeps each address's data apart, so the remembered one is kept as long as it is free.
 * @param {number | undefined} asked by `--port`
 * @param {number | undefined} remembered in the data folder
 * @returns {Promise<Choice>} `moved` when the remembered port had to be given up
 */
export async function choosePort(asked, remembered) {
  if (asked !== undefined && asked !== 0) {
    const port = await tryPort(asked);
    if (port === undefined)
      return { ok: false, complaint: `端口 ${asked} 正被别的程序使用，换一个再试，或不写 --port。` };
    return { ok: true, port, moved: remembered !== undefined && remembered !== port };
  }
  if (remembered !== undefined && (await tryPort(remembered)) !== undefined)
    return { ok: true, port: remembered, moved: false };
  const candidates = asked === 0 ? [0] : [...Array(TRIES).keys()].map((step) => USUAL_PORT + step);
  for (const candidate of candidates) {
    const port = await tryPort(candidate);
    if (port !== undefined) return { ok: true, port, moved: remembered !== undefined };
  }
  return { ok: false, complaint: `${USUAL_PORT} 到 ${USUAL_PORT + TRIES - 1} 之间没有空闲端口，请用 --port 指定。` };
}
