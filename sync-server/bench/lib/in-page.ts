import type { Page } from '@playwright/test';

type Functions<InPage> = { readonly [K in keyof InPage]: (...given: never[]) => unknown };

/** Calls of a bench page's own functions, which it offers as `bench`. */
export const callsTo =
  <InPage extends Functions<InPage>>() =>
  <K extends keyof InPage & string>(
    page: Page,
    name: K,
    ...given: Parameters<InPage[K]>
  ): Promise<Awaited<ReturnType<InPage[K]>>> =>
    page.evaluate(
      ([what, all]) => {
        const { bench } = globalThis as unknown as {
          readonly bench: Record<string, (...given: readonly unknown[]) => unknown>;
        };
        return bench[what]?.(...all);
      },
      [name, given] as const,
    ) as Promise<Awaited<ReturnType<InPage[K]>>>;
