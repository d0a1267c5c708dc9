const began = Date.now();

/** Time since the process started as 分:秒. */
function elapsed() {
  const seconds = Math.round((Date.now() - began) / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}

/**
 * One line of progress, with the time since start.
 * @param {string} line
 */
export function say(line) {
  console.log(`[${elapsed()}] ${line}`);
}
