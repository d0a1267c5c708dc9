import type { JSX } from 'react';
import { Dialog } from './dialog.tsx';
import { Kbd } from './kbd.tsx';
import { printedKeys, useActiveShortcuts } from './shortcuts.tsx';
import type { ListedShortcut } from './shortcuts.tsx';
import './shortcut-sheet.css';

export interface ShortcutSheetProps {
  readonly onClose: () => void;
}

/** The keys that work everywhere lead. */
function grouped(shortcuts: readonly ListedShortcut[]): readonly (readonly [string, readonly ListedShortcut[]])[] {
  const groups = new Map<string, ListedShortcut[]>();
  for (const layer of ['app', 'page'] as const) {
    for (const shortcut of shortcuts.filter((each) => each.layer === layer)) {
      const group = groups.get(shortcut.group);
      if (group === undefined) groups.set(shortcut.group, [shortcut]);
      else group.push(shortcut);
    }
  }
  return [...groups];
}

/** `?`: every key that works on this page. */
export function ShortcutSheet({ onClose }: ShortcutSheetProps): JSX.Element {
  const groups = grouped(useActiveShortcuts());
  return (
    <Dialog size="wide" title="快捷键" note="输入框内或拼音选字时不触发" onClose={onClose}>
      <div className="ui-sheet">
        {groups.map(([group, shortcuts]) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {shortcuts.map((shortcut) => (
                <div key={printedKeys(shortcut)}>
                  <dt>{shortcut.label}</dt>
                  <dd>
                    <Kbd keys={printedKeys(shortcut)} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
