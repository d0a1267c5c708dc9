import { useSyncExternalStore } from 'react';
import type { JSX } from 'react';
import { useWorkstation } from '../../../data/hooks.ts';
import { IconFile } from '../../../ui/icons.tsx';
import { importRunnerOf } from './import-run.ts';

/** The way to 来件导入 among the queues, and how far a file is that is being taken in. */
export function ImportLine({ onImport }: { readonly onImport: () => void }): JSX.Element {
  const runner = importRunnerOf(useWorkstation());
  const state = useSyncExternalStore(runner.subscribe, runner.get);
  const words =
    state.kind === 'running'
      ? `${String(state.done)} / ${String(state.total)}`
      : state.kind === 'kept'
        ? '没有做完'
        : undefined;
  return (
    <button type="button" className="cases-queue" onClick={onImport}>
      <IconFile />
      <span className="ui-cut">导入来件</span>
      {words !== undefined && <b className={state.kind === 'kept' ? 'ui-tone-warn' : undefined}>{words}</b>}
    </button>
  );
}
