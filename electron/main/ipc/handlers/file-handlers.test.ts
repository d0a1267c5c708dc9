import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fileHandlers } from './file-handlers.ts';

const chosen = vi.hoisted(() => ({ filePath: '' }));
vi.mock('electron', () => ({
  dialog: { showSaveDialog: () => Promise.resolve({ canceled: false, filePath: chosen.filePath }) },
}));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exports-'));
  chosen.filePath = join(folder, '台账.csv');
  writeFileSync(chosen.filePath, 'last month');
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});
const save = () =>
  fileHandlers(() => null)['files.saveExport']({ suggestedName: '台账.csv', bytes: Buffer.from('this month') });

async function everyFile(): Promise<FileHandle> {
  const file = await open(folder, 'r');
  await file.close();
  return Object.getPrototypeOf(file) as FileHandle;
}

describe('an export over a file that is there', () => {
  it('takes its place, and is called saved when the disk has it', async () => {
    const sync = vi.spyOn(await everyFile(), 'sync');
    expect(await save()).toEqual({ kind: 'saved', name: '台账.csv' });
    expect(readFileSync(chosen.filePath, 'utf8')).toBe('this month');
    expect(readdirSync(folder)).toEqual(['台账.csv']);
    expect(sync).toHaveBeenCalled();
  });

  it('leaves it as it was when the disk is full', async () => {
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
    vi.spyOn(await everyFile(), 'sync').mockRejectedValue(full);
    await expect(save()).rejects.toMatchObject({ error: { code: 'file-unwritable', retry: true } });
    expect(readFileSync(chosen.filePath, 'utf8')).toBe('last month');
    expect(readdirSync(folder)).toEqual(['台账.csv']);
  });
});
