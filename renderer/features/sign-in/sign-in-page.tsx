import { useEffect, useRef, useState } from 'react';
import type { JSX } from 'react';
import type { KnownAccount, SignInOutcome, SignInTrouble, Workstation } from '../../data/api.ts';
import { useLive } from '../../data/hooks.ts';
import { useReady } from '../../lib/readiness.ts';
import { fullMoment } from '../../lib/shanghai-time.ts';
import { useNow } from '../../lib/use-now.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { IconPerson, IconStopped } from '../../ui/icons.tsx';
import { MessageState } from '../../ui/message-state.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { SignInLayout, SignInRule } from '../../ui/frame/sign-in-layout.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { AtWorkNote } from './at-work.tsx';
import { DemoAccounts } from './demo-accounts.tsx';
import type { Centre, Door, SignInRequest } from './door.ts';
import { SignInMap } from './sign-in-map.tsx';
import { troubleWords } from './trouble-words.ts';
import './sign-in.css';

export interface SignInPageProps {
  readonly door: Door;
  readonly onSignedIn: (workstation: Workstation, request: SignInRequest) => void;
  /** Set while the terminal is locked: only this person goes on, or everybody begins anew. */
  readonly locked?: { readonly account: string; readonly name: string; readonly onOther: () => void } | undefined;
  /** Somebody who is being signed in already, by the launcher's token. */
  readonly arriving?: SignInRequest | undefined;
  /** The account was just found stopped while it was at work: how much of it was not sent. */
  readonly stoppedWith?: number | undefined;
  readonly version: string;
}

const NOTHING = [] as const;
const PASSWORD_CHANGED = 'password-changed';
const nowMs = (): number => Date.now();

/** From here on a person would see that the clocks differ. */
const CLOCK_OFF_MS = 120_000;

/** The centre's time as long as it is heard; what the terminal says by itself is called so. */
function timeLine(centre: Centre, deviceMs: number): string {
  if (centre.kind !== 'up') return `本机时间（未核对） ${fullMoment(deviceMs)}`;
  const words = `时间 ${fullMoment(deviceMs + centre.aheadMs)}`;
  return Math.abs(centre.aheadMs) > CLOCK_OFF_MS ? `${words}（以中心为准，本机时钟不准，请联系系统管理员校准）` : words;
}

function giveUp(workstation: Workstation): void {
  void workstation.audit('signOut');
  void workstation.close();
}

export function SignInPage({ door, onSignedIn, locked, arriving, stoppedWith, version }: SignInPageProps): JSX.Element {
  const centre = useLive(door.centre) ?? { kind: 'asking' };
  const known = useLive(door.known) ?? NOTHING;
  const atWork = useLive(door.atWork) ?? NOTHING;
  const now = useNow(nowMs);
  const [account, setAccount] = useState(locked?.account ?? '');
  const [password, setPassword] = useState('');
  const [oldPassword, setOldPassword] = useState('');
  const [missing, setMissing] = useState<'account' | 'password'>();
  const [trouble, setTrouble] = useState<SignInTrouble | undefined>(
    stoppedWith === undefined ? undefined : { kind: 'stopped', unsent: stoppedWith },
  );
  const [isBusy, setBusy] = useState(false);
  const [showsForgotten, setShowsForgotten] = useState(false);
  const passwordField = useRef<HTMLInputElement>(null);
  const accountField = useRef<HTMLInputElement>(null);
  useReady('sign-in', true);
  const isHere = useRef(false);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);

  const isAway = centre.kind === 'away';
  const isPasswordChanged = trouble?.kind === 'store' && trouble.trouble.code === PASSWORD_CHANGED;
  const chosen = known.find((entry) => entry.account === account.trim());

  const enter = async (
    request: SignInRequest,
    by: () => Promise<SignInOutcome> = () => door.signIn(request),
  ): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    setTrouble(undefined);
    const outcome = await by();
    if (!isHere.current) {
      // Somebody else stands here by now: what was asked for before is not opened to him.
      if (outcome.ok) giveUp(outcome.workstation);
      return;
    }
    if (outcome.ok) {
      onSignedIn(outcome.workstation, request);
      return;
    }
    setBusy(false);
    setTrouble(outcome.trouble);
    passwordField.current?.select();
  };
  const arrive = useRef(arriving);
  useEffect(() => {
    const request = arrive.current;
    arrive.current = undefined;
    if (request !== undefined) void enter(request);
    // Only what was there when the page opened; `enter` of that moment is the right one.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once
  }, []);

  const submit = (more: Partial<SignInRequest> = {}): void => {
    const name = account.trim().normalize('NFKC').toLowerCase();
    if (name === '' || password === '') {
      setMissing(name === '' ? 'account' : 'password');
      (name === '' ? accountField : passwordField).current?.focus();
      return;
    }
    setMissing(undefined);
    void enter({ account: name, password, ...(oldPassword === '' ? {} : { oldPassword }), ...more });
  };

  return (
    <SignInLayout
      map={<SignInMap />}
      server={
        <>
          {centre.kind === 'up' ? centre.title : door.title()} · 中心服务器 {door.server}
        </>
      }
      footLines={[
        '一人一号，不得共用账号。登录、查询、导出均留痕可查。',
        `终端 ${door.terminal} · 版本 ${version}`,
        timeLine(centre, now),
      ]}
    >
      {isAway && <OfflineNote known={known} chosen={chosen} door={door} />}
      {locked === undefined && (
        <AtWorkNote
          people={atWork}
          isBusy={isBusy}
          onEnter={(who) => {
            void enter({ account: who, password: '' }, () => door.enterBeside(who));
          }}
        />
      )}
      {trouble?.kind === 'stopped' ? (
        <Stopped
          unsent={trouble.unsent}
          onBack={() => {
            setTrouble(undefined);
            setPassword('');
          }}
        />
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          {locked === undefined ? (
            <TextField
              ref={accountField}
              label="账号"
              size="large"
              name="username"
              autoComplete="username"
              autoCapitalize="off"
              spellCheck={false}
              icon={<IconPerson />}
              autoFocus
              value={account}
              onChange={(next) => {
                setAccount(next);
                setTrouble(undefined);
              }}
              error={missing === 'account' ? '写账号，如 wuzimo。' : undefined}
            />
          ) : (
            <p className="signin-locked">
              已锁定 · <b>{locked.name}</b>
              <button type="button" className="ui-link" onClick={locked.onOther}>
                换人登录
              </button>
            </p>
          )}
          <PasswordField
            ref={passwordField}
            label={isPasswordChanged ? '新密码' : '密码'}
            name="password"
            autoFocus={locked !== undefined}
            value={password}
            onChange={setPassword}
            error={missing === 'password' ? '写密码。' : trouble === undefined ? undefined : troubleWords(trouble)}
          />
          {isPasswordChanged && (
            <PasswordField label="旧密码" name="old-password" autoFocus value={oldPassword} onChange={setOldPassword} />
          )}
          <p className="signin-row">
            <button
              type="button"
              className="ui-link"
              aria-expanded={showsForgotten}
              onClick={() => {
                setShowsForgotten(!showsForgotten);
              }}
            >
              忘记密码怎么办
            </button>
          </p>
          {showsForgotten && (
            <p className="signin-help">请街道的安全管理员重设。不要借别人的账号；本机已写的内容不会丢。</p>
          )}
          <Button kind="primary" size="large" wide type="submit" {...(isBusy ? { busyText: '正在登录…' } : {})}>
            {locked !== undefined ? '解锁' : isAway && known.length > 0 ? '离线登录' : '登录'}
          </Button>
          {isPasswordChanged && (
            <Button
              wide
              onClick={() => {
                submit({ setAside: true });
              }}
            >
              不记得旧密码，封存在一边，从中心重新取
            </Button>
          )}
        </form>
      )}
      {locked === undefined && known.length > 0 && (
        <>
          <SignInRule />
          <div className="signin-known">
            <span>在本机登录过：</span>
            <ul>
              {known.map((entry) => (
                <li key={entry.account}>
                  <button
                    type="button"
                    className="ui-link"
                    onClick={() => {
                      setAccount(entry.account);
                      setTrouble(undefined);
                      passwordField.current?.focus();
                    }}
                  >
                    {entry.displayName} · {entry.post}
                    {entry.unsent > 0 && `（未送 ${String(entry.unsent)}）`}
                  </button>
                </li>
              ))}
            </ul>
          </div>
        </>
      )}
      {locked === undefined && centre.kind === 'up' && centre.demoAccounts.length > 0 && (
        <DemoAccounts
          accounts={centre.demoAccounts}
          isBusy={isBusy}
          onPick={({ name, password: demoPassword }) => {
            setAccount(name);
            void enter({ account: name, password: demoPassword });
          }}
        />
      )}
    </SignInLayout>
  );
}

function OfflineNote({
  known,
  chosen,
  door: { server, changeServer },
}: {
  readonly known: readonly KnownAccount[];
  readonly chosen: KnownAccount | undefined;
  readonly door: Pick<Door, 'server' | 'changeServer'>;
}): JSX.Element {
  if (known.length === 0) {
    return (
      <Banner kind="offline" boxed>
        <b>连不上中心服务器</b>
        <p>这台终端还没有人登录过，第一次登录要连上中心。网络恢复后这里会自动变回来。</p>
        {changeServer !== undefined && (
          <p>
            地址 {server} 如果填错了，网络好了也连不上：
            <button type="button" className="ui-link" onClick={changeServer}>
              改地址
            </button>
          </p>
        )}
      </Banner>
    );
  }
  const days = chosen?.offlineDaysLeft;
  return (
    <Banner kind="offline" boxed>
      <b>连不上中心服务器，可以离线登录</b>
      <p>
        本机登录过的账号，用上次在这台终端用的密码进入。能照常查阅、登记和办理；内容先存本机，联网后自动送达。
        {days !== undefined &&
          (days > 0
            ? `${chosen?.displayName ?? ''}的离线登录还剩 ${String(days)} 天。`
            : '这个账号的离线登录已到期，要连上中心。')}
      </p>
    </Banner>
  );
}

function Stopped({ unsent, onBack }: { readonly unsent: number; readonly onBack: () => void }): JSX.Element {
  return (
    <MessageState
      role="alert"
      icon={<IconStopped />}
      title="此账号已停用，本机资料已封存"
      acts={
        <Button size="small" onClick={onBack}>
          换个账号
        </Button>
      }
    >
      <p>
        {unsent > 0 ? `未送达的 ${String(unsent)} 条加密留存，由管理员放行后送达，不会丢。` : '本机没有未送达的内容。'}
        请联系街道的安全管理员。
      </p>
    </MessageState>
  );
}
