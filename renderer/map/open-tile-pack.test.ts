import { expect, it, vi } from 'vitest';
import { openTilePack } from './open-tile-pack.ts';

// This folder has no Node types; only the test reads the disk.
const diskModule: string = 'node:fs';

async function thePack(): Promise<ArrayBuffer> {
  const disk = (await import(diskModule)) as { readFileSync(path: URL): Uint8Array };
  const bytes = disk.readFileSync(new URL('../../resources/tiles/lujiazui.pmtiles', import.meta.url));
  return bytes.slice().buffer;
}

it('opens the pack of the street and finds named roads in it', async () => {
  const opened = await openTilePack(await thePack());
  if (!opened.ok) throw new Error(opened.reason);
  expect(opened.pack.bounds.west).toBeCloseTo(121.48, 2);
  if (opened.pack.kind !== 'vector') throw new Error(opened.pack.kind);
  const tile = await opened.pack.view.getDisplayTile({ z: 17, x: 109777, y: 53552 });
  const names = (tile.data.get('roads') ?? []).map((feature) => feature.props['name']);
  expect(names).toContain('浦东大道');
});

it('answers for ground outside the pack with an empty tile', async () => {
  const opened = await openTilePack(await thePack());
  if (!opened.ok) throw new Error(opened.reason);
  if (opened.pack.kind !== 'vector') throw new Error(opened.pack.kind);
  expect((await opened.pack.view.getDisplayTile({ z: 17, x: 10, y: 10 })).data.size).toBe(0);
});

it('says that damaged bytes are no pack, so that the map goes on without', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const cut = (await thePack()).slice(0, 60);
  expect(await openTilePack(cut)).toEqual({ ok: false, reason: 'damaged' });
  expect(await openTilePack(new TextEncoder().encode('<!doctype html>'.repeat(200)).buffer)).toEqual({
    ok: false,
    reason: 'notATilePack',
  });
  expect(warn).toHaveBeenCalledTimes(1);
});
