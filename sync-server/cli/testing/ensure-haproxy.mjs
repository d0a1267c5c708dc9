import { existsSync } from 'node:fs';
import { installFromDebian } from './debian.mjs';

/**
 * The proxy of `deploy/` for the test that kills one process of the set after the other; without it the test has a stand-in there. It is a daemon: installed only in CI,
 * on a developer's machine nobody is given one.
 * @param {string} root
 */
export async function ensureHaproxy(root) {
  if (process.env['CI'] === undefined || existsSync('/usr/sbin/haproxy')) return;
  await installFromDebian(root, 'HAProxy', ['haproxy']);
}
