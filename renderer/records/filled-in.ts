type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What stood in a form when somebody began on it. */
export interface Opening {
  readonly controls: ReadonlyMap<Control, string>;
  readonly answers: string;
}

const controlsIn = (form: Element): readonly Control[] => [
  ...form.querySelectorAll<Control>('input, select, textarea'),
];
const isBox = (control: Control): boolean => control.type === 'checkbox' || control.type === 'radio';
const valueOf = (control: Control): string =>
  control instanceof HTMLInputElement && isBox(control) ? String(control.checked || '') : control.value;
/** What was chosen or is on record and stands in no control. */
const answersIn = (form: Element): string =>
  [...form.querySelectorAll<HTMLElement>('[data-answer]')].map(({ dataset }) => dataset['answer'] ?? '').join('\n');

export const openingOf = (form: Element): Opening => ({
  controls: new Map(controlsIn(form).map((control) => [control, valueOf(control)])),
  answers: answersIn(form),
});

/**
 * Whether anything would be lost with the form. Asked of what stands in it, whatever part of it keeps it: so no dialog has to say what it asks. What came by
 * itself, a list that was read or a day that follows from another field, is no loss: only what was `touched`, found or taken away.
 */
export function isFilledIn(form: Element, opening: Opening, touched: ReadonlySet<EventTarget>): boolean {
  if (answersIn(form) !== opening.answers) return true;
  for (const [control, value] of opening.controls) {
    if (!form.contains(control)) {
      if (value !== '' && !isBox(control)) return true;
    } else if (valueOf(control) !== value && (touched.has(control) || control.getAttribute('role') === 'combobox'))
      return true;
  }
  return controlsIn(form).some(
    (control) => !opening.controls.has(control) && touched.has(control) && valueOf(control) !== '',
  );
}

/** The first of what is begun and not finished, with what is to be done: a day without its year, a place that was typed and not chosen. */
export function unfinishedIn(form: Element): { readonly element: HTMLElement; readonly words: string } | undefined {
  for (const element of form.querySelectorAll<HTMLElement>('[data-unfinished], input[type="date"]')) {
    const words = element.dataset['unfinished'];
    if (words !== undefined) return { element, words };
    if (element instanceof HTMLInputElement && element.validity.badInput)
      return { element, words: '日期没写完，写完或清空再存。' };
  }
  return undefined;
}
