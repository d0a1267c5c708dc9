import { useState } from 'react';
import type { JSX } from 'react';
import type { RefusedWrite, Trouble } from '../../data/api.ts';
import { useWorkstation } from '../../data/hooks.ts';
import { momentWords } from '../../lib/shanghai-time.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Shape } from '../../ui/shape.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

export interface RefusedDeskProps {
  readonly refused: readonly RefusedWrite[];
  readonly nowMs: number;
  readonly onOpenSubject: (id: string, act?: string) => void;
}

/** What the centre did not take: why, how to mend it, what I had written; and the way out. */
export function RefusedDesk({ refused, nowMs, onOpenSubject }: RefusedDeskProps): JSX.Element | null {
  const { sync, audit } = useWorkstation();
  const [pickedId, setPickedId] = useState<string>();
  const [isDiscarding, setDiscarding] = useState(false);
  const [isResending, setResending] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const picked = refused.find((write) => write.id === pickedId) ?? refused[0];

  const resend = (): void => {
    if (picked === undefined || isResending) return;
    setResending(true);
    setTrouble(undefined);
    void sync
      .resend(picked.id)
      .then((outcome) => {
        if (!outcome.ok) setTrouble(outcome.trouble);
      })
      .finally(() => {
        setResending(false);
      });
  };
  useShortcuts([
    {
      keys: 'Ctrl+Enter',
      label: '再送一次',
      group: '退回箱',
      inStatusBar: true,
      run: resend,
    },
  ]);
  if (picked === undefined) return null;

  return (
    <Panel
      title={`被退回：${picked.title}`}
      edge="bad"
      icon={<Shape name="arrowBack" tone="bad" size={14} />}
      note={`${momentWords(picked.writtenAt, nowMs)} 提交 · ${momentWords(picked.refusedAt, nowMs)} 退回`}
      foot={
        <>
          <Button
            kind="primary"
            keyHint="Ctrl Enter"
            {...(isResending ? { busyText: '正在送…' } : {})}
            onClick={resend}
          >
            再送一次
          </Button>
          <Button
            onClick={() => {
              onOpenSubject(picked.subject, picked.act === 'photo' || picked.act === 'change' ? undefined : picked.act);
            }}
          >
            {picked.act === 'change' ? '打开这条改好重存' : '打开这件改好重送'}
          </Button>
          <span className="sync-apart">
            <Button
              kind="danger"
              onClick={() => {
                setDiscarding(true);
              }}
            >
              放弃这一条
            </Button>
          </span>
        </>
      }
    >
      {refused.length > 1 && (
        <ul className="sync-refused-list" aria-label={`退回箱 ${String(refused.length)} 条`}>
          {refused.map((write) => (
            <li key={write.id}>
              <button
                type="button"
                className="sync-line-open"
                aria-current={write.id === picked.id ? 'true' : undefined}
                onClick={() => {
                  setPickedId(write.id);
                  setTrouble(undefined);
                }}
              >
                <StateMark kind="refused" words={write.title} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <dl className="sync-why">
        <div>
          <dt className="ui-tone-bad">为什么退回</dt>
          <dd>
            {picked.why}
            {/[。！？]$/.test(picked.why) ? '' : '。'}
          </dd>
        </div>
        <div>
          <dt>怎么改</dt>
          <dd>{picked.fix}</dd>
        </div>
      </dl>
      {trouble !== undefined && (
        <p className="ui-field-error sync-trouble" role="alert">
          {trouble.what}
          {trouble.safe}
          {trouble.next}
        </p>
      )}
      {picked.submitted.length > 0 && (
        <table className="sync-submitted">
          <thead>
            <tr>
              <th scope="col">字段</th>
              <th scope="col">你提交的</th>
            </tr>
          </thead>
          <tbody>
            {picked.submitted.map(([field, text]) => (
              <tr key={field}>
                <th scope="row">{field}</th>
                <td>{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {isDiscarding && (
        <Dialog
          title={`放弃“${picked.title}”？`}
          onClose={() => {
            setDiscarding(false);
          }}
          acts={
            <>
              <Button
                kind="danger"
                onClick={() => {
                  setDiscarding(false);
                  void audit('discard', picked.subject).then(() => sync.discard(picked.id));
                }}
              >
                放弃
              </Button>
              <Button
                autoFocus
                onClick={() => {
                  setDiscarding(false);
                }}
              >
                继续留着
              </Button>
            </>
          }
        >
          <p>
            {picked.submitted.map(([field]) => field).join('、')}等 {picked.submitted.length}{' '}
            项只在本机有，放弃后不能找回；中心的内容不变。
          </p>
        </Dialog>
      )}
    </Panel>
  );
}
