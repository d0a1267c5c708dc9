import type { Chance } from '../chance.ts';

/** Division codes that no office ever gave: whatever is made up here begins with them. */
const DEMO_DIVISION = '999';

const CITIZEN_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CITIZEN_CHECKS = '10X98765432';

/** GB 11643: the check character behind seventeen digits. */
export const citizenCheck = (first17: string): string =>
  CITIZEN_CHECKS.charAt(CITIZEN_WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(first17.charAt(at)), 0) % 11);

const USCC_DIGITS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

function organisationCheck(first8: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce((all, weight, at) => all + weight * Number(first8.charAt(at)), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

function usccCheck(first17: string): string {
  let [sum, weight] = [0, 1];
  for (const digit of first17) {
    sum += USCC_DIGITS.indexOf(digit) * weight;
    weight = (weight * 3) % 31;
  }
  return USCC_DIGITS.charAt((31 - (sum % 31)) % 31);
}

export interface MadeIdentifiers {
  /** 18 digits, no two alike. `region` is the last three digits of its division. */
  readonly citizen: (region: string, birth: string, isMale: boolean) => string;
  /** GB 32100; kind 1 企业, 2 个体工商户, 3 农民专业合作社. */
  readonly uscc: (kind: '1' | '2' | '3') => string;
  /** `100` and eight digits. */
  readonly phone: () => string;
}

export function madeIdentifiers(chance: Chance): MadeIdentifiers {
  const citizens = new Set<string>();
  const phones = new Set<string>();
  let organisations = chance.whole(10_000_000, 20_000_000);
  return {
    citizen: (region, birth, isMale) => {
      for (;;) {
        const sequence = chance.whole(0, 499) * 2 + (isMale ? 1 : 0);
        const first17 = `${DEMO_DIVISION}${region}${birth.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
        if (citizens.has(first17)) continue;
        citizens.add(first17);
        return first17 + citizenCheck(first17);
      }
    },
    uscc: (kind) => {
      organisations += chance.whole(1, 97);
      const organisation = String(organisations);
      const first17 = `9${kind}${DEMO_DIVISION}115${organisation}${organisationCheck(organisation)}`;
      return first17 + usccCheck(first17);
    },
    phone: () => {
      for (;;) {
        const phone = `100${String(chance.whole(10_000_000, 99_999_999))}`;
        if (phones.has(phone)) continue;
        phones.add(phone);
        return phone;
      }
    },
  };
}
