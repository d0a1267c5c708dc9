import type { JSX } from 'react';
import { classes } from './classes.ts';
import { Chip } from './chip.tsx';
import { Shape } from './shape.tsx';
import type { ShapeName, Tone } from './shape.tsx';
import './state-mark.css';

/** Every state the product speaks of, in one vocabulary: one shape, one colour, one word. */
export type StateKind =
  | 'local'
  | 'waiting'
  | 'delivered'
  | 'refused'
  | 'conflict'
  | 'offline'
  | 'timeOk'
  | 'timeNear'
  | 'timeOver'
  | 'timeStopped'
  | 'closedInTime'
  | 'closedLate'
  | 'duplicate'
  | 'stale'
  | 'disputed';

interface Vocable {
  readonly shape: ShapeName;
  readonly tone: Exclude<Tone, 'plain'>;
  /** The shape keeps this tone when the words have another. */
  readonly shapeTone?: Tone;
  readonly words?: string;
}

const vocabulary = {
  local: { shape: 'ring', tone: 'paused', words: '本机已存' },
  waiting: { shape: 'arrowUp', tone: 'primary', words: '待送' },
  delivered: { shape: 'check', tone: 'ok', words: '已送达' },
  refused: { shape: 'arrowBack', tone: 'bad', words: '被退回' },
  conflict: { shape: 'swap', tone: 'violet', words: '有冲突' },
  offline: { shape: 'offline', tone: 'warn', words: '离线工作中' },
  timeOk: { shape: 'circle', tone: 'ok' },
  timeNear: { shape: 'triangle', tone: 'warn' },
  timeOver: { shape: 'diamond', tone: 'bad' },
  timeStopped: { shape: 'pause', tone: 'paused' },
  closedInTime: { shape: 'check', tone: 'ok', words: '按期结案' },
  closedLate: { shape: 'check', tone: 'bad', shapeTone: 'ok', words: '超期结案' },
  duplicate: { shape: 'swap', tone: 'violet', words: '疑似重复' },
  stale: { shape: 'half', tone: 'violet' },
  disputed: { shape: 'flag', tone: 'warn' },
} as const satisfies Record<StateKind, Vocable>;

type KindWithWords = {
  [Kind in StateKind]: (typeof vocabulary)[Kind] extends { words: string } ? Kind : never;
}[StateKind];

interface Look {
  /** `chip` is tinted (open record), `inline` is bare (rows, tables, timelines). */
  readonly look?: 'inline' | 'chip' | undefined;
}

export type StateMarkProps = Look &
  (
    | { readonly kind: KindWithWords; readonly words?: string | undefined }
    | { readonly kind: Exclude<StateKind, KindWithWords>; readonly words: string }
  );

export function StateMark({ kind, words, look = 'inline' }: StateMarkProps): JSX.Element {
  const vocable: Vocable = vocabulary[kind];
  const text = words ?? vocable.words;
  if (look === 'chip') {
    return (
      <Chip {...(kind === 'local' ? {} : { tone: vocable.tone })} shape={vocable.shape}>
        {text}
      </Chip>
    );
  }
  return (
    <span className={classes('ui-state', `ui-tone-${vocable.tone}`)}>
      <Shape name={vocable.shape} tone={vocable.shapeTone ?? vocable.tone} />
      {text}
    </span>
  );
}
