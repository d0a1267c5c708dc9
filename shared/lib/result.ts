/** An expected outcome: either a value or a tagged reason. Bugs throw through `assert` instead. */
export type Result<T, R> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: R };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const fail = <R>(reason: R): { readonly ok: false; readonly reason: R } => ({ ok: false, reason });
