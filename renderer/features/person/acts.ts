/** What the page may be asked to do; each opens its dialog. `null` of a prop: this post may not. */
export type PersonAct =
  | { readonly kind: 'edit' }
  | { readonly kind: 'visit' }
  | { readonly kind: 'object'; readonly field?: string }
  | { readonly kind: 'answer'; readonly objection: string }
  | { readonly kind: 'print' }
  | { readonly kind: 'addTag' }
  | { readonly kind: 'renewTag'; readonly code: string }
  | { readonly kind: 'endTag'; readonly code: string }
  | { readonly kind: 'move' }
  | { readonly kind: 'endStay'; readonly stay: string }
  | { readonly kind: 'moveOut' }
  | { readonly kind: 'death' }
  | { readonly kind: 'changeHead' }
  | { readonly kind: 'split' }
  | { readonly kind: 'birth' }
  | { readonly kind: 'confirmHandover' };

export type OnAct = (act: PersonAct) => void;
