// node join-cluster.mjs --user 账号 --password-file 文件 主机:端口 主机:端口 …: makes one cluster of CouchDB nodes, through the first of them. May be run again.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const { values, positionals: nodes } = parseArgs({
  options: { user: { type: 'string', default: 'admin' }, 'password-file': { type: 'string' } },
  allowPositionals: true,
});
const [first] = nodes;
const passwordFile = values['password-file'];
if (first === undefined || passwordFile === undefined) {
  console.error('用法：node join-cluster.mjs --user 账号 --password-file 文件 主机:端口 …');
  process.exit(2);
}
const password = readFileSync(passwordFile, 'utf8').trim();
const authorization = `Basic ${Buffer.from(`${values.user}:${password}`).toString('base64')}`;
const account = { username: values.user, password };

/** Milliseconds in which a node must come up. */
const UP_WITHIN_MS = 120_000;

/**
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<{ status: number, body: Record<string, unknown> }>}
 */
async function ask(path, body) {
  const response = await fetch(`http://${first}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

/** @param {object} body */
async function setUp(body) {
  const answer = await ask('/_cluster_setup', body);
  const said = JSON.stringify(answer.body);
  // Done in an earlier run that was cut off.
  if (answer.status < 300 || /already|conflict|cluster_enabled|cluster_finished/i.test(said)) return;
  throw new Error(`_cluster_setup ${JSON.stringify(Object.values(body)[0])}：${answer.status} ${said}`);
}

/** @param {string} node */
async function isUp(node) {
  const until = Date.now() + UP_WITHIN_MS;
  for (;;) {
    const answer = await fetch(`http://${node}/_up`).catch(() => null);
    if (answer?.ok === true) return;
    if (Date.now() > until) throw new Error(`${node} 没有起来`);
    await pause(500);
  }
}

/** @returns {Promise<readonly string[]>} */
async function members() {
  const { body } = await ask('/_membership');
  const { cluster_nodes: members } = /** @type {{ cluster_nodes: string[] }} */ (/** @type {unknown} */ (body));
  return members;
}

try {
  for (const node of nodes) await isUp(node);
  const { body } = await ask('/_cluster_setup');
  if (body['state'] === 'cluster_finished') {
    console.log('集群已经连好');
  } else {
    const enabled = { action: 'enable_cluster', bind_address: '0.0.0.0', node_count: nodes.length, ...account };
    await setUp(enabled);
    for (const node of nodes.slice(1)) {
      const [host, port = '5984'] = node.split(':');
      const remote = {
        remote_node: host,
        port: Number(port),
        remote_current_user: account.username,
        remote_current_password: password,
      };
      await setUp({ ...enabled, ...remote });
      await setUp({ action: 'add_node', host, port: Number(port), ...account });
    }
    await setUp({ action: 'finish_cluster' });
  }
  const joined = await members();
  if (joined.length !== nodes.length) throw new Error(`集群里是 ${joined.join('、')}，应当有 ${nodes.length} 个节点`);
  console.log(`集群：${joined.join('、')}`);
} catch (error) {
  console.error(
    `集群没有连好：${error instanceof Error ? error.message : String(error)}。没有动任何资料；查好再运行一次。`,
  );
  process.exitCode = 1;
}
