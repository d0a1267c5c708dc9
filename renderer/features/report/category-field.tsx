import { useCallback, useMemo, useRef } from 'react';
import type { JSX, Ref } from 'react';
import {
  categoryKeyText,
  type CategoryEntry,
  type CategoryKey,
  type CollectionNote,
} from '../../../shared/domain/catalog.ts';
import type { Draft } from '../../data/api.ts';
import { useWorkstation } from '../../data/hooks.ts';
import { once } from '../../data/live.ts';
import { categorySearch, type CategorySearch } from '../../lib/category-search.ts';
import { Combobox } from '../../ui/combobox.tsx';

export interface CategoryFieldProps {
  readonly value: Draft['category'];
  readonly onChange: (category: Draft['category']) => void;
  readonly categories: readonly CategoryEntry[];
  readonly notes: readonly CollectionNote[];
  /** Names of what was reported here lately, most frequent first. */
  readonly usual: readonly string[];
  readonly error: string | undefined;
  readonly inputRef: Ref<HTMLInputElement>;
  /** One was chosen from the list: the hand goes on to the next field. */
  readonly onChosen: () => void;
}

const chosen = ({ standard, kind, code, name }: CategoryEntry): NonNullable<Draft['category']> => ({
  standard,
  kind,
  code,
  name,
});

/** A finding is a matter (事项); components are things that stand on the ledger. */
const isMatter = ({ kind }: CategoryEntry): boolean => kind === 'matter';

export function CategoryField(props: CategoryFieldProps): JSX.Element {
  const { value, onChange, categories, notes, usual, error, inputRef, onChosen } = props;
  const index = useRef<{ readonly of: readonly CategoryEntry[]; readonly search: Promise<CategorySearch> }>(undefined);
  const { catalogs } = useWorkstation();
  const matters = useMemo(() => categories.filter(isMatter), [categories]);
  const search = useCallback(
    async (typed: string) => {
      // A form may be open before the first pull brings the catalogue: the question waits for it, and is not answered with nothing.
      const all = await once(catalogs.categories, (entries) => entries.length > 0);
      if (index.current?.of !== all) index.current = { of: all, search: categorySearch(all.filter(isMatter)) };
      return (await index.current.search).find(typed);
    },
    [catalogs],
  );
  const entryOf = (key: CategoryKey): CategoryEntry | undefined =>
    categories.find((entry) => categoryKeyText(entry) === categoryKeyText(key));
  const usualEntries = usual.flatMap((name) => matters.find((entry) => entry.name === name) ?? []);
  const note =
    value === undefined ? undefined : notes.find((each) => categoryKeyText(each.category) === categoryKeyText(value));
  const pick = (entry: CategoryEntry): void => {
    onChange(chosen(entry));
  };

  return (
    <div className="report-field">
      <Combobox
        label={
          <>
            <b>1</b>类别
          </>
        }
        aside={<span className="report-aside">输拼音首字母，如 blj</span>}
        size="large"
        value={value === undefined ? undefined : entryOf(value)}
        onChange={(entry) => {
          pick(entry);
          onChosen();
        }}
        search={search}
        itemId={categoryKeyText}
        itemText={(entry) => entry.name}
        itemNote={(entry) => `${entry.code} · ${entry.className}`}
        renderItem={(entry) => (
          <>
            <span>{entry.name}</span>
            <span className="report-aside">
              {entry.code} · {entry.className}
            </span>
          </>
        )}
        recent={usualEntries}
        recentLabel="常用"
        placeholder="发现了什么"
        required
        error={error}
        autoFocus
        inputRef={inputRef}
      />
      {usualEntries.length > 0 && (
        <div className="report-usual" role="group" aria-label="常用类别">
          <span className="report-aside">常用</span>
          {usualEntries.map((entry) => (
            <button
              key={categoryKeyText(entry)}
              type="button"
              className="report-usual-item"
              aria-pressed={value !== undefined && categoryKeyText(entry) === categoryKeyText(value)}
              onClick={() => {
                pick(entry);
              }}
            >
              {entry.name}
            </button>
          ))}
        </div>
      )}
      {note !== undefined && (
        <div className="report-note">
          <p>
            <b>采集要求</b>
            {note.note}
          </p>
          {note.reportInstead !== undefined && note.reportInstead.length > 0 && (
            <ul aria-label="不要报">
              {note.reportInstead.map(({ when, category }) => {
                const instead = entryOf(category);
                return instead === undefined ? null : (
                  <li key={`${when} ${categoryKeyText(category)}`}>
                    {when} → 报
                    <button
                      type="button"
                      className="ui-link"
                      onClick={() => {
                        pick(instead);
                      }}
                    >
                      “{instead.name}”
                    </button>
                  </li>
                );
              })}
            </ul>
          )}
        </div>
      )}
    </div>
  );
}
