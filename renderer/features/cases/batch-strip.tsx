import { useSyncExternalStore } from 'react';
import type { JSX } from 'react';
import { Button } from '../../ui/button.tsx';
import { Shape } from '../../ui/shape.tsx';
import type { BatchRunner, BatchState } from './batch-run.ts';
import { RefusalList } from './refusal-list.tsx';

export const useBatchState = (runner: BatchRunner): BatchState => useSyncExternalStore(runner.subscribe, runner.get);

/** How the acts on many cases stand: under way, done, or left over from before. In place, until it is over. */
export function BatchStrip({ runner }: { readonly runner: BatchRunner }): JSX.Element | null {
  const state = useBatchState(runner);
  switch (state.kind) {
    case 'none':
      return null;
    case 'running':
      return (
        <div className="cases-message cases-batch" role="status">
          <span>
            正在{state.label}：{state.done} / {state.total}。离开这一页也会办完。
          </span>
          <progress max={state.total} value={state.done} aria-hidden="true" />
          <Button size="small" onClick={runner.stop}>
            停下
          </Button>
        </div>
      );
    case 'kept':
      return (
        <div className="cases-message cases-batch cases-batch-kept" role="alert">
          <Shape name="triangle" tone="warn" />
          <span>
            {state.why ?? ''}批量{state.batch.label}没有办完：{state.batch.items.length} 件里还有 {state.left}{' '}
            件没有办。办了的都已记下。
          </span>
          <Button
            size="small"
            kind="primary"
            onClick={() => {
              void runner.goOn();
            }}
          >
            接着办
          </Button>
          <Button
            size="small"
            onClick={() => {
              void runner.dismiss();
            }}
          >
            不办了
          </Button>
        </div>
      );
    case 'ended':
      return (
        <div className="cases-message cases-batch" role="status">
          {state.done > 0 ? <Shape name="check" tone="ok" /> : <Shape name="triangle" tone="warn" />}
          <div>
            {state.done > 0 ? `已${state.label} ${String(state.done)} 件。` : `一件都没有${state.label}。`}
            {state.untried > 0 && `停下后还有 ${String(state.untried)} 件没有办。`}
            {state.refusals.length > 0 && '下面这些没有办成，仍然选中：'}
            <RefusalList refusals={state.refusals} />
          </div>
          <button
            type="button"
            className="ui-link"
            onClick={() => {
              void runner.dismiss();
            }}
          >
            知道了
          </button>
        </div>
      );
  }
}
