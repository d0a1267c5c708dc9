import { describe, expect, it } from 'vitest';
import { contract, serverAddress } from './contract.ts';
import { verbs } from './verbs.ts';

describe('the contract of the bridge', () => {
  it('has a schema for every verb the page sees, and a verb for every schema', () => {
    const seen = Object.entries(verbs).flatMap(([group, groupVerbs]) =>
      Object.keys(groupVerbs).map((verb) => `${group}.${verb}`),
    );
    expect(seen.sort()).toEqual(Object.keys(contract).sort());
  });

  it.each([
    ['https://grid.example.cn', true],
    ['https://10.1.2.3:8443/', true],
    ['http://127.0.0.1:5180', true],
    ['http://localhost:5180', true],
    ['http://[::1]:5180', true],
    ['http://10.1.2.3:5180', false],
    ['https://user:secret@grid.example.cn', false],
    ['https://grid.example.cn/app/', false],
    ['https://grid.example.cn?x=1', false],
    ['http://127.0.0.1.example.cn', false],
    ['file:///etc/passwd', false],
    ['', false],
  ])('takes %s as a server: %s', (address, accepted) => {
    expect(serverAddress.safeParse(address).success).toBe(accepted);
  });

  it.each([
    ['台账 2026-11.csv', true],
    ['../台账.csv', false],
    ['a\\b.csv', false],
    ['a\u0000.csv', false],
    ['', false],
  ])('takes %j as a file name: %s', (suggestedName, accepted) => {
    const { request } = contract['files.saveExport'];
    expect(request.safeParse({ suggestedName, bytes: new Uint8Array(1) }).success).toBe(accepted);
  });

  it.each([
    ['ggw-0123456789abcdef-01M7V000000000000000000001', true],
    ['../ggw-0123456789abcdef-01M7V000000000000000000001', false],
    ['ggw-0123456789abcdef-01M7V000000000000000000001.new', false],
    ['settings', false],
  ])('takes %j as a store: %s', (store, accepted) => {
    expect(contract['journal.read'].request.safeParse({ store }).success).toBe(accepted);
  });

  it('wraps keys, not content', () => {
    const { request } = contract['secrets.wrap'];
    expect(request.safeParse({ secret: new Uint8Array(32) }).success).toBe(true);
    expect(request.safeParse({ secret: new Uint8Array(0) }).success).toBe(false);
    expect(request.safeParse({ secret: new Uint8Array(5000) }).success).toBe(false);
  });
});
