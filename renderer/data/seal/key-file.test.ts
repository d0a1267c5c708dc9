import { describe, expect, it } from 'vitest';
import { KeystoreTrouble, newKeyFile, openKeyFile, rewrapKeyFile, type SecretBox } from './key-file.ts';
import { SealBroken } from './sealer.ts';

const CHEAP = { memoryKiB: 64, passes: 1, lanes: 1 };
/** The keystore of one machine: turns the bytes round and remembers that it was here. */
const machine = (mark: number): SecretBox => ({
  wrap: (secret) => Promise.resolve(Uint8Array.of(mark, ...secret.toReversed())),
  unwrap: (wrapped) =>
    wrapped[0] === mark
      ? Promise.resolve(wrapped.slice(1).toReversed())
      : Promise.reject(new KeystoreTrouble('another machine')),
});

describe('the key file', () => {
  it('opens with its password, in whatever form the keyboard gives it, and with no other', async () => {
    const { file, sealer } = await newKeyFile('Pässwort', CHEAP, null);
    const sealed = await sealer.seal('here', { secret: 1 });
    const opened = await openKeyFile(file, 'Pa\u0308sswort', null);
    expect(await opened?.open('here', sealed)).toEqual({ secret: 1 });
    expect(await openKeyFile(file, 'Passwort', null)).toBeNull();
  });

  it('says how its key was stretched, so that the cost can rise later', async () => {
    const { file } = await newKeyFile('geheim', CHEAP, null);
    expect(file.kdf).toMatchObject({ name: 'argon2id', ...CHEAP });
    const dearer = await rewrapKeyFile(file, 'geheim', 'geheim', { ...CHEAP, passes: 2 }, null);
    expect(dearer?.kdf.passes).toBe(2);
    expect(await openKeyFile(dearer ?? file, 'geheim', null)).not.toBeNull();
  });

  it('keeps the same data key under a new password', async () => {
    const { file, sealer } = await newKeyFile('alt', CHEAP, null);
    const sealed = await sealer.seal('here', 'bleibt');
    const fresh = await rewrapKeyFile(file, 'alt', 'neu', CHEAP, null);
    if (fresh === null) throw new Error('the old password opens');
    expect(await (await openKeyFile(fresh, 'neu', null))?.open('here', sealed)).toBe('bleibt');
    expect(await openKeyFile(fresh, 'alt', null)).toBeNull();
    expect(await rewrapKeyFile(file, 'falsch', 'neu', CHEAP, null)).toBeNull();
  });

  it('needs the machine as well where a keystore has its hand on it', async () => {
    const { file } = await newKeyFile('geheim', CHEAP, machine(1));
    expect(await openKeyFile(file, 'geheim', machine(1))).not.toBeNull();
    expect(await openKeyFile(file, 'falsch', machine(1))).toBeNull();
  });

  it('leaves the password alone where no keystore protects at present', async () => {
    const { file } = await newKeyFile('geheim', CHEAP, { ...machine(1), wrap: () => Promise.resolve(null) });
    expect(file.boxed).toBe(false);
    expect(await openKeyFile(file, 'geheim', machine(1))).not.toBeNull();
  });

  it.each([
    ['another machine', machine(2)],
    ['no keystore', null],
  ])('says of %s that it is the keystore, and nothing of the password', async (reason, box) => {
    const { file } = await newKeyFile('geheim', CHEAP, machine(1));
    for (const password of ['geheim', 'falsch']) {
      await expect(openKeyFile(file, password, box)).rejects.toThrow(new KeystoreTrouble(reason));
      await expect(rewrapKeyFile(file, password, 'neu', CHEAP, box)).rejects.toThrow(KeystoreTrouble);
    }
  });

  it('seals for one place: moved, altered or cut, it does not open', async () => {
    const { sealer } = await newKeyFile('geheim', CHEAP, null);
    const sealed = await sealer.seal('cases/a', 'x');
    const bytes = await sealer.sealBytes('photo/a', Uint8Array.of(1, 2, 3));
    expect(await sealer.openBytes('photo/a', bytes)).toEqual(Uint8Array.of(1, 2, 3));
    for (const broken of [
      () => sealer.open('cases/b', sealed),
      () => sealer.open('cases/a', `${sealed.slice(0, -4)}AAA=`),
      () => sealer.open('cases/a', sealed.slice(0, 20)),
      () => sealer.open('cases/a', undefined),
      () => sealer.openBytes('photo/b', bytes),
      () => sealer.openBytes('photo/a', bytes.slice(0, -1)),
      () => sealer.openBytes('photo/a', Uint8Array.of(9)),
    ]) {
      await expect(broken()).rejects.toThrow(SealBroken);
    }
  });
});
