import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { JSX, KeyboardEvent, ReactNode, Ref } from 'react';
import { classes } from './classes.ts';
import { Field } from './field.tsx';
import type { FieldWords } from './field.tsx';
import { IconSearch } from './icons.tsx';
import { isInputMethod } from './keys.ts';
import { useDebouncedSearch } from './use-debounced-search.ts';
import './combobox.css';

export interface ComboboxProps<Item> extends FieldWords {
  readonly value: Item | undefined;
  readonly onChange: (item: Item) => void;
  /** Called with what was typed, never with half-composed pinyin. May answer at once or later. */
  readonly search: (text: string) => readonly Item[] | Promise<readonly Item[]>;
  /** What `search` looks in, where that grows while one types: records that still arrive. */
  readonly source?: unknown;
  readonly itemId: (item: Item) => string;
  /** The words that stand in the field once chosen. */
  readonly itemText: (item: Item) => string;
  readonly renderItem?: ((item: Item, typed: string) => ReactNode) | undefined;
  /** Offered while nothing is typed. */
  readonly recent?: readonly Item[] | undefined;
  readonly recentLabel?: string | undefined;
  readonly placeholder?: string | undefined;
  /** Right end inside the field when chosen: code and class. */
  readonly itemNote?: ((item: Item) => ReactNode) | undefined;
  /** Nothing answers the text: what to try. */
  readonly nothingFound?: string | undefined;
  readonly size?: 'normal' | 'large' | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
  readonly className?: string | undefined;
}

const NOT_CHOSEN = '还没选中，按 Enter 选。';
const UNFINISHED = '有一项写了还没选中：从列表里选，或清空再存。';

/** A field that finds one item among many. The list is ARIA's combobox pattern with the focus staying in the field. */
export function Combobox<Item>(props: ComboboxProps<Item>): JSX.Element {
  const { label, error, hint, aside, note, required, labelHidden, className, ...rest } = props;
  const { value, onChange, search, itemId, itemText, renderItem, recent = [], recentLabel = '最近用过' } = rest;
  const { placeholder, itemNote, nothingFound = '没有找到，换个词或拼音首字母再试。', size = 'normal' } = rest;
  /** What is being typed, also when the field was left before anything was chosen; undefined while the field shows the chosen item. */
  const [typed, setTyped] = useState<string>();
  const [committed, setCommitted] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  /** Enter came faster than the answer: its first item is meant. */
  const isEntered = useRef(false);

  const asked = committed.trim();
  const found = useDebouncedSearch(asked, isOpen && asked !== '', search, rest.source);
  const isRecent = asked === '';
  const items = isRecent ? recent : (found?.items ?? []);
  const hasAnswer = isRecent || found?.text === asked;
  const activeItem = hasAnswer ? items[Math.min(active, items.length - 1)] : undefined;
  const isListShown = isOpen && (items.length > 0 || (!isRecent && hasAnswer));

  const close = (): void => {
    isEntered.current = false;
    setOpen(false);
    setTyped(undefined);
    setCommitted('');
    setActive(0);
  };
  /** Somebody chose by other means (on the map, from what is usual): what was typed has had its answer. */
  const chosen = value === undefined ? undefined : itemId(value);
  const [seen, setSeen] = useState(chosen);
  if (seen !== chosen) {
    setSeen(chosen);
    if (!isOpen) {
      setTyped(undefined);
      setCommitted('');
    }
  }
  const isUnchosen =
    typed !== undefined && typed.trim() !== '' && (value === undefined || typed.trim() !== itemText(value));
  const leave = (): void => {
    if (!isUnchosen) close();
    isEntered.current = false;
    setOpen(false);
  };
  const pick = (item: Item): void => {
    onChange(item);
    close();
  };
  const type = (text: string, isComposing: boolean): void => {
    isEntered.current = false;
    setTyped(text);
    setOpen(true);
    setActive(0);
    if (!isComposing) setCommitted(text);
  };

  const pickEntered = useEffectEvent(() => {
    if (isEntered.current && hasAnswer && activeItem !== undefined) pick(activeItem);
  });
  useEffect(() => {
    pickEntered();
  }, [found]);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (isInputMethod(event.nativeEvent)) return;
    const count = items.length;
    if (event.key === 'ArrowDown') {
      if (isOpen) setActive((active + 1) % Math.max(1, count));
      else setOpen(true);
    } else if (event.key === 'ArrowUp' && isOpen) setActive((active - 1 + count) % Math.max(1, count));
    else if (event.key === 'Enter' && !event.ctrlKey && isOpen && activeItem !== undefined) pick(activeItem);
    else if (event.key === 'Enter' && !event.ctrlKey && isOpen && !hasAnswer) isEntered.current = true;
    else if (event.key === 'Escape' && isOpen) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <Field
      {...{ label, error, aside, note, required, labelHidden, className }}
      hint={isUnchosen && !isOpen ? NOT_CHOSEN : hint}
    >
      {(wiring) => (
        <div className="ui-combobox">
          <span
            className={classes(
              'ui-input',
              size === 'large' && 'ui-input-large',
              wiring['aria-invalid'] && 'ui-input-bad',
            )}
          >
            <IconSearch />
            <input
              {...wiring}
              ref={rest.inputRef}
              type="text"
              role="combobox"
              autoComplete="off"
              spellCheck={false}
              aria-expanded={isListShown}
              aria-controls={`${wiring.id}-list`}
              aria-autocomplete="list"
              aria-activedescendant={
                isListShown && activeItem !== undefined ? `${wiring.id}-${itemId(activeItem)}` : undefined
              }
              autoFocus={rest.autoFocus}
              data-autofocus={rest.autoFocus === true ? '' : undefined}
              disabled={rest.disabled}
              data-unfinished={isUnchosen ? UNFINISHED : undefined}
              placeholder={placeholder}
              value={typed ?? (value === undefined ? '' : itemText(value))}
              onChange={(event) => {
                // InputEvent tells whether the text is still the input method's; React types it as a plain event.
                type(event.target.value, (event.nativeEvent as InputEvent).isComposing);
              }}
              onCompositionEnd={(event) => {
                type(event.currentTarget.value, false);
              }}
              onFocus={(event) => {
                event.currentTarget.select();
                if (isUnchosen) setOpen(true);
              }}
              onClick={() => {
                setOpen(true);
              }}
              onBlur={leave}
              onKeyDown={onKeyDown}
            />
            {typed === undefined && value !== undefined && itemNote !== undefined && (
              <span className="ui-combobox-note">{itemNote(value)}</span>
            )}
          </span>
          <ul
            id={`${wiring.id}-list`}
            role="listbox"
            aria-label={isRecent ? recentLabel : undefined}
            className={classes('ui-combobox-list', !isListShown && 'ui-combobox-closed')}
          >
            {isListShown && isRecent && (
              <li role="presentation" className="ui-combobox-head">
                {recentLabel}
              </li>
            )}
            {isListShown &&
              items.map((item) => (
                <li
                  key={itemId(item)}
                  id={`${wiring.id}-${itemId(item)}`}
                  role="option"
                  aria-selected={item === activeItem}
                  className="ui-combobox-item"
                  ref={(element) => {
                    if (item === activeItem) element?.scrollIntoView({ block: 'nearest' });
                  }}
                  onPointerDown={(event) => {
                    // The field keeps the focus, so that its blur does not close the list under the pointer.
                    event.preventDefault();
                  }}
                  onClick={() => {
                    pick(item);
                  }}
                >
                  {renderItem === undefined ? itemText(item) : renderItem(item, asked)}
                </li>
              ))}
          </ul>
          <p className={isListShown && items.length === 0 ? 'ui-combobox-nothing' : 'ui-only-read'} role="status">
            {isListShown && items.length === 0 && nothingFound}
            {isListShown && items.length > 0 && `${String(items.length)} 项可选`}
          </p>
        </div>
      )}
    </Field>
  );
}
