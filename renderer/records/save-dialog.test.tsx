// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { Shortcuts } from '../ui/shortcuts.tsx';
import { fillJsdomGaps } from '../ui/testing/jsdom-gaps.ts';
import { SaveDialog } from './save-dialog.tsx';

beforeAll(() => {
  fillJsdomGaps();
});
afterEach(cleanup);

it('saves once: neither the key nor the button saves again while it is being saved', () => {
  const onSave = vi.fn();
  const dialog = (isBusy: boolean) => (
    <Shortcuts>
      <SaveDialog
        title="新增单位"
        saveName="存入台账"
        isBusy={isBusy}
        problem={undefined}
        onSave={onSave}
        onClose={vi.fn()}
      >
        名称
      </SaveDialog>
    </Shortcuts>
  );
  const { rerender } = render(dialog(false));
  const again = (): void => {
    fireEvent.keyDown(screen.getByText('名称'), { key: 'Enter', ctrlKey: true });
  };
  again();
  rerender(dialog(true));
  again();
  fireEvent.click(screen.getByRole('button', { name: /正在存/ }));
  expect(onSave).toHaveBeenCalledOnce();
  rerender(dialog(false));
  again();
  expect(onSave).toHaveBeenCalledTimes(2);
});
