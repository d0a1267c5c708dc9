import { existsSync } from 'node:fs';
import { say } from '../launch/progress.mjs';
import { runCommand } from '../launch/run-command.mjs';

/**
 * Installs Debian's packages where that needs nobody's leave.
 * @param {string} root
 * @param {string} missing what they are for: `no … here`
 * @param {readonly string[]} packages
 * @returns {Promise<string | null>} what apt-get said; null where it is not ours to call
 */
export async function installFromDebian(root, missing, packages) {
  const isRootOnDebian =
    process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
  if (!isRootOnDebian) return null;
  say(`no ${missing} here; installing ${packages.join(' and ')} with apt-get`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  let output = '';
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const done = await runCommand({
      what: `apt-get ${args[0]}`,
      command: '/usr/bin/apt-get',
      args,
      cwd: root,
      env,
    });
    output += `${done.output}\n`;
  }
  return output;
}
