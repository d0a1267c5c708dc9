// node line.mjs PORT HOST:PORT …: stands before servers as a balancer does. Each connection goes to the next target that takes it, and is never taken to another.
import { connect, createServer } from 'node:net';

const [port, ...targets] = process.argv.slice(2);
let turn = 0;

const server = createServer((client) => {
  turn += 1;
  const first = turn;
  client.on('error', () => client.destroy());
  /** @param {number} tried how many would not take it */
  const hand = (tried) => {
    const target = targets[(first + tried) % targets.length];
    if (target === undefined || tried === targets.length) {
      client.destroy();
      return;
    }
    const { hostname, port: at } = new URL(`tcp://${target}`);
    const behind = connect(Number(at), hostname);
    const other = () => hand(tried + 1);
    behind.once('error', other);
    behind.once('connect', () => {
      behind.off('error', other);
      behind.on('error', () => behind.destroy());
      behind.once('close', () => client.destroy());
      client.once('close', () => behind.destroy());
      client.pipe(behind);
      behind.pipe(client);
    });
  };
  hand(0);
});
server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address();
  const listening = typeof address === 'object' && address !== null ? address.port : 0;
  console.log(`READY ${JSON.stringify({ url: '', server: `http://127.0.0.1:${listening}` })}`);
});
