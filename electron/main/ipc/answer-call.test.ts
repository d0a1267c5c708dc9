import { describe, expect, it } from 'vitest';
import { answerCall } from './answer-call.ts';
import { BridgeFailure } from './bridge-failure.ts';

type Event = Parameters<typeof answerCall>[2];
/** Only address and place of a frame decide; the rest of Electron's frame is not looked at. */
const aFrame = (url: string, isTop = true): Event => ({
  senderFrame: { url, parent: isTop ? null : {} } as Event['senderFrame'],
});
const ours = aFrame('app://workstation/index.html');
const read = () => ({ server: null, source: 'none' as const });

describe('a call over the bridge', () => {
  it('from our own page is answered', async () => {
    expect(await answerCall('connection.read', read, ours, [undefined])).toEqual({ ok: true, value: read() });
  });

  it.each([
    ['a stranger', aFrame('https://example.com/')],
    ['a file', aFrame('file:///app/index.html')],
    ['a host that only begins like ours', aFrame('app://workstation.example.com/')],
    ['a frame inside our page', aFrame('app://workstation/index.html', false)],
    ['a frame that is gone', { senderFrame: null }],
  ])('from %s is refused before anything is read', async (_, event) => {
    const reply = await answerCall('connection.read', () => expect.unreachable(), event, [undefined]);
    expect(reply).toMatchObject({ ok: false, error: { code: 'untrusted-sender' } });
  });

  it.each([
    ['nothing', []],
    ['a wrong type', [{ server: 7 }]],
    ['more than one argument', [{ server: 'https://a.cn' }, 'b']],
  ])('with %s is refused, without its values in the message', async (_, args) => {
    const reply = await answerCall('connection.write', () => expect.unreachable(), ours, args);
    expect(reply).toMatchObject({ ok: false, error: { code: 'bad-request' } });
  });

  it('brings an expected failure back with its code', async () => {
    const failing = () => {
      throw new BridgeFailure('file-unwritable', 'no place', true);
    };
    expect(await answerCall('connection.read', failing, ours, [undefined])).toEqual({
      ok: false,
      error: { code: 'file-unwritable', message: 'no place', retry: true },
    });
  });

  it('tells nothing of a bug but its kind', async () => {
    const failing = () => {
      throw new TypeError('/home/zhang/secret.csv');
    };
    const reply = await answerCall('connection.read', failing, ours, [undefined]);
    expect(reply).toEqual({ ok: false, error: { code: 'internal', message: 'connection.read: TypeError' } });
  });

  it('never hands out what the contract does not promise', async () => {
    const wrong = () => ({ server: 7, source: 'none' }) as unknown as ReturnType<typeof read>;
    expect(await answerCall('connection.read', wrong, ours, [undefined])).toMatchObject({
      ok: false,
      error: { code: 'internal' },
    });
  });
});
