import { plainText } from './plain-text.ts';

/** Phrases of the office that say nothing of the matter. */
const OFFICE_PHRASES =
  /(?:市民|居民|群众|来电人|反映人|网友|业主|住户)?(?:来电|来信|投诉|反映|表示|咨询|希望|要求|诉求)+[:：]?|请?(?:相关|有关|职能)?(?:部门|单位|物业)?(?:尽快|及时|马上|协调|帮忙)*(?:处理|核实|解决|查处|派人)(?:一下)?|谢谢|您好|你好|已拍照|现场|该处|此处|附近|位于|目前|现在|已经/gu;
/** Characters that join others and mean nothing by themselves. */
const JOINING = new Set('的了在有是和与及或就都也又还很太着过到把被从对向上下里外中一个没不已约人有吗呢啊');

const RUNS = /[\p{Script=Han}]+|[a-z]+|\d+(?:\.\d+)?/gu;
const isHan = (run: string): boolean => /^\p{Script=Han}/u.test(run);

/** How much a token says. */
export type Tokens = ReadonlyMap<string, number>;
const LONE_CHARACTER = 0.4;

/**
 * Han as pairs of neighbouring characters, and as single ones that count for less (断枝 and 树枝断了 share no pair); letters as words, digits as whole numbers.
 */
export function textTokens(text: string): Tokens {
  const tokens = new Map<string, number>();
  const plain = plainText(text).replace(OFFICE_PHRASES, ' ');
  for (const [run] of plain.matchAll(RUNS)) {
    if (!isHan(run)) {
      tokens.set(run, 1);
      continue;
    }
    for (let at = 0; at < run.length; at += 1) {
      const character = run.slice(at, at + 1);
      if (!JOINING.has(character)) tokens.set(character, LONE_CHARACTER);
      if (at + 1 < run.length) tokens.set(run.slice(at, at + 2), 1);
    }
  }
  return tokens;
}

/** Tokens that are known anyway count for this share of what they would: of the address nothing, of the category's name a little. */
export const weighed = (tokens: Tokens, known: Tokens, share: number): Tokens =>
  new Map(
    [...tokens].flatMap(([token, weight]): readonly (readonly [string, number])[] =>
      !known.has(token) ? [[token, weight]] : share === 0 ? [] : [[token, weight * share]],
    ),
  );

const sum = (tokens: Tokens): number => {
  let total = 0;
  for (const weight of tokens.values()) total += weight;
  return total;
};

/** A text that weighs less says too little to be found in another. */
const ENOUGH = 2;
/** Two people who write of one thing in their own words share about so much; more is not more alike. */
const ALIKE_FROM = 0.5;

/**
 * Likeness of two texts, 0 to 1; `null` where one of them says nothing. Half of it is what they share of both (Dice), half what they share of the shorter: a few words on
 * patrol and a long call about the same thing are alike.
 */
export function tokensLikeness(a: Tokens, b: Tokens): number | null {
  const [whole, other] = [sum(a), sum(b)];
  if (whole === 0 || other === 0) return null;
  let shared = 0;
  for (const [token, weight] of a) shared += Math.min(weight, b.get(token) ?? 0);
  const dice = (2 * shared) / (whole + other);
  const shorter = Math.min(whole, other);
  const overlap = shorter < ENOUGH ? dice : shared / shorter;
  return Math.min(1, (dice + overlap) / 2 / ALIKE_FROM);
}
