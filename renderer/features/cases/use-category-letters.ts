import { useEffect, useState } from 'react';
import type { CategoryEntry } from '../../../shared/domain/catalog.ts';
import { categorySearch, type CategorySearch } from '../../lib/category-search.ts';

const NONE: ReadonlySet<string> = new Set();

/** Names of the categories that typed letters stand for (`bllj`), once somebody has typed letters at all. */
export function useCategoryLetters(typed: string, categories: readonly CategoryEntry[]): ReadonlySet<string> {
  const [search, setSearch] = useState<CategorySearch>();
  const letters = /^[a-zａ-ｚ]{2,}$/i.test(typed.trim()) ? typed.trim() : '';
  const isWanted = letters !== '' && search === undefined && categories.length > 0;
  useEffect(() => {
    if (!isWanted) return;
    let isHere = true;
    void categorySearch(categories).then((made) => {
      if (isHere) setSearch(made);
    });
    return () => {
      isHere = false;
    };
  }, [isWanted, categories]);
  if (letters === '' || search === undefined) return NONE;
  return new Set(search.find(letters).map((entry) => entry.name));
}
