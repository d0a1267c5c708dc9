import { useState } from 'react';
import type { JSX } from 'react';
import type { Condition } from '../../../shared/stock/query.ts';
import { Button } from '../../ui/button.tsx';
import { isInputMethod } from '../../ui/keys.ts';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { fieldsOf, type ListField } from './fields.ts';
import type { ListKind } from './list-kinds.ts';
import type { StockWords } from './stock-words.ts';

type Op = 'contains' | 'is' | 'between' | 'empty' | 'filled';

const OP_WORDS: Readonly<Record<Op, string>> = {
  contains: '包含',
  is: '是',
  between: '在…之间',
  empty: '没有填',
  filled: '已填',
};

function opsOf({ sort }: ListField): readonly Op[] {
  switch (sort) {
    case 'text':
      return ['contains', 'is', 'empty', 'filled'];
    case 'number':
    case 'date':
      return ['between', 'empty', 'filled'];
    case 'choice':
      return ['is', 'empty', 'filled'];
    case 'yesNo':
      return ['is'];
  }
}

interface Filled {
  readonly text: string;
  readonly from: string;
  readonly to: string;
}
const BLANK: Filled = { text: '', from: '', to: '' };

/** The condition as filled in, or undefined while something is missing or no number. */
export function conditionOf(field: ListField, op: Op, { text, from, to }: Filled): Condition | undefined {
  const typed = text.trim();
  switch (op) {
    case 'empty':
    case 'filled':
      return { field: field.key, op };
    case 'contains':
      return typed === '' ? undefined : { field: field.key, op, text: typed };
    case 'is': {
      if (typed === '') return undefined;
      return { field: field.key, op: 'in', values: [field.sort === 'yesNo' ? typed === 'yes' : typed] };
    }
    case 'between': {
      const end = (value: string): string | number | undefined => {
        const trimmed = value.trim();
        if (trimmed === '') return undefined;
        return field.sort === 'number' ? Number(trimmed) : trimmed;
      };
      const [low, high] = [end(from), end(to)];
      if (low === undefined && high === undefined) return undefined;
      if (Number.isNaN(low) || Number.isNaN(high)) return undefined;
      return {
        field: field.key,
        op,
        ...(low === undefined ? {} : { from: low }),
        ...(high === undefined ? {} : { to: high }),
      };
    }
  }
}

export interface ConditionFormProps {
  readonly list: ListKind;
  readonly words: StockWords;
  readonly onAdd: (condition: Condition) => void;
}

/** ＋ 条件: any field of the kind. */
export function ConditionForm({ list, words, onAdd }: ConditionFormProps): JSX.Element {
  const fields = fieldsOf(list);
  const [key, setKey] = useState(fields[0]?.key ?? '');
  const field = fields.find((each) => each.key === key) ?? fields[0];
  const [op, setOp] = useState<Op>();
  const [filled, setFilled] = useState(BLANK);
  if (field === undefined) return <p>这份清单没有可筛的栏目。</p>;
  const ops = opsOf(field);
  const chosenOp = op !== undefined && ops.includes(op) ? op : (ops[0] ?? 'filled');
  const condition = conditionOf(field, chosenOp, filled);
  const add = (): void => {
    if (condition !== undefined) onAdd(condition);
  };
  const choices =
    field.sort === 'yesNo'
      ? [
          { value: 'yes', label: '是' },
          { value: 'no', label: '否' },
        ]
      : field.sort === 'choice'
        ? field.choices(words)
        : undefined;
  const inputType = field.sort === 'date' ? 'date' : 'text';
  return (
    <form
      className="ui-stack"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
      onKeyDown={(event) => {
        // Enter that ends a word of the input method is not the form's.
        if (event.key === 'Enter' && isInputMethod(event.nativeEvent)) event.preventDefault();
      }}
    >
      <Select
        label="栏目"
        value={field.key}
        options={fields.map((each) => ({ value: each.key, label: each.label }))}
        onChange={(next) => {
          setKey(next);
          setOp(undefined);
          setFilled(BLANK);
        }}
      />
      <Select
        label="条件"
        value={chosenOp}
        options={ops.map((each) => ({ value: each, label: OP_WORDS[each] }))}
        onChange={setOp}
      />
      {chosenOp === 'is' && choices !== undefined && (
        <Select
          label="值"
          value={filled.text}
          options={choices}
          onChange={(text) => {
            setFilled({ ...filled, text });
          }}
        />
      )}
      {(chosenOp === 'contains' || (chosenOp === 'is' && choices === undefined)) && (
        <TextField
          label="内容"
          value={filled.text}
          onChange={(text) => {
            setFilled({ ...filled, text });
          }}
        />
      )}
      {chosenOp === 'between' && (
        <div className="stock-between">
          <TextField
            label="从"
            type={inputType}
            inputMode={field.sort === 'number' ? 'numeric' : undefined}
            value={filled.from}
            onChange={(from) => {
              setFilled({ ...filled, from });
            }}
          />
          <TextField
            label="到"
            type={inputType}
            inputMode={field.sort === 'number' ? 'numeric' : undefined}
            value={filled.to}
            onChange={(to) => {
              setFilled({ ...filled, to });
            }}
          />
        </div>
      )}
      <Button type="submit" kind="primary" size="small" disabled={condition === undefined}>
        加上这个条件
      </Button>
    </form>
  );
}
