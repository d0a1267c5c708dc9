/** What the specs and the double say to each other, by node's own channel between parent and child. */

export type FrameAddress = { readonly url: string; readonly isTop: boolean };

/** From the spec's process, which holds the page, to the double, which runs the real main process. */
export type ToDouble = {
  readonly evaluate: { readonly params: { readonly source: string; readonly arg: unknown }; readonly result: unknown };
  readonly invoke: {
    readonly params: {
      readonly window: number;
      readonly channel: string;
      readonly args: readonly unknown[];
      readonly frame: FrameAddress;
    };
    readonly result: unknown;
  };
  readonly navigate: {
    readonly params: { readonly window: number; readonly url: string; readonly isTop: boolean };
    readonly result: boolean;
  };
  readonly openWindow: { readonly params: { readonly window: number; readonly url: string }; readonly result: null };
  readonly askPermission: {
    readonly params: { readonly window: number; readonly permission: string; readonly frame: FrameAddress };
    readonly result: boolean;
  };
  readonly fetchApp: {
    readonly params: {
      readonly url: string;
      readonly method: string;
      readonly headers: Readonly<Record<string, string>>;
    };
    readonly result: {
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
    };
  };
  readonly shown: { readonly params: { readonly window: number }; readonly result: null };
  readonly quit: { readonly params: null; readonly result: null };
};

/** From the double to the spec's process. */
export type FromDouble =
  | { readonly kind: 'ready' }
  | { readonly kind: 'load'; readonly window: number; readonly url: string; readonly preload: string | null }
  | { readonly kind: 'close'; readonly window: number };

export type Call = { readonly id: number; readonly method: keyof ToDouble; readonly params: unknown };
export type Answer = { readonly id: number; readonly result?: unknown; readonly error?: string };
