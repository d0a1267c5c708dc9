const EVERY_MS = 1_000;

const NAMES: Readonly<Record<string, string>> = {
  records: '资料',
  evidence: '照片',
  audit: '留痕',
  system: '账号和设置',
};

/** Words for people when the work changes, and about once a second while it goes on. */
export function progressWords(
  tell: (words: string) => void,
  nowMs: () => number = () => performance.now(),
): (text: string, done: number, total: number) => void {
  let last = { text: '', at: 0 };
  return (text, done, total) => {
    const at = nowMs();
    if (text === last.text && at - last.at < EVERY_MS) return;
    last = { text, at };
    const name = text
      .split(' ')
      .map((word) => NAMES[word] ?? word)
      .join(' ');
    tell(total > 0 ? `${name} ${done}/${total}` : done > 0 ? `${name} ${done}` : name);
  };
}
