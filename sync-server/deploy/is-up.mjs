// node is-up.mjs https://127.0.0.1:8443/_up: ends with 0 when the server answers there. The certificate is of its own house and not looked at: nothing is said to it.
import { get } from 'node:https';

const ANSWER_MS = 4_000;

get(process.argv[2] ?? '', { rejectUnauthorized: false, timeout: ANSWER_MS }, (answer) => {
  process.exit(answer.statusCode === 200 ? 0 : 1);
})
  .on('timeout', () => process.exit(1))
  .on('error', () => process.exit(1));
