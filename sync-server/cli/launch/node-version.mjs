// Kept free of newer syntax: this file must still load in the Node it complains about.

const NEEDED_MAJOR = 20;
const NEEDED_MINOR = 19;

/**
 * What to tell a person whose Node is too old, or null.
 * @param {string} version such as "20.19.0"
 * @returns {string | null}
 */
export function complaintAboutNode(version) {
  const parts = version.split('.').map(Number);
  const major = parts[0] || 0;
  const minor = parts[1] || 0;
  if (major > NEEDED_MAJOR || (major === NEEDED_MAJOR && minor >= NEEDED_MINOR)) return null;
  return (
    '本机的 Node 是 ' +
    version +
    '，需要 ' +
    NEEDED_MAJOR +
    '.' +
    NEEDED_MINOR +
    ' 或更新。' +
    '请从 https://nodejs.org 安装后再运行同一条命令。'
  );
}
