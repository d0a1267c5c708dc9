import { useId, useRef } from 'react';
import type { JSX, KeyboardEvent, ReactNode } from 'react';
import { Shape } from './shape.tsx';
import type { ShapeName, Tone } from './shape.tsx';
import './tabs.css';

export interface Tab<Key extends string> {
  readonly key: Key;
  readonly label: string;
  readonly count?: number | undefined;
  /** Colours the count (and label, with a shape); only for exceptions that are there. */
  readonly tone?: Tone | undefined;
  readonly shape?: ShapeName | undefined;
}

export interface TabsProps<Key extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Key>[];
  readonly current: Key;
  readonly onChange: (key: Key) => void;
  /** Right end of the line. */
  readonly aside?: ReactNode;
  /** What the current tab shows. Without it the tabs are filters over something that stands elsewhere. */
  readonly children?: ReactNode;
}

function neighbour(key: string, at: number, length: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % length;
    case 'ArrowLeft':
      return (at - 1 + length) % length;
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
    default:
      return undefined;
  }
}

export function Tabs<Key extends string>(props: TabsProps<Key>): JSX.Element {
  const { label, tabs, current, onChange, aside, children } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);

  const onKeyDown = (event: KeyboardEvent): void => {
    const at = tabs.findIndex((tab) => tab.key === current);
    const next = neighbour(event.key, at, tabs.length);
    const tab = next === undefined ? undefined : tabs[next];
    if (tab === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(tab.key);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next ?? 0]?.focus();
  };

  return (
    <>
      <div className="ui-tabs">
        <div ref={list} className="ui-tabs-list" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
          {tabs.map((tab) => (
            <button
              key={tab.key}
              type="button"
              role="tab"
              id={`${id}-${tab.key}`}
              className="ui-tab"
              data-tone={tab.tone}
              aria-selected={tab.key === current}
              aria-controls={children === undefined ? undefined : `${id}-panel`}
              tabIndex={tab.key === current ? 0 : -1}
              onClick={() => {
                onChange(tab.key);
              }}
            >
              {tab.shape !== undefined && <Shape name={tab.shape} tone={tab.tone} />}
              {tab.label}
              {tab.count !== undefined && <b> {tab.count.toLocaleString('zh-CN')}</b>}
            </button>
          ))}
        </div>
        {aside !== undefined && <div className="ui-tabs-aside">{aside}</div>}
      </div>
      {children !== undefined && (
        <div id={`${id}-panel`} className="ui-tab-panel" role="tabpanel" aria-labelledby={`${id}-${current}`}>
          {children}
        </div>
      )}
    </>
  );
}
