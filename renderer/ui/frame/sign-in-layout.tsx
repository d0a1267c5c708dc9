import type { JSX, ReactNode } from 'react';
import { ProductMark } from '../icons.tsx';
import './sign-in-layout.css';

export interface SignInLayoutProps {
  /** Public base map only, no operational data before sign-in. */
  readonly map: ReactNode;
  /** 浦东新区陆家嘴街道 · 中心服务器 sync.ljz.gov.intra */
  readonly server: ReactNode;
  /** Banner (offline, account stopped), form, accounts known here. */
  readonly children: ReactNode;
  /** 一人一号…, terminal and version, trusted time: one line each. */
  readonly footLines: readonly string[];
}

export function SignInLayout({ map, server, children, footLines }: SignInLayoutProps): JSX.Element {
  return (
    <div className="signin">
      <div className="signin-map">{map}</div>
      <main className="signin-column">
        <div className="signin-form">
          <h1>
            <ProductMark size={30} />
            网格治理工作站
          </h1>
          <p className="signin-server">{server}</p>
          {children}
          <div className="signin-foot">
            {footLines.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
        </div>
      </main>
    </div>
  );
}

/** The line that sets what follows the form apart from it. */
export function SignInRule(): JSX.Element {
  return <hr className="signin-rule" />;
}
