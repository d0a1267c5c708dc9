import type { Speller } from '../stock/search/spelling.ts';

/** Sounds of the characters that tests use; 单 and 乐 have several. */
const SOUNDS: Readonly<Record<string, readonly string[]>> = {
  严: ['yan'],
  立: ['li'],
  诚: ['cheng'],
  城: ['cheng'],
  租: ['zu'],
  单: ['dan', 'shan', 'chan'],
  乐: ['le', 'yue'],
  吕: ['lv'],
  欧: ['ou'],
  阳: ['yang'],
  春: ['chun'],
  王: ['wang'],
  小: ['xiao'],
  明: ['ming'],
  上: ['shang'],
  港: ['gang'],
  区: ['qu', 'ou'],
  幢: ['zhuang'],
  元: ['yuan'],
  燕: ['yan'],
  林: ['lin'],
  餐: ['can'],
  饮: ['yin'],
  馆: ['guan'],
  井: ['jing'],
  盖: ['gai'],
};

/** A small table of sounds, so that tests of the shared search need no large one. */
export const madeUpSounds: Speller = {
  readings: (char) => SOUNDS[char] ?? [],
  nameReading: (name) => {
    const chars = Array.from(name);
    if (!chars.every((char) => Object.hasOwn(SOUNDS, char))) return [];
    return chars.map((char, at) => (at === 0 && char === '单' ? 'shan' : (SOUNDS[char]?.[0] ?? char)));
  },
};
