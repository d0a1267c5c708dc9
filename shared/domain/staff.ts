import { z } from 'zod';
import { baseFields, documentId } from './base-document.ts';
import { scopeCode } from './codes.ts';
import { roleSchema } from './roles.ts';

/** One post a person holds: a role at a place, or in a department. One person may hold several, with a trace of which one acted. */
export const postSchema = z.looseObject({
  role: roleSchema,
  /** The prefix under which the post works; for a department, the street it serves. */
  scope: scopeCode,
  department: z
    .string()
    .regex(/^dept:[a-z0-9-]{1,40}$/)
    .optional(),
});
export type Post = Readonly<z.infer<typeof postSchema>>;

/** A person on the staff, as colleagues may see him. Credentials and grants live on the server only. */
export const staffSchema = z.looseObject({
  _id: documentId('staff'),
  type: z.literal('staff'),
  ...baseFields,
  account: z.string().regex(/^[a-z][a-z0-9.-]{1,31}$/),
  displayName: z.string().min(1).max(30),
  posts: z.array(postSchema).min(1).max(8),
  active: z.boolean(),
});
export type StaffDocument = Readonly<z.infer<typeof staffSchema>>;

/** Who is signed in: what access and guards are judged by, on both sides. */
export const userSchema = z.looseObject({
  /** The id of the staff document. */
  id: documentId('staff'),
  account: z.string(),
  displayName: z.string(),
  posts: z.array(postSchema).min(1).max(8),
  /** Posts held before, newest first: what was written in them without the server still arrives. They give no access. */
  formerPosts: z.array(postSchema).max(32).optional(),
});
export type User = Readonly<z.infer<typeof userSchema>>;

/** The key under which a person stands in an audience: `person:<ULID>`. */
export const personKey = (staffId: string): string => `person:${staffId.slice('staff:'.length)}`;
