import type { AreaDocument } from '../../shared/domain/area.ts';
import { levelOf } from '../../shared/domain/codes.ts';

export interface AreaWords {
  /** 上港第一 01, or the code where the area is not here. */
  readonly nameOf: (code: string) => string;
  /** 陆家嘴街道 / 上港第一居委会: a scope as the top bar says it. */
  readonly scopeWords: (code: string) => string;
  /** 上港第一居委会, 上港第一 01 网格, 陆家嘴街道. */
  readonly fullNameOf: (code: string) => string;
}

export function areaWords(areas: readonly Pick<AreaDocument, 'code' | 'name' | 'fullName'>[]): AreaWords {
  const byCode = new Map(areas.map((area) => [area.code, area]));
  const nameOf = (code: string): string => byCode.get(code)?.name ?? code;
  const fullNameOf = (code: string): string => {
    const area = byCode.get(code);
    if (area === undefined) return code;
    return levelOf(code) === 'grid' ? `${area.name} 网格` : (area.fullName ?? area.name);
  };
  return {
    nameOf,
    fullNameOf,
    scopeWords: (code) => {
      const street = byCode.get(code.slice(0, 9));
      if (levelOf(code) === 'community' && street !== undefined) return `${street.name} / ${fullNameOf(code)}`;
      return fullNameOf(code);
    },
  };
}
