import { useRef } from 'react';
import type { JSX, ReactNode } from 'react';
import { useActiveShortcuts } from '../shortcuts.tsx';
import { SyncButton } from '../sync-button.tsx';
import type { SyncCounts } from '../sync-button.tsx';
import { Watermark } from '../watermark.tsx';
import { Rail } from './rail.tsx';
import type { RailItem } from './rail.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';
import type { FramePerson } from './top-bar.tsx';
import './frame.css';

export interface FrameProps {
  /** 陆家嘴街道 / 上港第一居委 */
  readonly scope: string;
  readonly person: FramePerson;
  readonly onSignOut: () => void;
  /** The search field, once there is one. */
  readonly search?: ReactNode;
  readonly sync: SyncCounts;
  readonly onOpenSync: () => void;
  readonly modules: readonly RailItem[];
  /** At the foot of the rail (设置), when there is something. */
  readonly footModules?: readonly RailItem[] | undefined;
  readonly current: string;
  readonly onNavigate: (key: string) => void;
  /** One lasting condition across the page: offline, clock off, disk full. */
  readonly banner?: ReactNode;
  /** LJZ-0417 */
  readonly terminal: string;
  /** 2026-11-20 周五 09:42 */
  readonly trustedTime: string;
  /** Worked out while offline, so it says 离线推算. */
  readonly isTimeReckoned?: boolean | undefined;
  readonly watermark: readonly [string, string];
  readonly children: ReactNode;
}

/** The application around every page. It shows and reports; it knows no data and no routes. Needs `<Shortcuts>` around it. */
export function Frame(props: FrameProps): JSX.Element {
  const { scope, person, onSignOut, search, sync, onOpenSync, modules, footModules, current, onNavigate } = props;
  const shortcuts = useActiveShortcuts();
  const content = useRef<HTMLElement>(null);
  return (
    <div className="frame">
      <a
        className="frame-skip"
        href="#frame-main"
        onClick={(event) => {
          // The fragment is the address of the page: followed, it would lead out of it.
          event.preventDefault();
          content.current?.focus();
        }}
      >
        跳到内容
      </a>
      <TopBar
        scope={scope}
        person={person}
        onSignOut={onSignOut}
        search={search}
        sync={<SyncButton {...sync} onOpen={onOpenSync} />}
      />
      <Rail items={modules} footItems={footModules} current={current} onNavigate={onNavigate} />
      <div className="frame-content">
        {props.banner}
        <main ref={content} id="frame-main" className="frame-main" tabIndex={-1}>
          {props.children}
        </main>
      </div>
      <StatusBar
        shortcuts={shortcuts}
        terminal={props.terminal}
        trustedTime={props.trustedTime}
        isTimeReckoned={props.isTimeReckoned}
      />
      <Watermark lines={props.watermark} />
    </div>
  );
}
