import type { JSX } from 'react';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { JOURNAL_WORDS, persistedWords } from '../../lib/journal-words.ts';
import { useReady } from '../../lib/readiness.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { PageHead } from '../../ui/frame/page-head.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import './settings.css';

export interface SettingsPageProps {
  readonly zoom: number;
  readonly lettersOff: boolean;
  readonly onChange: (change: { readonly zoom?: number; readonly lettersOff?: boolean }) => void;
  readonly onLock: () => void;
  readonly onSignOut: () => void;
  /** Where this person works, in words. */
  readonly postWords: string;
  readonly version: string;
}

const ZOOMS = [
  { value: '1', label: '标准' },
  { value: '1.25', label: '大' },
  { value: '1.5', label: '更大' },
  { value: '2', label: '最大' },
] as const;

export function SettingsPage(props: SettingsPageProps): JSX.Element {
  const { zoom, lettersOff, onChange, onLock, onSignOut, postWords, version } = props;
  const { user, terminal, policy, offlineSignIn, storage } = useWorkstation();
  const kept = useLive(storage.state);
  useReady('settings', true);
  return (
    <>
      <PageHead title="设置" note="只管这台终端上的你自己" />
      <div className="settings-body">
        <Panel title="看得清、按得准" padded>
          <div className="ui-stack">
            <RadioGroup
              label="字的大小（适老）"
              value={String(zoom)}
              options={ZOOMS}
              onChange={(value) => {
                onChange({ zoom: Number(value) });
              }}
            />
            <Checkbox
              label="不用单个字母当快捷键"
              checked={lettersOff}
              onChange={(isOff) => {
                onChange({ lettersOff: isOff });
              }}
            />
            <p className="settings-quiet">
              关掉后，方向键、回车、Ctrl 和 Alt 组合键照常能用；每个办理都能用 Tab 走到。
            </p>
          </div>
        </Panel>
        <Panel title="登录" padded>
          <dl className="settings-facts">
            <div>
              <dt>姓名</dt>
              <dd>{user.displayName}</dd>
            </div>
            <div>
              <dt>岗位</dt>
              <dd>{postWords}</dd>
            </div>
            <div>
              <dt>终端</dt>
              <dd>{terminal}</dd>
            </div>
            <div>
              <dt>这次</dt>
              <dd>{offlineSignIn ? '离线登录' : '经中心登录'}</dd>
            </div>
            <div>
              <dt>离线登录</dt>
              <dd>最长 {policy.offlineDays} 天</dd>
            </div>
            <div>
              <dt>自动锁定</dt>
              <dd>{policy.idleLockMinutes} 分钟不用</dd>
            </div>
          </dl>
          <p className="settings-acts">
            <Button onClick={onLock}>现在锁定</Button>
            <Button onClick={onSignOut}>退出登录</Button>
          </p>
        </Panel>
        {kept !== undefined && (
          <Panel title="没送达的存在哪里" padded>
            <dl className="settings-facts">
              <div>
                <dt>写入日志</dt>
                <dd>{JOURNAL_WORDS[kept.journal]}</dd>
              </div>
              {kept.journal === 'browser' && (
                <div>
                  <dt>长期保留</dt>
                  <dd>{persistedWords(kept.persisted)}</dd>
                </div>
              )}
            </dl>
          </Panel>
        )}
        <Panel title="关于" padded>
          <dl className="settings-facts">
            <div>
              <dt>版本</dt>
              <dd>网格治理工作站 {version}</dd>
            </div>
            <div>
              <dt>许可</dt>
              <dd>Apache-2.0；所用组件的许可见随附的 THIRD-PARTY-NOTICES</dd>
            </div>
            <div>
              <dt>底图</dt>
              <dd>© OpenStreetMap contributors（ODbL 1.0）</dd>
            </div>
            <div>
              <dt>界线</dt>
              <dd>社区界、网格界为示意边界，不作划界依据</dd>
            </div>
          </dl>
        </Panel>
      </div>
    </>
  );
}
