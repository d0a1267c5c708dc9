import { EXIT, StopError, UsageError } from './arguments.ts';
import { BACKUP_USAGE, runBackup } from './commands/backup.ts';
import { DOCTOR_USAGE, runDoctor } from './commands/doctor.ts';
import { MOVE_USAGE, runMove } from './commands/move.ts';
import { RESTORE_USAGE, runRestore } from './commands/restore.ts';
import { runSeed, SEED_USAGE } from './commands/seed.ts';
import { runServe, SERVE_USAGE } from './commands/serve.ts';
import { runUser, USER_USAGE } from './commands/user.ts';

interface Command {
  readonly usage: string;
  readonly run: (args: readonly string[]) => Promise<void>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  serve: { usage: SERVE_USAGE, run: runServe },
  user: { usage: USER_USAGE, run: runUser },
  seed: { usage: SEED_USAGE, run: runSeed },
  backup: { usage: BACKUP_USAGE, run: runBackup },
  restore: { usage: RESTORE_USAGE, run: runRestore },
  move: { usage: MOVE_USAGE, run: runMove },
  doctor: { usage: DOCTOR_USAGE, run: runDoctor },
};

const USAGE = `用法：npm run server -- 命令 …

  serve   启动服务端
  user    管理账号
  seed    填入演示街道
  backup  备份（服务端开着也可以）
  restore 从备份恢复到新目录
  move    把数据搬到 CouchDB，或搬回来
  doctor  体检：数据、留痕、磁盘、账号

每个命令加 --help 看说明。`;

async function main([name = '', ...args]: readonly string[]): Promise<void> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    if (['--help', '-h', 'help'].includes(name)) {
      console.log(USAGE);
      return;
    }
    throw new UsageError(name === '' ? '缺命令' : `没有命令 ${name}`);
  }
  if (args.includes('--help')) {
    console.log(command.usage);
    return;
  }
  await command.run(args);
}

function tell(error: unknown): void {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${USAGE}`);
    process.exitCode = EXIT.usage;
  } else if (error instanceof StopError) {
    console.error(error.message);
    process.exitCode = error.exitCode;
  } else {
    console.error(error);
    process.exitCode = EXIT.failed;
  }
}

/** What a command that failed may take to let go of what it had. */
const LETTING_GO_MS = 5_000;

main(process.argv.slice(2)).catch((error: unknown) => {
  tell(error);
  // A process that does nothing any more must not stay: whoever looks after it starts it again.
  setTimeout(() => process.exit(), LETTING_GO_MS).unref();
});
