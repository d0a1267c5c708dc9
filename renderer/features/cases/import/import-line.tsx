import { useSyncExternalStore } from 'react';
import type { JSX } from 'react';
import { useWorkstation } from '../../../data/hooks.ts';
import { importRunnerOf } from './import-run.ts';

/** The way to 来件导入 below the queues, and how far a file is that is being taken in. */
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
    <>
      <h2>来件</h2>
      <ul>
        <li>
          <button type="button" className="cases-queue" onClick={onImport}>
            <span className="ui-cut">12345 等导入</span>
            {words !== undefined && <b className={state.kind === 'kept' ? 'ui-tone-warn' : undefined}>{words}</b>}
          </button>
        </li>
      </ul>
    </>
  );
}
