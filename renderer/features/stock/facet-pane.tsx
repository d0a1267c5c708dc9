import { useState } from 'react';
import type { JSX } from 'react';
import type { Condition } from '../../../shared/stock/query.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { IconClose } from '../../ui/icons.tsx';
import type { FacetGroup } from './facets.ts';

export interface OfferedFilter {
  readonly key: string;
  readonly label: string;
  readonly where: readonly Condition[];
  /** Undefined while it is being counted. */
  readonly count: number | undefined;
  readonly isOn: boolean;
  /** For those the person saved himself. */
  readonly onDelete?: () => void;
}

export interface FacetPaneProps {
  readonly filters: readonly OfferedFilter[];
  readonly groups: readonly FacetGroup[];
  readonly onWhere: (where: readonly Condition[]) => void;
}

/** Options of a group that stand there without being asked for. */
const FIRST = 8;

/** The column at the left: filters with a name, and counted boxes. */
export function FacetPane({ filters, groups, onWhere }: FacetPaneProps): JSX.Element {
  return (
    <aside className="stock-facets" aria-label="筛选条件">
      {filters.length > 0 && (
        <section>
          <h2>存下的筛选</h2>
          <ul>
            {filters.map((filter) => (
              <li key={filter.key} className="stock-saved" data-on={filter.isOn || undefined}>
                <button
                  type="button"
                  aria-pressed={filter.isOn}
                  title={filter.label}
                  onClick={() => {
                    onWhere(filter.isOn ? [] : filter.where);
                  }}
                >
                  <span className="ui-cut">{filter.label}</span>
                  <b>{filter.count === undefined ? '' : filter.count.toLocaleString('zh-CN')}</b>
                </button>
                {filter.onDelete !== undefined && (
                  <button
                    type="button"
                    className="stock-saved-delete"
                    aria-label={`删除存下的筛选 ${filter.label}`}
                    onClick={filter.onDelete}
                  >
                    <IconClose size={12} />
                  </button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {groups.map((group) => (
        <FacetBoxes key={group.title} group={group} onWhere={onWhere} />
      ))}
    </aside>
  );
}

interface FacetBoxesProps {
  readonly group: FacetGroup;
  readonly onWhere: (where: readonly Condition[]) => void;
}

function FacetBoxes({ group, onWhere }: FacetBoxesProps): JSX.Element {
  const [showsAll, setShowsAll] = useState(false);
  // What is chosen never hides behind 更多.
  const shown = group.options.filter(({ isOn }, at) => showsAll || at < FIRST || isOn);
  const more = group.options.length - shown.length;
  return (
    <section role="group" aria-label={group.title}>
      <h2>{group.title}</h2>
      {shown.map((option) => (
        <div key={option.key} className="stock-facet" data-on={option.isOn || undefined}>
          <Checkbox
            label={<span title={option.label}>{option.label}</span>}
            checked={option.isOn}
            aside={option.count.toLocaleString('zh-CN')}
            onChange={() => {
              onWhere(option.next);
            }}
          />
        </div>
      ))}
      {(more > 0 || showsAll) && (
        <button
          type="button"
          className="ui-link stock-facet-more"
          aria-expanded={showsAll}
          onClick={() => {
            setShowsAll(!showsAll);
          }}
        >
          {showsAll ? '收起' : `更多 ${String(more)}`}
        </button>
      )}
    </section>
  );
}
