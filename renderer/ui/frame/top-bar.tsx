import type { JSX, ReactNode } from 'react';
import { IconPlace, IconSignOut, ProductMark } from '../icons.tsx';
import { Menu } from '../menu.tsx';
import './top-bar.css';

export interface FramePerson {
  readonly name: string;
  /** 社区受理员 */
  readonly post: string;
}

export interface TopBarProps {
  readonly scope: string;
  readonly person: FramePerson;
  readonly onSignOut: () => void;
  readonly search?: ReactNode;
  readonly sync: ReactNode;
}

export function TopBar({ scope, person, onSignOut, search, sync }: TopBarProps): JSX.Element {
  return (
    <header className="frame-top">
      <span className="frame-mark">
        <ProductMark onChrome />
      </span>
      <span className="frame-name">网格治理工作站</span>
      <span className="frame-scope">
        <IconPlace size={15} />
        {scope}
      </span>
      <div className="frame-search">{search}</div>
      {sync}
      <Menu
        label={`${person.name}，${person.post}`}
        align="right"
        buttonClassName="frame-person"
        button={
          <>
            <span className="frame-face" aria-hidden="true">
              {Array.from(person.name)[0]}
            </span>
            <span className="frame-person-words">
              <b>{person.name}</b>
              <span>{person.post}</span>
            </span>
          </>
        }
        head={`${person.name} · ${person.post}`}
        items={[{ key: 'sign-out', label: '退出登录', icon: <IconSignOut />, onPick: onSignOut }]}
      />
    </header>
  );
}
