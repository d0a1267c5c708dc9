import { useShortcuts } from '../../ui/shortcuts.tsx';

/** J and K through the list of a desk, where there is more than one. */
export function useUpDown(group: string, count: number, move: (by: 1 | -1) => void): void {
  useShortcuts(
    [
      {
        ...{ keys: 'J', print: 'J K', label: '上下', group, inStatusBar: true },
        run: () => {
          move(1);
        },
      },
      {
        ...{ keys: 'K', print: 'J K', label: '上下', group },
        run: () => {
          move(-1);
        },
      },
    ],
    { isOn: count > 1 },
  );
}
