import { z } from 'zod';
import { findingSchema } from '../../../../shared/domain/case.ts';
import { postSchema } from '../../../../shared/domain/staff.ts';

/* A file that is being taken in, was, or is being taken back: kept, sealed, until its person is done with it. */

const item = z.object({
  line: z.int(),
  caseId: z.string(),
  channelNumber: z.string(),
  /** 暴露垃圾，上港小区 27幢 */
  name: z.string(),
  /** Gone once it is in, with what stood in the row: the case has it. */
  finding: findingSchema.optional(),
  cells: z.array(z.string()).optional(),
  /** The case it shall be merged into. */
  into: z.object({ id: z.string(), number: z.string().optional() }).optional(),
});
export type ImportItem = Readonly<z.infer<typeof item>>;

/** A row that was not taken in: what stood in it, and why. */
const left = z.object({ line: z.int(), cells: z.array(z.string()), why: z.string() });
export type LeftRow = Readonly<z.infer<typeof left>>;

const keptImport = z.object({
  id: z.string(),
  file: z.string(),
  at: z.string(),
  post: postSchema,
  phase: z.enum(['taking', 'taken', 'undoing', 'undone']),
  headings: z.array(z.string()),
  items: z.array(item),
  left: z.array(left),
  /** Rows whose number had been taken in before, the same row twice, and empty ones. */
  again: z.int(),
  repeated: z.int(),
  blank: z.int(),
});
export type KeptImport = Readonly<z.infer<typeof keptImport>>;

export function asImport(kept: unknown): KeptImport | undefined {
  const parsed = keptImport.safeParse(kept);
  return parsed.success ? parsed.data : undefined;
}
