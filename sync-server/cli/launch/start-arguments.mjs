import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const USAGE = `npm start -- [选项]
  --no-open     只启动，不打开窗口
  --port N      端口；0 为任一空闲端口。不写则用上次的端口
  --data 目录   数据目录，默认 ./.data
  --fresh       先清空数据目录（只清空本程序建的目录）
  --help        显示这一页`;

/**
 * @typedef {object} StartOptions
 * @property {boolean} open
 * @property {number | undefined} port undefined: the remembered one
 * @property {string} data absolute path
 * @property {boolean} fresh
 * @property {boolean} help
 */

/**
 * @param {readonly string[]} argv
 * @param {string} cwd
 * @returns {{ ok: true, options: StartOptions } | { ok: false, complaint: string }}
 */
export function parseStartArguments(argv, cwd) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        'no-open': { type: 'boolean', default: false },
        port: { type: 'string' },
        data: { type: 'string', default: '.data' },
        fresh: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && (!/^\d+$/.test(values.port ?? '') || port > 65_535)) {
      return { ok: false, complaint: `端口应是 0 到 65535 的整数，不是 ${values.port}。` };
    }
    if (values.data === '') return { ok: false, complaint: '--data 后面要写一个目录。' };
    return {
      ok: true,
      options: {
        open: !values['no-open'],
        port,
        data: resolve(cwd, values.data),
        fresh: values.fresh,
        help: values.help,
      },
    };
  } catch (error) {
    return { ok: false, complaint: `看不懂这个选项：${error instanceof Error ? error.message : error}` };
  }
}
