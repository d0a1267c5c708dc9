import { identifiersInOneSpelling } from './2-identifiers-in-one-spelling.ts';
import { phonesInOneSpelling } from './3-phones-in-one-spelling.ts';
import type { Fields, Step } from './step.ts';

/** Every step there ever was, in order: none is taken out or changed, documents of its form may lie somewhere for years. */
export const STEPS: readonly Step[] = [identifiersInOneSpelling, phonesInOneSpelling];

/** The form a document says it has. The first one did not always say so. */
export function formOf(document: object): number {
  const { schema } = document as { readonly schema?: unknown };
  return typeof schema === 'number' && schema >= 1 ? schema : 1;
}

/**
 * A document of `/records` in the form of this version, whatever form it is in; one of a newer form stays as it is. Nothing is taken away, so what this version does
 * not know survives. The very same object comes back where there is nothing to do.
 */
export function migrated<D extends object>(document: D, steps: readonly Step[] = STEPS): D {
  const form = formOf(document);
  const current = steps.at(-1)?.to ?? 1;
  if (form >= current) return document;
  const ahead = steps.filter(({ to }) => to > form);
  const raised = ahead.reduce<Fields>((fields, step) => step.up(fields), document as unknown as Fields);
  // Steps respell fields and add some; the type of the document stays.
  return { ...raised, schema: current } as unknown as D;
}
