import { useEffect, useMemo } from 'react';
import type { JSX } from 'react';
import type { PartChosen } from '../../../shared/cases/acts/joint.ts';
import { proposalOn } from '../../../shared/cases/dispatch/proposal-on.ts';
import { templatesFor } from '../../../shared/cases/dispatch/templates.ts';
import { foldLog } from '../../../shared/cases/fold.ts';
import { nearestWorkers } from '../../../shared/cases/nearest-workers.ts';
import { plusDays, shanghaiDayOf } from '../../../shared/lib/calendar-day.ts';
import { isoAt } from '../../../shared/lib/clock.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import { personKey } from '../../../shared/domain/staff.ts';
import { categoryKeyText, type DepartmentEntry } from '../../../shared/domain/catalog.ts';
import { distanceMetres } from '../../../shared/geo/distance.ts';
import type { CaseRow } from '../../data/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { areaWords } from '../../lib/area-words.ts';
import { limitWords, numberWords } from '../../lib/case-words.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { isAsked, missingIn, type FormField, type FormValues } from './act-forms.ts';

interface FieldProps<Kind extends FormField['kind']> {
  readonly field: Extract<FormField, { readonly kind: Kind }>;
  readonly document: CaseDocument;
  readonly values: FormValues;
  readonly onChange: (change: FormValues) => void;
  readonly error: string | undefined;
}

const textOf = (values: FormValues, name: string): string => {
  const value = values[name];
  return typeof value === 'string' ? value : '';
};

const metreWords = (metres: number | null): string =>
  metres === null ? '' : metres === 0 ? ' · 本网格' : ` · 约 ${String(Math.round(metres / 10) * 10)} 米`;

function PersonField({ field, document, values, onChange, error }: FieldProps<'person'>): JSX.Element {
  const workstation = useWorkstation();
  const staff = useLive(workstation.staff) ?? [];
  const areas = useLive(workstation.areas) ?? [];
  const words = areaWords(areas);
  const people =
    field.among === 'department'
      ? staff
          .filter(({ active, posts }) => active && posts.some(({ department }) => department === document.department))
          .map(({ _id, displayName }) => ({ key: personKey(_id), name: displayName, aside: '' }))
      : nearestWorkers(document.finding.place, staff, areas)
          .slice(0, 20)
          .map(({ key, name, gridCode, metres }) => ({
            key,
            name,
            aside: ` · ${words.fullNameOf(gridCode)}${metreWords(metres)}`,
          }));
  return (
    <Select
      label={field.label}
      value={textOf(values, field.name)}
      placeholder={field.isRequired ? '选一个人' : '本网格的网格员'}
      options={people.map(({ key, name, aside }) => ({ value: key, label: `${name}${aside}` }))}
      error={error}
      onChange={(key) => {
        onChange({ [field.name]: key, [`${field.name}Name`]: people.find((one) => one.key === key)?.name });
      }}
    />
  );
}

/** What stands beside a chosen department: its place, what it is to do, its own limit. */
const partAside = ({ isLead, isRequired, what, limit }: PartChosen): string =>
  [
    isLead ? '主办' : '协办',
    ...(isRequired ? [] : ['可不等']),
    ...(what === undefined ? [] : [what]),
    ...(limit === undefined ? [] : [limitWords(limit)]),
  ].join(' · ');

/** The first of what is left leads where nobody does. */
function withLead(parts: readonly PartChosen[]): readonly PartChosen[] {
  if (parts.some(({ isLead }) => isLead)) return parts;
  return parts.map((part, place) => (place === 0 ? { ...part, isLead: true, isRequired: true } : part));
}

/** In the order in which they were chosen; one leads, the others help. A template that fits fills them in, and everything in it may be changed. */
function PartsField({ field, document, values, onChange, error }: FieldProps<'parts'>): JSX.Element {
  const workstation = useWorkstation();
  const departments = useLive(workstation.catalogs.departments) ?? [];
  const templates = useLive(workstation.catalogs.templates);
  const notes = useLive(workstation.catalogs.notes);
  const proposal = useMemo(
    () => proposalOn(foldLog(document.log, workstation.rulebooks))?.proposal ?? null,
    [document.log, workstation],
  );
  const fitting = useMemo(
    () => templates && templatesFor(templates, document.finding.category, proposal),
    [document.finding.category, templates, proposal],
  );
  const chosen = (values[field.name] ?? []) as readonly PartChosen[];
  const take = (key: string): void => {
    const template = fitting?.find((one) => one.key === key);
    onChange({
      [field.name]: template?.parts ?? [],
      templateName: template?.name ?? '',
    });
  };
  // Those of the template stand first, and stay there whatever is ticked.
  const prepared = fitting?.find(({ name }) => name === values['templateName'])?.parts ?? [];
  const isPrepared = ({ key }: Pick<PartChosen, 'key'>): boolean => prepared.some((part) => part.key === key);
  const inOrder = [...prepared, ...departments.filter((one) => !isPrepared(one))];
  // Filled in once, while nobody has chosen anything: the template that fits, or whoever leads by the rules or by the category.
  const ofCategory = notes?.find(
    ({ category }) => categoryKeyText(category) === categoryKeyText(document.finding.category),
  )?.department;
  const leading = departments.find(
    ({ key }) => key === ((proposal?.grade === 'template' ? null : proposal?.department) ?? ofCategory),
  );
  const isUntouched = values[field.name] === undefined && fitting !== undefined && notes !== undefined;
  useEffect(() => {
    if (!isUntouched) return;
    const [first] = fitting;
    if (first !== undefined) take(first.key);
    else if (leading !== undefined)
      onChange({ [field.name]: [{ key: leading.key, name: leading.name, isLead: true, isRequired: true }] });
  });
  return (
    <>
      {fitting !== undefined && fitting.length > 0 && (
        <RadioGroup
          label="一件事模板"
          value={fitting.find(({ name }) => name === values['templateName'])?.key ?? ''}
          options={[...fitting.map(({ key, name }) => ({ value: key, label: name })), { value: '', label: '自选部门' }]}
          onChange={take}
        />
      )}
      <fieldset className="ui-radios">
        <legend className="ui-radios-label">{field.label}</legend>
        {inOrder.map(({ key, name }) => {
          const own = chosen.find((one) => one.key === key);
          return (
            <Checkbox
              key={key}
              label={name}
              checked={own !== undefined}
              aside={own === undefined ? undefined : partAside(own)}
              onChange={(isChosen) => {
                const others = chosen.filter((one) => one.key !== key);
                onChange({
                  [field.name]: withLead(
                    isChosen ? [...others, { key, name, isLead: false, isRequired: true }] : others,
                  ),
                });
              }}
            />
          );
        })}
        {error !== undefined && (
          <p className="ui-field-error" role="alert">
            {error}
          </p>
        )}
      </fieldset>
      {chosen.length > 1 && (
        <Select
          label="主办"
          value={chosen.find(({ isLead }) => isLead)?.key ?? ''}
          options={chosen.map(({ key, name }) => ({ value: key, label: name }))}
          onChange={(lead) => {
            onChange({
              [field.name]: chosen.map((part) => ({
                ...part,
                isLead: part.key === lead,
                isRequired: part.key === lead || part.isRequired,
              })),
            });
          }}
        />
      )}
    </>
  );
}

/** Departments that have no part yet; the first one sent leads where nobody does. */
function PartField({ field, document, values, onChange, error }: FieldProps<'part'>): JSX.Element {
  const workstation = useWorkstation();
  const parts = document.parts ?? [];
  const departments = (useLive(workstation.catalogs.departments) ?? []).filter(
    ({ key }) => !parts.some(({ department }) => department === key),
  );
  const isLead = !parts.some((part) => part.isLead);
  const chosen = values[field.name] as PartChosen | undefined;
  return (
    <Select
      label={isLead ? `${field.label}（主办）` : field.label}
      value={chosen?.key ?? ''}
      placeholder="选一个部门"
      options={departments.map(({ key, name }) => ({ value: key, label: name }))}
      error={error}
      onChange={(key) => {
        const name = departments.find((one) => one.key === key)?.name ?? key;
        onChange({ [field.name]: { key, name, isLead, isRequired: true } });
      }}
    />
  );
}

/** Whoever has the case stands first. */
function DepartmentsField({ field, document, values, onChange, error }: FieldProps<'departments'>): JSX.Element {
  const workstation = useWorkstation();
  const has = new Set([document.department, ...(document.parts ?? []).map(({ department }) => department)]);
  const departments = (useLive(workstation.catalogs.departments) ?? []).toSorted(
    (a, b) => Number(has.has(b.key)) - Number(has.has(a.key)),
  );
  const chosen = (values[field.name] ?? []) as readonly Pick<DepartmentEntry, 'key' | 'name'>[];
  return (
    <fieldset className="ui-radios">
      <legend className="ui-radios-label">{field.label}</legend>
      {departments.map(({ key, name }) => (
        <Checkbox
          key={key}
          label={name}
          checked={chosen.some((one) => one.key === key)}
          onChange={(isChosen) => {
            const others = chosen.filter((one) => one.key !== key);
            onChange({ [field.name]: isChosen ? [...others, { key, name }] : others });
          }}
        />
      ))}
      {error !== undefined && (
        <p className="ui-field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** How many candidates the list shows, nearest first. */
const CANDIDATES = 30;

function candidates(
  open: readonly CaseRow[],
  document: CaseDocument,
): readonly (CaseRow & { readonly metres: number })[] {
  const { finding } = document;
  return open
    .filter((row) => row.id !== document._id)
    .map((row) => ({ ...row, metres: distanceMetres(finding.place.point, row.point) }))
    .sort(
      (a, b) =>
        Number(b.categoryName === finding.category.name) - Number(a.categoryName === finding.category.name) ||
        a.metres - b.metres,
    )
    .slice(0, CANDIDATES);
}

function CaseField({ field, document, values, onChange, error }: FieldProps<'case'>): JSX.Element {
  const workstation = useWorkstation();
  const rows = candidates(useLive(workstation.cases.open) ?? [], document);
  return (
    <Select
      label={field.label}
      value={textOf(values, field.name)}
      placeholder="选一件，同类、就近的在前"
      options={rows.map((row) => ({
        value: row.id,
        label: `${numberWords(row.number)} ${row.categoryName} · ${row.address} · ${String(Math.round(row.metres))} 米`,
      }))}
      error={error}
      onChange={(id) => {
        onChange({ [field.name]: id, [`${field.name}Number`]: rows.find((row) => row.id === id)?.number });
      }}
    />
  );
}

function DayField({ field, values, onChange, error }: FieldProps<'day'>): JSX.Element {
  const { clock } = useWorkstation();
  return (
    <TextField
      label={field.label}
      type="date"
      min={plusDays(shanghaiDayOf(isoAt(clock.nowMs())), 1)}
      required={field.isRequired}
      note={field.isRequired ? undefined : '选填'}
      value={textOf(values, field.name)}
      error={error}
      onChange={(day) => {
        onChange({ [field.name]: day });
      }}
    />
  );
}

function OneField(props: FieldProps<FormField['kind']>): JSX.Element {
  const { field, values, onChange, error, ...rest } = props;
  switch (field.kind) {
    case 'person':
      return <PersonField {...{ ...rest, field, values, onChange, error }} />;
    case 'parts':
      return <PartsField {...{ ...rest, field, values, onChange, error }} />;
    case 'part':
      return <PartField {...{ ...rest, field, values, onChange, error }} />;
    case 'departments':
      return <DepartmentsField {...{ ...rest, field, values, onChange, error }} />;
    case 'case':
      return <CaseField {...{ ...rest, field, values, onChange, error }} />;
    case 'day':
      return <DayField {...{ ...rest, field, values, onChange, error }} />;
    case 'yesNo':
      return (
        <Checkbox
          label={field.label}
          checked={values[field.name] === true}
          onChange={(isChosen) => {
            onChange({ [field.name]: isChosen });
          }}
        />
      );
    case 'choice':
      return (
        <div>
          <RadioGroup
            label={field.label}
            value={textOf(values, field.name)}
            options={field.options}
            onChange={(value) => {
              onChange({ [field.name]: value });
            }}
          />
          {error !== undefined && (
            <p className="ui-field-error" role="alert">
              {error}
            </p>
          )}
        </div>
      );
  }
}

export interface ActFormFieldsProps {
  readonly fields: readonly FormField[];
  readonly document: CaseDocument;
  readonly values: FormValues;
  readonly onChange: (change: FormValues) => void;
  readonly wasTried: boolean;
}

/** The fields of an act's form, one under the other. */
export function ActFormFields({ fields, wasTried, values, ...rest }: ActFormFieldsProps): JSX.Element {
  return (
    <>
      {fields
        .filter((field) => isAsked(field, values))
        .map((field) => (
          <OneField
            key={field.name}
            {...{ ...rest, field, values, error: wasTried ? missingIn(field, values) : undefined }}
          />
        ))}
    </>
  );
}
